import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { Client } from "pg";
import { createEmptyDatabase } from "../testing/database";
import { collect, drain, measureMs, openQueue, until } from "./queue.fixture";

setDefaultTimeout(30_000);

let connectionString = "";
let drop = async () => {};
beforeAll(async () => {
  ({ connectionString, drop } = await createEmptyDatabase());
});
afterAll(() => drop());

const open = () => openQueue({ kind: "postgres", connectionString });

async function withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Ends every connection to the database but its own, as a failover does. @returns how many */
const cutConnections = () =>
  withClient(async (client) => {
    const { rowCount } = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    return rowCount ?? 0;
  });

/** Takes one of BullMQ's functions away, or gives it back. */
const rename = (from: string, to: string) =>
  withClient((client) => client.query(`ALTER FUNCTION bullmq.${from} RENAME TO ${to}`));

test("an idle worker whose connections were cut goes on with what is queued afterwards", async () => {
  const backend = open();
  const seen = collect(2);
  const worker = await backend.startWorker(seen.handler, { concurrency: 2 });
  await backend.queue.add({ id: "before" });
  await until(() => seen.ids.length === 1);
  expect(await cutConnections()).toBeGreaterThan(0);
  await until(() =>
    backend.queue.add({ id: "after" }).then(
      () => true,
      () => false,
    ),
  );
  expect(await measureMs(seen.all)).toBeLessThan(6_000);
  await worker.close(1_000);
  await backend.queue.close();
});

test("connections that are cut again and again under load lose no job", async () => {
  const backend = open();
  const ids = Array.from({ length: 200 }, (_, index) => `job-${index}`);
  await backend.queue.addMany(ids.map((id) => ({ id })));
  const done = new Set<string>();
  const worker = await backend.startWorker(
    async (id) => {
      await Bun.sleep(10);
      done.add(id);
      return { kind: "done" };
    },
    { concurrency: 4 },
  );
  for (const share of [20, 60, 100, 140]) {
    await until(() => done.size >= share);
    expect(await cutConnections()).toBeGreaterThan(0);
  }
  await until(() => done.size === ids.length);
  await drain(backend);
  await worker.close(1_000);
  await backend.queue.close();
});

test("a job that could not be put back for a moment is put back when that works again", async () => {
  const backend = open();
  const deliveries: number[] = [];
  const worker = await backend.startWorker(
    async () => {
      deliveries.push(performance.now());
      if (deliveries.length === 2) return { kind: "done" };
      await rename("move_to_delayed", "out_of_order");
      setTimeout(() => rename("out_of_order", "move_to_delayed"), 40);
      return { kind: "again", delayMs: 20 };
    },
    { concurrency: 1 },
  );
  await backend.queue.add({ id: "stubborn" });
  await until(() => deliveries.length === 2);
  const [first = 0, second = 0] = deliveries;
  expect(second - first).toBeWithin(100, 900);
  await worker.close(1_000);
  expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
  await backend.queue.close();
});

test("a job that cannot be put back at all comes again once its lock has lapsed", async () => {
  const backend = open();
  let deliveries = 0;
  const worker = await backend.startWorker(
    async () => {
      if (++deliveries === 2) return { kind: "done" };
      await rename("move_to_delayed", "out_of_order");
      return { kind: "again", delayMs: 20 };
    },
    { concurrency: 1 },
  );
  await backend.queue.add({ id: "stubborn" });
  expect(await measureMs(until(() => deliveries === 2))).toBeLessThan(4_000);
  await rename("out_of_order", "move_to_delayed");
  await worker.close(1_000);
  expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
  await backend.queue.close();
});

test("closing ends when the database is gone", async () => {
  const other = await createEmptyDatabase();
  const backend = openQueue({ kind: "postgres", connectionString: other.connectionString });
  const started = Promise.withResolvers<void>();
  const worker = await backend.startWorker(
    () => {
      started.resolve();
      return new Promise(() => {});
    },
    { concurrency: 2 },
  );
  await backend.queue.add({ id: "held" });
  await started.promise;
  await other.drop();
  await expect(backend.queue.counts()).rejects.toThrow();
  expect(await measureMs(worker.close(50))).toBeLessThan(5_000);
  expect(await measureMs(backend.queue.close())).toBeLessThan(3_000);
});
