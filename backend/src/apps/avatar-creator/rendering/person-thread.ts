import { platformError } from "@lumiku/app-sdk";
import type { CutRequest } from "./cut-request";

export interface PersonThread {
  /**
   * @returns the person's alpha, one byte a pixel
   * @throws AppError UNAVAILABLE when too many wait already, or it takes too long
   */
  cut(request: CutRequest): Promise<Uint8Array<ArrayBuffer>>;
  close(): void;
}

export interface PersonThreadOptions {
  maxWaiting: number;
  timeLimitMs: number;
  /** The model goes from memory when nobody needed it for so long. */
  idleLimitMs: number;
}

/** Runs the model in one worker thread, one picture at a time. The first picture starts it. */
export function createPersonThread({ maxWaiting, timeLimitMs, idleLimitMs }: PersonThreadOptions): PersonThread {
  let worker: Worker | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  let idle: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    worker?.terminate();
    worker = undefined;
  };

  const run = async (request: CutRequest) => {
    clearTimeout(idle);
    worker ??= start();
    try {
      return await answerOf(worker, request, timeLimitMs);
    } catch (cause) {
      close();
      throw platformError("UNAVAILABLE", { retryable: true, cause });
    } finally {
      idle = setTimeout(close, idleLimitMs);
      idle.unref();
    }
  };

  return {
    async cut(request) {
      if (waiting >= maxWaiting) throw platformError("UNAVAILABLE", { retryable: true });
      waiting++;
      const turn = last.then(() => run(request));
      last = turn.catch(() => {});
      return turn.finally(() => waiting--);
    },
    close,
  };
}

function start(): Worker {
  const started = new Worker(new URL("./person-worker.ts", import.meta.url));
  started.unref();
  return started;
}

function answerOf(worker: Worker, request: CutRequest, timeLimitMs: number): Promise<Uint8Array<ArrayBuffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const listeners = new AbortController();
  const { signal } = listeners;
  const timer = setTimeout(() => reject(new Error(`No answer within ${timeLimitMs} ms`)), timeLimitMs);
  worker.addEventListener("message", ({ data }) => resolve(data), { signal });
  worker.addEventListener("error", ({ message }) => reject(new Error(message)), { signal });
  worker.addEventListener("close", () => reject(new Error("The thread ended")), { signal });
  worker.postMessage(request);
  return promise.finally(() => {
    clearTimeout(timer);
    listeners.abort();
  });
}
