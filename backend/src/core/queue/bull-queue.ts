import type { Logger } from "@lumiku/app-sdk/server";
import type { JobsOptions, QueueOptions, Worker } from "bullmq";
import { endsWithin, withTimeLimit } from "../time-limit";
import { connect, type QueueConnection, TIMEOUT_MS } from "./bull-connection";
import { createDeliveries, type Deliveries, REDELIVERY_DELAY_MS } from "./deliveries";
import type { QueueBackend, QueuedJob } from "./queue";

export interface BullQueueOptions {
  connection: QueueConnection;
  name: string;
  logger: Logger;
  /** How long a silent worker keeps its jobs. Milliseconds. */
  lockDurationMs?: number;
  /** How often workers look for jobs of the silent. Milliseconds. */
  stalledIntervalMs?: number;
}

const JOB_NAME = "generation";
const NO_ANSWER = `The queue did not answer within ${TIMEOUT_MS} ms`;
const RETRY_DELAY_MS = 1_000;
const HAND_BACK_MS = 2_000;
const DISCONNECT_MS = 1_000;

/** The row's own count of attempts decides when to give up. */
const ENDLESS = 1_000_000;

/**
 * BullMQ on Redis or on PostgreSQL. A job's id is its row's id, and a finished job is forgotten at once,
 * so that the same id can be queued again.
 */
export function createBullQueue(options: BullQueueOptions): QueueBackend {
  const { logger, lockDurationMs = 10_000, stalledIntervalMs = 5_000 } = options;
  const { connection, classes } = connect(options.connection);
  const shared = { connection, prefix: "lumiku" } as QueueOptions;
  const queue = new classes.Queue(options.name, shared);
  const report = reportSometimes(logger);
  queue.on("error", report);

  return {
    queue: {
      async add(job) {
        await answerOf(queue.add(JOB_NAME, {}, settingsOf(job)));
      },
      async addMany(jobs) {
        if (jobs.length === 0) return;
        await answerOf(queue.addBulk(jobs.map((job) => ({ name: JOB_NAME, data: {}, opts: settingsOf(job) }))));
      },
      async remove(id) {
        // False for a job that a worker holds: that one is told to stop through its signal.
        await answerOf(queue.remove(id));
      },
      async counts() {
        const counts = await answerOf(queue.getJobCounts("waiting", "active", "delayed"));
        return {
          waiting: counts.waiting ?? 0,
          active: counts.active ?? 0,
          delayed: counts.delayed ?? 0,
        };
      },
      async check() {
        await answerOf(queue.getJobCounts("active"));
      },
      async close() {
        if (!(await endsWithin(queue.close(), DISCONNECT_MS))) await endsWithin(queue.disconnect(), DISCONNECT_MS);
      },
    },

    async startWorker(handler, { concurrency }) {
      const deliveries = createDeliveries({ handler, logger });
      const worker = new classes.Worker(options.name, (job, token) => deliveries.deliver(job, token), {
        ...shared,
        concurrency,
        lockDuration: lockDurationMs,
        stalledInterval: stalledIntervalMs,
        maxStalledCount: ENDLESS,
        runRetryDelay: RETRY_DELAY_MS,
      });
      worker.on("error", report);
      worker.on("lockRenewalFailed", (ids) => deliveries.lose(ids));
      await worker.waitUntilReady();
      return { close: (graceMs) => closeWorker(worker, deliveries, graceMs) };
    },
  };
}

function settingsOf({ id, delayMs }: QueuedJob): JobsOptions {
  return {
    jobId: id,
    removeOnComplete: true,
    removeOnFail: true,
    // Handlers that throw are put back without counting; an attempt ends only when that was refused.
    attempts: ENDLESS,
    backoff: { type: "fixed", delay: REDELIVERY_DELAY_MS },
    ...(delayMs !== undefined && { delay: delayMs }),
  };
}

const answerOf = <T>(work: Promise<T>): Promise<T> => withTimeLimit(work, TIMEOUT_MS, NO_ANSWER);

async function closeWorker(worker: Worker, deliveries: Deliveries, graceMs: number): Promise<void> {
  const closing = worker.close();
  if (await endsWithin(closing, graceMs)) return;
  deliveries.stop();
  if (await endsWithin(closing, HAND_BACK_MS)) return;
  deliveries.abandon();
  if (await endsWithin(closing, DISCONNECT_MS)) return;
  await endsWithin(worker.disconnect(), DISCONNECT_MS);
}

function reportSometimes(logger: Logger): (error: Error) => void {
  let lastAt = 0;
  return (error) => {
    const now = Date.now();
    if (now - lastAt > 10_000) logger.warn({ err: error }, "the queue has trouble with its server; it tries again");
    lastAt = now;
  };
}
