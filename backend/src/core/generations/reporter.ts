const INTERVAL_MS = 250;

export interface Reporter {
  /** Percent of the whole, and what is happening, for people. Only the latest of a burst is sent. */
  report(progress: number, step: string): void;
  /** Sends nothing any more. */
  close(): void;
}

/** Tells of progress at most four times a second: it never goes back, and its last word is never lost. */
export function createReporter(send: (progress: number, step: string) => Promise<void>): Reporter {
  let highest = 0;
  let latest: { progress: number; step: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const flush = () => {
    timer = undefined;
    if (isClosed || !latest) return;
    const { progress, step } = latest;
    latest = undefined;
    timer = setTimeout(flush, INTERVAL_MS);
    // Progress is a courtesy: work goes on when telling of it fails.
    send(progress, step).catch(() => {});
  };

  return {
    report(progress, step) {
      highest = Math.max(highest, Math.min(Math.round(progress), 99));
      latest = { progress: highest, step };
      timer ??= setTimeout(flush, INTERVAL_MS);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
