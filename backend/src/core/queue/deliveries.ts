import type { Logger } from "@lumiku/app-sdk/server";
import { DelayedError, type Job } from "bullmq";
import type { JobHandler } from "./queue";

/** How soon a job comes again whose handler threw. Milliseconds. */
export const REDELIVERY_DELAY_MS = 2_000;

const PUT_BACK_ATTEMPTS = 3;
const PUT_BACK_PAUSE_MS = 100;

const SHUTDOWN = "shutdown";
const LOST = new Error("another worker took the job over");

export interface Deliveries {
  /** Runs the handler for one delivery. A job that is not done is put back, or left for others to find. */
  deliver(job: Job, token: string | undefined): Promise<void>;
  /** Tells handlers that their jobs are no longer theirs. */
  lose(ids: string[]): void;
  /** Tells all handlers to let go. */
  stop(): void;
  /** Ends all deliveries, whatever their handlers do. The jobs stay locked until their locks lapse. */
  abandon(): void;
}

/** The deliveries that run in one worker. */
export function createDeliveries({ handler, logger }: { handler: JobHandler; logger: Logger }): Deliveries {
  const running = new Map<string, AbortController>();
  const exits = new Set<() => void>();
  let isStopping = false;

  /** @returns after how long the job has to come again, or undefined when it is done */
  const run = async (id: string, controller: AbortController): Promise<number | undefined> => {
    try {
      const outcome = await handler(id, controller.signal);
      return outcome.kind === "again" ? outcome.delayMs : undefined;
    } catch (error) {
      if (controller.signal.reason === SHUTDOWN) return 0;
      if (controller.signal.reason !== LOST) logger.error({ err: error, id }, "a job handler threw; it comes again");
      return REDELIVERY_DELAY_MS;
    }
  };

  const attempt = async (job: Job, token: string | undefined): Promise<void> => {
    const id = String(job.id);
    // Fetched while the worker was told to stop.
    if (isStopping) return putBack(job, token, 0);
    const earlier = running.get(id);
    if (earlier) {
      // The job was lost and is back before its handler noticed: the two must not run side by side.
      earlier.abort(LOST);
      return putBack(job, token, REDELIVERY_DELAY_MS);
    }
    const controller = new AbortController();
    running.set(id, controller);
    const againMs = await run(id, controller).finally(() => running.delete(id));
    if (controller.signal.reason === LOST) throw leaveIt();
    if (againMs !== undefined) await putBack(job, token, againMs);
  };

  return {
    async deliver(job, token) {
      // A promise of each delivery's own: one for all would keep something of every job that ever ran.
      const { promise: abandoned, reject } = Promise.withResolvers<never>();
      const exit = () => reject(leaveIt());
      exits.add(exit);
      try {
        await Promise.race([attempt(job, token), abandoned]);
      } finally {
        exits.delete(exit);
      }
    },
    lose(ids) {
      for (const id of ids) running.get(id)?.abort(LOST);
    },
    stop() {
      isStopping = true;
      for (const controller of running.values()) controller.abort(SHUTDOWN);
    },
    abandon() {
      for (const exit of exits) exit();
    },
  };
}

/**
 * Makes the job come again after a while. When the server refuses, the error lets BullMQ fail the job, which
 * means another attempt; when that is refused too, the lock lapses and the job is found as stalled.
 */
async function putBack(job: Job, token: string | undefined, delayMs: number): Promise<never> {
  for (let attempts = 1; ; attempts++) {
    try {
      await job.moveToDelayed(Date.now() + delayMs, token);
      throw leaveIt();
    } catch (error) {
      if (error instanceof DelayedError || attempts === PUT_BACK_ATTEMPTS) throw error;
      await Bun.sleep(PUT_BACK_PAUSE_MS * attempts);
    }
  }
}

/** BullMQ leaves a job alone whose handler ends with this error. */
const leaveIt = () => new DelayedError();
