import { expect, setDefaultTimeout, test } from "bun:test";
import type { JobHandler } from "./queue";
import { collect, describeEngines, drain, measureMs, startDoomedWorker } from "./queue.fixture";

setDefaultTimeout(30_000);

describeEngines(process.env.LUMIKU_TEST_REDIS_URL, (engine) => {
  test("a worker that stops hands its running job to another within a second", async () => {
    const backend = engine.open();
    const { handler, started } = letGoWhenTold();
    const leaving = await backend.startWorker(handler, { concurrency: 1 });
    await backend.queue.add({ id: "handed-over" });
    await started;
    const seen = collect(1);
    const other = await backend.startWorker(seen.handler, { concurrency: 1 });
    const closing = leaving.close(50);
    expect(await measureMs(seen.all)).toBeLessThan(1_000);
    expect(await seen.all).toEqual(["handed-over"]);
    await closing;
    await other.close(1_000);
    await backend.queue.close();
  });

  test("a job that ends within the grace is not interrupted and does not come again", async () => {
    const backend = engine.open();
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let wasAborted: boolean | undefined;
    const worker = await backend.startWorker(
      async (_id, signal) => {
        started.resolve();
        await release.promise;
        wasAborted = signal.aborted;
        return { kind: "done" };
      },
      { concurrency: 1 },
    );
    await backend.queue.add({ id: "nearly-done" });
    await started.promise;
    const closing = worker.close(10_000);
    release.resolve();
    expect(await measureMs(closing)).toBeLessThan(1_000);
    expect(wasAborted).toBe(false);
    expect(await backend.queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0 });
    await backend.queue.close();
  });

  test("a worker that stops takes nothing more", async () => {
    const backend = engine.open();
    const seen = collect(1);
    const worker = await backend.startWorker(seen.handler, { concurrency: 4 });
    await worker.close(1_000);
    await backend.queue.addMany([{ id: "a" }, { id: "b" }]);
    expect(await backend.queue.counts()).toEqual({ waiting: 2, active: 0, delayed: 0 });
    expect(seen.ids).toEqual([]);
    await backend.queue.close();
  });

  test.concurrent("a handler that ignores its signal does not hold up the close, and its job comes again elsewhere", async () => {
    const backend = engine.open();
    const started = Promise.withResolvers<void>();
    const stubborn = await backend.startWorker(
      () => {
        started.resolve();
        return new Promise(() => {});
      },
      { concurrency: 1 },
    );
    await backend.queue.add({ id: "clung-to" });
    await started.promise;
    const seen = collect(1);
    const other = await backend.startWorker(seen.handler, { concurrency: 1 });
    expect(await measureMs(stubborn.close(50))).toBeLessThan(3_000);
    expect(await measureMs(seen.all)).toBeLessThan(4_000);
    expect(await seen.all).toEqual(["clung-to"]);
    await other.close(1_000);
    await backend.queue.close();
  });

  test.concurrent("a process whose handler ignores its signal ends by itself, and its job comes again elsewhere", async () => {
    const backend = engine.open();
    await backend.queue.add({ id: "clung-to" });
    const doomed = startDoomedWorker(engine.connection(), backend.name);
    await doomed.says("clung-to");
    doomed.child.kill("SIGTERM");
    expect(await measureMs(doomed.child.exited)).toBeLessThan(4_000);
    expect(await doomed.lastWords()).toEqual(["clung-to", "aborted", "closed"]);
    expect(doomed.child.exitCode).toBe(0);
    const seen = collect(1);
    const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
    expect(await seen.all).toEqual(["clung-to"]);
    await worker.close(1_000);
    await backend.queue.close();
  });

  test.concurrent("a job of a worker killed with -9 is delivered to another", async () => {
    const backend = engine.open();
    await backend.queue.add({ id: "orphan" });
    const doomed = startDoomedWorker(engine.connection(), backend.name);
    await doomed.says("orphan");
    doomed.child.kill("SIGKILL");
    await doomed.child.exited;
    const seen = collect(1);
    const worker = await backend.startWorker(seen.handler, { concurrency: 1 });
    expect(await seen.all).toEqual(["orphan"]);
    await drain(backend);
    await worker.close(1_000);
    await backend.queue.close();
  });
});

function letGoWhenTold(): { handler: JobHandler; started: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    started: promise,
    handler: (_id, signal) =>
      new Promise((_, reject) => {
        resolve();
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  };
}
