import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createLogger } from "../observability/logger";
import { createEmptyDatabase } from "../testing/database";
import { createBullQueue, type QueueConnection } from "./bull-queue";
import type { JobHandler } from "./queue";

const logger = createLogger({ level: "silent", format: "json" });
const redisUrl = process.env.LUMIKU_TEST_REDIS_URL;
if (!redisUrl) throw new Error("LUMIKU_TEST_REDIS_URL is not set: run the tests with `bun run test`");

for (const kind of ["postgres", "redis"] as const) {
  describe(`queue on ${kind}`, () => {
    let connection: QueueConnection;
    let drop = async () => {};
    beforeAll(async () => {
      if (kind === "redis") {
        connection = { kind, url: redisUrl };
        return;
      }
      const empty = await createEmptyDatabase();
      connection = { kind, connectionString: empty.connectionString };
      drop = empty.drop;
    });
    afterAll(() => drop());

    const open = (name = `test-${crypto.randomUUID()}`) =>
      ({
        name,
        ...createBullQueue({ connection, name, logger, lockDurationMs: 1_000, stalledIntervalMs: 500 }),
      }) as const;

    test("jobs run by priority, and an id that is queued already is not queued twice", async () => {
      const backend = open();
      for (const [id, priority] of [
        ["late", 9],
        ["early", 1],
        ["middle", 5],
        ["early", 1],
      ] as const)
        await backend.queue.add({ id, priority });
      expect(await backend.queue.counts()).toMatchObject({ waiting: 3 });
      const seen = collect(3);
      const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
      expect(await seen.all).toEqual(["early", "middle", "late"]);
      await worker.close(1_000);
      await backend.queue.close();
    });

    test("a finished id can be queued again", async () => {
      const backend = open();
      const twice = collect(2, async (count) => {
        if (count === 1)
          await eventually(
            async () => (await backend.queue.counts()).active === 0,
            () => backend.queue.add({ id: "again" }),
          );
      });
      const worker = await backend.startWorker(twice.handler, { concurrency: 1 });
      await backend.queue.add({ id: "again" });
      expect(await twice.all).toEqual(["again", "again"]);
      await worker.close(1_000);
      await backend.queue.close();
    });

    test("a handler that asks for another try, or throws, gets the job again", async () => {
      const backend = open();
      const deliveries: string[] = [];
      const { promise, resolve } = Promise.withResolvers<void>();
      const worker = await backend.startWorker(
        async (id) => {
          deliveries.push(id);
          if (deliveries.length === 1) return { kind: "again", delayMs: 20 };
          if (deliveries.length === 2) throw new Error("out of luck");
          resolve();
          return { kind: "done" };
        },
        { concurrency: 1 },
      );
      await backend.queue.add({ id: "stubborn" });
      await promise;
      expect(deliveries).toEqual(["stubborn", "stubborn", "stubborn"]);
      await worker.close(1_000);
      await backend.queue.close();
    });

    test("a job that has not begun can be taken out", async () => {
      const backend = open();
      await backend.queue.add({ id: "unwanted" });
      await backend.queue.remove("unwanted");
      expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
      await backend.queue.close();
    });

    test("a worker that stops hands its running job to another at once", async () => {
      const backend = open();
      const started = Promise.withResolvers<void>();
      const leaving = await backend.startWorker(
        (_id, signal) =>
          new Promise((_, reject) => {
            started.resolve();
            signal.addEventListener("abort", () => reject(signal.reason));
          }),
        { concurrency: 1 },
      );
      await backend.queue.add({ id: "handed-over" });
      await started.promise;
      await leaving.close(50);
      const seen = collect(1);
      const other = await backend.startWorker(seen.handler, { concurrency: 1 });
      expect(await seen.all).toEqual(["handed-over"]);
      await other.close(1_000);
      await backend.queue.close();
    });

    test("a job of a worker killed with -9 is delivered to another", async () => {
      const backend = open();
      await backend.queue.add({ id: "orphan" });
      const doomed = Bun.spawn(
        [process.execPath, `${import.meta.dir}/doomed-worker.fixture.ts`, JSON.stringify(connection), backend.name],
        {
          stdout: "pipe",
        },
      );
      const { value } = await doomed.stdout.getReader().read();
      expect(new TextDecoder().decode(value).trim()).toBe("orphan");
      doomed.kill("SIGKILL");
      await doomed.exited;
      const seen = collect(1);
      const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
      expect(await seen.all).toEqual(["orphan"]);
      await worker.close(1_000);
      await backend.queue.close();
    });
  });
}

function collect(
  count: number,
  then?: (count: number) => Promise<void>,
): { handler: JobHandler; all: Promise<string[]> } {
  const ids: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  return {
    all: promise,
    handler: async (id) => {
      ids.push(id);
      void then?.(ids.length);
      if (ids.length === count) resolve(ids);
      return { kind: "done" };
    },
  };
}

async function eventually(condition: () => Promise<boolean>, then: () => Promise<void>): Promise<void> {
  while (!(await condition())) await Bun.sleep(10);
  await then();
}
