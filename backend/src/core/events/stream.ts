export interface EventStream {
  body: ReadableStream<Uint8Array>;
  write(bytes: Uint8Array): void;
  /** Called at every heartbeat: a reader that took nothing since the last one but one is gone. */
  beat(bytes: Uint8Array): void;
  /** Says `lastWords` and ends once the reader has everything. */
  end(lastWords?: Uint8Array): void;
}

export interface EventStreamOptions {
  /** How far a reader may be behind before nothing more is kept for it. */
  maxBufferedBytes: number;
  /** How long one that is cut off has to take what was kept. Milliseconds. */
  lingerMs: number;
  /** Nothing more is wanted for this reader. Called once. */
  onEnd: () => void;
}

/**
 * One reader's stream, written straight to its socket. What the socket does not take is counted: a reader too far
 * behind gets what was kept for it, as whole events, and then the end; one that takes nothing loses the connection.
 */
export function createEventStream({ maxBufferedBytes, lingerMs, onEnd }: EventStreamOptions): EventStream {
  // Bun keeps the response open while this is pending, ends it when it resolves, and drops connection and buffer
  // when it rejects; a rejection with an error would be printed.
  const over = Promise.withResolvers<void>();
  over.promise.catch(() => {});
  let controller: ReadableStreamDirectController | undefined;
  const early: Uint8Array[] = [];
  let state: "open" | "ending" | "over" = "open";
  let isBlocked = true;
  let behindBytes = 0;
  let missedBeats = 0;
  let linger: ReturnType<typeof setTimeout> | undefined;

  const finish = (settle: () => void) => {
    if (state === "over") return;
    if (state === "open") onEnd();
    state = "over";
    clearTimeout(linger);
    early.length = 0;
    settle();
  };
  const cut = () => finish(over.reject);

  const end = () => {
    if (state !== "open") return;
    if (!isBlocked) return finish(over.resolve);
    state = "ending";
    onEnd();
    linger = setTimeout(cut, lingerMs);
    linger.unref?.();
  };

  const drain = () => {
    isBlocked = false;
    behindBytes = 0;
    missedBeats = 0;
    if (state === "ending") finish(over.resolve);
  };

  const pass = (bytes: Uint8Array) => {
    const written: number | Promise<number> | undefined = controller?.write(bytes);
    if (typeof written !== "object") return;
    behindBytes += bytes.byteLength;
    if (isBlocked) return;
    isBlocked = true;
    written.then(drain, cut);
  };

  const write = (bytes: Uint8Array) => {
    if (state !== "open") return;
    if (controller) pass(bytes);
    else {
      early.push(bytes);
      behindBytes += bytes.byteLength;
    }
    if (behindBytes > maxBufferedBytes) end();
  };

  return {
    body: new ReadableStream<Uint8Array>({
      type: "direct",
      pull(opened) {
        controller = opened as ReadableStreamDirectController;
        isBlocked = false;
        behindBytes = 0;
        for (const bytes of early.splice(0)) pass(bytes);
        if (!isBlocked) drain();
        return over.promise;
      },
      cancel: cut,
    }),
    write,
    beat(bytes) {
      if (isBlocked && ++missedBeats > 1) cut();
      else if (!isBlocked) write(bytes);
    },
    end(lastWords) {
      if (lastWords) write(lastWords);
      end();
    },
  };
}
