import { platformError } from "@lumiku/app-sdk";
import { withTimeLimit } from "../time-limit";
import type { Scores } from "./nsfw-scores";

export interface NsfwThread {
  /**
   * Scores one picture, given as 224 × 224 RGB pixels.
   *
   * @throws AppError UNAVAILABLE when too many wait already, or the thread is closed
   * @throws Error when the thread dies of this picture, or the time limit passes
   */
  score(pixels: Uint8Array, timeLimitMs: number): Promise<Scores>;
  close(): Promise<void>;
}

interface Task extends PromiseWithResolvers<Scores> {
  pixels: Uint8Array;
}

/**
 * Runs the model in one worker thread, started by the first picture. It holds one picture at a time, so a crash costs
 * only that one; those that wait go to the thread's successor.
 */
export function createNsfwThread({ maxWaiting }: { maxWaiting: number }): NsfwThread {
  const waiting: Task[] = [];
  let current: Task | undefined;
  let worker: Worker | undefined;
  let isClosed = false;

  const advance = () => {
    current = waiting.shift();
    if (!current) return;
    worker ??= start();
    worker.postMessage(current.pixels);
  };

  const start = () => {
    const started = new Worker(new URL("./nsfw-worker.ts", import.meta.url));
    started.unref();
    started.addEventListener("message", ({ data }: MessageEvent<Scores>) => {
      if (worker !== started) return;
      current?.resolve(data);
      advance();
    });
    started.addEventListener("error", ({ message }) => replace(started, new Error(message)));
    started.addEventListener("close", () => replace(started, new Error("The picture check's thread ended")));
    return started;
  };

  const replace = (ended: Worker, reason: Error) => {
    if (worker !== ended) return;
    worker = undefined;
    ended.terminate();
    current?.reject(reason);
    advance();
  };

  /** Out of time: whoever waits steps back, and a thread that is stuck on it goes. */
  const giveUp = (task: Task, reason: Error) => {
    const place = waiting.indexOf(task);
    if (place >= 0) waiting.splice(place, 1);
    if (task === current && worker) replace(worker, reason);
  };

  return {
    async score(pixels, timeLimitMs) {
      if (isClosed) throw closed();
      if (waiting.length >= maxWaiting) throw platformError("UNAVAILABLE", { retryable: true });
      const task: Task = { pixels, ...Promise.withResolvers<Scores>() };
      waiting.push(task);
      if (!current) advance();
      try {
        return await withTimeLimit(task.promise, timeLimitMs, `The picture check took longer than ${timeLimitMs} ms`);
      } catch (error) {
        giveUp(task, error as Error);
        throw error;
      }
    },

    async close() {
      isClosed = true;
      for (const task of [current, ...waiting.splice(0)]) task?.reject(closed());
      const ended = worker;
      worker = undefined;
      ended?.terminate();
    },
  };
}

function closed() {
  return platformError("UNAVAILABLE", { retryable: true });
}
