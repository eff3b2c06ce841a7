import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { collect, drain, measureMs, openQueue, until } from "./queue.fixture";
import { createRedisServer, type RedisServer } from "./redis-server.fixture";

setDefaultTimeout(30_000);

const servers: RedisServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.remove()));
});

async function startRedis(isPersistent: boolean) {
  const server = await createRedisServer({ isPersistent });
  servers.push(server);
  return { server, backend: openQueue({ kind: "redis", url: server.url }) };
}

test.concurrent("after Redis was killed, its workers go on with all that it had written down", async () => {
  const { server, backend } = await startRedis(true);
  const ids: string[] = [];
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const worker = await backend.startWorker(
    async (id) => {
      ids.push(id);
      started.resolve();
      await release.promise;
      return { kind: "done" };
    },
    { concurrency: 1 },
  );
  await backend.queue.add({ id: "held" });
  await started.promise;
  await backend.queue.addMany([{ id: "a" }, { id: "b" }, { id: "c" }]);
  await server.kill();
  release.resolve();
  // Longer than a lock lasts.
  await expect(backend.queue.check()).rejects.toThrow("did not answer");
  await server.start();
  const recoveryMs = await measureMs(until(() => new Set(ids).size === 4));
  expect(recoveryMs).toBeLessThan(5_000);
  await backend.queue.add({ id: "new" });
  await until(() => ids.includes("new"));
  await drain(backend);
  await worker.close(1_000);
  await backend.queue.close();
});

test.concurrent("an idle worker notices by itself that Redis is back", async () => {
  const { server, backend } = await startRedis(true);
  const seen = collect(1);
  const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
  await server.kill();
  await server.start();
  await backend.queue.add({ id: "after" });
  expect(await measureMs(seen.all)).toBeLessThan(10_000);
  await worker.close(1_000);
  await backend.queue.close();
});

test.concurrent("what a Redis without persistence forgot can be queued again, and its workers take it", async () => {
  const { server, backend } = await startRedis(false);
  const lost = Array.from({ length: 20 }, (_, index) => ({ id: `lost-${index}`, delayMs: 60_000 }));
  await backend.queue.addMany(lost);
  const seen = collect(20);
  const worker = await backend.startWorker(seen.handler, { concurrency: 4 });
  await server.kill();
  await server.start();
  expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
  await backend.queue.addMany(lost.map(({ id }) => ({ id })));
  expect((await seen.all).toSorted()).toEqual(lost.map(({ id }) => id).toSorted());
  await worker.close(1_000);
  await backend.queue.close();
});

test.concurrent("while Redis is away every call fails in time, and closing ends too", async () => {
  const { server, backend } = await startRedis(false);
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
  await server.kill();
  const calls = [
    backend.queue.add({ id: "a" }),
    backend.queue.addMany([{ id: "b" }]),
    backend.queue.remove("a"),
    backend.queue.counts(),
    backend.queue.check(),
  ];
  const outcomes = Promise.allSettled(calls);
  expect(await measureMs(outcomes)).toBeLessThan(5_500);
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringContaining("did not answer") },
    });
  expect(await measureMs(worker.close(50))).toBeLessThan(5_000);
  expect(await measureMs(backend.queue.close())).toBeLessThan(3_000);
});
