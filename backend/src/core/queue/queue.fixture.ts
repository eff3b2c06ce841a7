import { afterAll, beforeAll, describe } from "bun:test";
import { createLogger } from "../observability/logger";
import { createEmptyDatabase } from "../testing/database";
import type { QueueConnection } from "./bull-connection";
import { createBullQueue } from "./bull-queue";
import type { JobHandler, QueueBackend } from "./queue";

const logger = createLogger({ level: "silent", format: "json" });

export type OpenQueue = QueueBackend & { name: string };

export interface Engine {
  connection(): QueueConnection;
  open(options?: OpenQueueOptions): OpenQueue;
}

interface OpenQueueOptions {
  name?: string;
  lockDurationMs?: number;
}

/** A queue of its own, whose workers are found dead after a second. */
export function openQueue(
  connection: QueueConnection,
  { name = `test-${crypto.randomUUID()}`, lockDurationMs = 1_000 }: OpenQueueOptions = {},
): OpenQueue {
  return { name, ...createBullQueue({ connection, name, logger, lockDurationMs, stalledIntervalMs: 500 }) };
}

/** Runs the same tests on both servers. */
export function describeEngines(redisUrl: string | undefined, define: (engine: Engine) => void): void {
  if (!redisUrl) throw new Error("LUMIKU_TEST_REDIS_URL is not set: run the tests with `bun run test`");
  for (const kind of ["postgres", "redis"] as const) {
    describe(`queue on ${kind}`, () => {
      let connection: QueueConnection = { kind: "redis", url: redisUrl };
      let drop = async () => {};
      beforeAll(async () => {
        if (kind === "redis") return;
        const empty = await createEmptyDatabase();
        connection = { kind, connectionString: empty.connectionString };
        drop = empty.drop;
      });
      afterAll(() => drop());
      define({ connection: () => connection, open: (options) => openQueue(connection, options) });
    });
  }
}

/** A handler that is done at once, and the ids it was given when it has seen `count`. */
export function collect(count: number): { handler: JobHandler; ids: string[]; all: Promise<string[]> } {
  const ids: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  return {
    ids,
    all: promise,
    handler: async (id) => {
      ids.push(id);
      if (ids.length === count) resolve(ids);
      return { kind: "done" };
    },
  };
}

export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await Bun.sleep(10);
}

/** Waits until nothing is left in the queue. */
export function drain({ queue }: OpenQueue): Promise<void> {
  return until(async () => {
    // A server that has just come back may cut this question short.
    const counts = await queue.counts().catch(() => undefined);
    return counts !== undefined && counts.waiting + counts.active + counts.delayed === 0;
  });
}

export async function measureMs(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

/** A worker in a process of its own, that holds on to the one job it takes. */
export function startDoomedWorker(connection: QueueConnection, name: string) {
  const child = Bun.spawn(
    [process.execPath, `${import.meta.dir}/doomed-worker.fixture.ts`, JSON.stringify(connection), name],
    { stdout: "pipe" },
  );
  let said = "";
  const listening = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) said += decoder.decode(chunk, { stream: true });
  })();
  return {
    child,
    says: (line: string) => until(() => said.split("\n").includes(line)),
    /** What it has said, once it is gone. */
    async lastWords() {
      await Promise.all([child.exited, listening]);
      return said.trim().split("\n");
    },
  };
}
