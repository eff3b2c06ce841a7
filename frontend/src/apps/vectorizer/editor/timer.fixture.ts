import type { Timer } from "./timer";

/** A clock that stands still until it is told to go on. */
export function createManualTimer() {
  let now = 0;
  let waiting: { at: number; run: () => void }[] = [];
  const timer: Timer = (run, ms) => {
    const entry = { at: now + ms, run };
    waiting.push(entry);
    return () => {
      waiting = waiting.filter((other) => other !== entry);
    };
  };
  return {
    timer,
    now: () => now,
    /** Lets so much time go by, and everything happen that was to happen in it. */
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      for (;;) {
        await settle();
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.run();
      }
      now = until;
    },
  };
}

/** Answers that are there already are taken. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
