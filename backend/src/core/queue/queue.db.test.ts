import { expect, setDefaultTimeout, test } from "bun:test";
import { collect, describeEngines, until } from "./queue.fixture";

setDefaultTimeout(30_000);

describeEngines(process.env.LUMIKU_TEST_REDIS_URL, (engine) => {
  test("jobs run in the order they were handed over, and an id that is queued already is not queued twice", async () => {
    const backend = engine.open();
    await backend.queue.add({ id: "early" });
    await backend.queue.addMany([{ id: "middle" }, { id: "early" }, { id: "late" }]);
    expect(await backend.queue.counts()).toMatchObject({ waiting: 3 });
    const seen = collect(3);
    const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
    expect(await seen.all).toEqual(["early", "middle", "late"]);
    await worker.close(1_000);
    await backend.queue.close();
  });

  test("a finished id can be queued again", async () => {
    const backend = engine.open();
    const twice = collect(2);
    const worker = await backend.startWorker(twice.handler, { concurrency: 1 });
    await backend.queue.add({ id: "again" });
    await until(async () => twice.ids.length === 1 && (await backend.queue.counts()).active === 0);
    await backend.queue.add({ id: "again" });
    expect(await twice.all).toEqual(["again", "again"]);
    await worker.close(1_000);
    await backend.queue.close();
  });

  test("a handler that asks for another try, or throws, gets the job again", async () => {
    const backend = engine.open();
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
    const backend = engine.open();
    await backend.queue.add({ id: "unwanted" });
    await backend.queue.remove("unwanted");
    expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
    await backend.queue.close();
  });

  test("many are added at once, in their order; those that are queued, delayed or running stay as they are", async () => {
    const backend = engine.open();
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const ids: string[] = [];
    const worker = await backend.startWorker(
      async (id) => {
        ids.push(id);
        started.resolve();
        await release.promise;
        return { kind: "done" };
      },
      { concurrency: 1 },
    );
    await backend.queue.add({ id: "running" });
    await started.promise;
    await backend.queue.add({ id: "later", delayMs: 60_000 });
    await backend.queue.add({ id: "queued" });
    const batch = ["running", "later", "queued", "a", "b", "a", "c"].map((id) => ({ id }));
    await backend.queue.addMany(batch);
    await backend.queue.addMany([]);
    expect(await backend.queue.counts()).toEqual({ waiting: 4, active: 1, delayed: 1 });
    release.resolve();
    await until(() => ids.length === 5);
    expect(ids).toEqual(["running", "queued", "a", "b", "c"]);
    await worker.close(1_000);
    await backend.queue.close();
  });

  test("a delayed job does not come before its time, nor much later", async () => {
    const backend = engine.open();
    const seen = collect(3);
    const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
    const startedAt = performance.now();
    await backend.queue.add({ id: "later", delayMs: 400 });
    await backend.queue.addMany([{ id: "last", delayMs: 800 }, { id: "now" }]);
    await until(() => seen.ids.length === 2);
    expect(performance.now() - startedAt).toBeWithin(400, 800);
    expect(await seen.all).toEqual(["now", "later", "last"]);
    expect(performance.now() - startedAt).toBeWithin(800, 1_800);
    await worker.close(1_000);
    await backend.queue.close();
  });
});
