import type { Logger } from "@lumiku/app-sdk/server";
import { createPostgresBackend, DelayedError, type Job, Queue, type QueueOptions, Worker, withBackend } from "bullmq";
import { withTimeLimit } from "../time-limit";
import type { JobHandler, QueueBackend } from "./queue";

export type QueueConnection = { kind: "redis"; url: string } | { kind: "postgres"; connectionString: string };

export interface BullQueueOptions {
  connection: QueueConnection;
  name: string;
  logger: Logger;
  /** How long a silent worker keeps its jobs. Milliseconds. */
  lockDurationMs?: number;
  /** How often workers look for jobs of the silent. Milliseconds. */
  stalledIntervalMs?: number;
}

const TIMEOUT_MS = 5_000;
const NO_ANSWER = `The queue did not answer within ${TIMEOUT_MS} ms`;
const REDELIVERY_DELAY_MS = 2_000;
const HAND_BACK_MS = 2_000;

const SHUTDOWN = "shutdown";

/**
 * BullMQ on Redis or on PostgreSQL. A job's id is its row's id, and a finished job is forgotten at once,
 * so that the same id can be queued again.
 */
export function createBullQueue(options: BullQueueOptions): QueueBackend {
  const { logger, lockDurationMs = 10_000, stalledIntervalMs = 5_000 } = options;
  const { connection, classes } = connect(options.connection);
  const shared = { connection, prefix: "lumiku" } as QueueOptions;
  const queue = new classes.Queue(options.name, shared);
  const reportOutage = reportOnce(logger);
  queue.on("error", reportOutage);

  return {
    queue: {
      async add({ id, priority, delayMs }) {
        const settings = {
          jobId: id,
          removeOnComplete: true,
          removeOnFail: true,
          ...(priority !== undefined && { priority }),
          ...(delayMs !== undefined && { delay: delayMs }),
        };
        await withTimeLimit(queue.add("generation", {}, settings), TIMEOUT_MS, NO_ANSWER);
      },
      async remove(id) {
        // False for a job that a worker holds: that one is told to stop through its signal.
        await queue.remove(id);
      },
      async counts() {
        const counts = await queue.getJobCounts("waiting", "prioritized", "active", "delayed");
        return {
          waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
          active: counts.active ?? 0,
          delayed: counts.delayed ?? 0,
        };
      },
      async check() {
        await withTimeLimit(queue.getJobCounts("active"), TIMEOUT_MS, NO_ANSWER);
      },
      close: () => queue.close(),
    },

    async startWorker(handler, { concurrency }) {
      const active = new Map<string, AbortController>();
      const process = async (job: Job, token: string | undefined, signal: AbortSignal | undefined) =>
        deliver({ job, token, signal, handler, active, logger });
      const worker = new classes.Worker(options.name, (job, token, signal) => process(job as Job, token, signal), {
        ...shared,
        concurrency,
        lockDuration: lockDurationMs,
        stalledInterval: stalledIntervalMs,
        // The row's own count of attempts decides when to give up.
        maxStalledCount: 1_000_000,
      });
      worker.on("error", reportOutage);
      worker.on("lockRenewalFailed", (ids) => {
        for (const id of ids) active.get(id)?.abort(new Error("another worker took the job over"));
      });
      await worker.waitUntilReady();
      return {
        async close(graceMs) {
          const closing = worker.close();
          await Promise.race([closing, Bun.sleep(graceMs)]);
          for (const controller of active.values()) controller.abort(SHUTDOWN);
          await Promise.race([closing, Bun.sleep(HAND_BACK_MS)]);
        },
      };
    },
  };
}

interface Delivery {
  job: Job;
  token: string | undefined;
  signal: AbortSignal | undefined;
  handler: JobHandler;
  active: Map<string, AbortController>;
  logger: Logger;
}

async function deliver({ job, token, signal, handler, active, logger }: Delivery): Promise<void> {
  const id = String(job.id);
  const controller = new AbortController();
  signal?.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  active.set(id, controller);
  let againMs: number | undefined;
  try {
    const outcome = await handler(id, controller.signal);
    if (outcome.kind === "again") againMs = outcome.delayMs;
  } catch (error) {
    if (controller.signal.reason !== SHUTDOWN)
      logger.error({ err: error, id }, "a job handler threw; the job comes again");
    againMs = controller.signal.reason === SHUTDOWN ? 0 : REDELIVERY_DELAY_MS;
  } finally {
    active.delete(id);
  }
  if (againMs === undefined) return;
  await job.moveToDelayed(Date.now() + againMs, token);
  throw new DelayedError();
}

function connect(connection: QueueConnection) {
  if (connection.kind === "redis") {
    const { hostname, port, username, password, pathname, protocol } = new URL(connection.url);
    return {
      connection: {
        host: hostname,
        port: Number(port || 6379),
        ...(username && { username: decodeURIComponent(username) }),
        ...(password && { password: decodeURIComponent(password) }),
        ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
        ...(protocol === "rediss:" && { tls: {} }),
        // A worker waits for Redis to come back, for as long as it takes.
        maxRetriesPerRequest: null,
      },
      classes: { Queue, Worker } as unknown as BullClasses,
    };
  }
  return {
    connection: { connectionString: connection.connectionString, schema: "bullmq", migrate: true, max: 8 },
    classes: withBackend(createPostgresBackend) as unknown as BullClasses,
  };
}

/** The part of BullMQ's classes that is the same on both backends. */
interface BullClasses {
  Queue: new (name: string, options: QueueOptions) => Queue;
  Worker: new (
    name: string,
    process: (job: Job, token?: string, signal?: AbortSignal) => Promise<void>,
    options: QueueOptions & {
      concurrency: number;
      lockDuration: number;
      stalledInterval: number;
      maxStalledCount: number;
    },
  ) => Worker;
}

function reportOnce(logger: Logger): (error: Error) => void {
  let lastAt = 0;
  return (error) => {
    const now = Date.now();
    if (now - lastAt > 10_000) logger.warn({ err: error }, "the queue's server does not answer; trying again");
    lastAt = now;
  };
}
