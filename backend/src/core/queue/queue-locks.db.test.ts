import { expect, setDefaultTimeout, test } from "bun:test";
import { Redis } from "ioredis";
import { Client } from "pg";
import type { QueueConnection } from "./bull-connection";
import { describeEngines, drain, startDoomedWorker, until } from "./queue.fixture";

setDefaultTimeout(30_000);

describeEngines(process.env.LUMIKU_TEST_REDIS_URL, (engine) => {
  test("a worker that was frozen learns, when it wakes, that its job went to another", async () => {
    const backend = engine.open();
    await backend.queue.add({ id: "taken-over" });
    const frozen = startDoomedWorker(engine.connection(), backend.name);
    await frozen.says("taken-over");
    frozen.child.kill("SIGSTOP");
    const taken = Promise.withResolvers<string>();
    const release = Promise.withResolvers<void>();
    const other = await backend.startWorker(
      async (id) => {
        taken.resolve(id);
        await release.promise;
        return { kind: "done" };
      },
      { concurrency: 1 },
    );
    expect(await taken.promise).toBe("taken-over");
    frozen.child.kill("SIGCONT");
    await frozen.says("aborted");
    release.resolve();
    await drain(backend);
    frozen.child.kill("SIGKILL");
    await frozen.child.exited;
    await other.close(1_000);
    await backend.queue.close();
  });

  test("a job that the server forgot and got again does not run beside its earlier delivery", async () => {
    const backend = engine.open();
    const deliveries: AbortSignal[] = [];
    const release = Promise.withResolvers<void>();
    let running = 0;
    let atOnce = 0;
    const worker = await backend.startWorker(
      async (_id, signal) => {
        atOnce = Math.max(atOnce, ++running);
        deliveries.push(signal);
        if (deliveries.length === 1) await release.promise;
        running--;
        return { kind: "done" };
      },
      { concurrency: 2 },
    );
    await backend.queue.add({ id: "forgotten" });
    await until(() => deliveries.length === 1);
    await forgetJobs(engine.connection(), backend.name);
    await backend.queue.add({ id: "forgotten" });
    await until(() => deliveries[0]?.aborted === true);
    release.resolve();
    await until(() => deliveries.length === 2);
    expect(atOnce).toBe(1);
    await drain(backend);
    await worker.close(1_000);
    await backend.queue.close();
  });

  test("under load every job runs, and none on two workers at once", async () => {
    const ids = Array.from({ length: 400 }, (_, index) => `job-${index}`);
    const backend = engine.open({ lockDurationMs: 10_000 });
    const running = new Set<string>();
    const timesRun = new Map<string, number>();
    let clashes = 0;
    const same = { name: backend.name, lockDurationMs: 10_000 };
    const others = [engine.open(same), engine.open(same)];
    const workers = await Promise.all(
      [backend, ...others].map((each) =>
        each.startWorker(
          async (id) => {
            if (running.has(id)) clashes++;
            running.add(id);
            // Adding what runs, as a hasty sweeper does.
            await each.queue.add({ id });
            await Bun.sleep(Math.random() * 4);
            running.delete(id);
            const times = (timesRun.get(id) ?? 0) + 1;
            timesRun.set(id, times);
            if (times === 1 && id.endsWith("5")) throw new Error("out of luck");
            return times === 1 && id.endsWith("7") ? { kind: "again", delayMs: 5 } : { kind: "done" };
          },
          { concurrency: 8 },
        ),
      ),
    );
    const halves = [ids.slice(0, 250), ids.slice(150)];
    await Promise.all(halves.map((half) => backend.queue.addMany(half.map((id) => ({ id })))));
    await until(() => timesRun.size === ids.length);
    await drain(backend);
    expect(clashes).toBe(0);
    expect(timesRun.get("job-5")).toBe(2);
    expect(timesRun.get("job-7")).toBe(2);
    await Promise.all(workers.map((worker) => worker.close(1_000)));
    await Promise.all([backend, ...others].map(({ queue }) => queue.close()));
  });
});

/** What a server without persistence does when it starts anew, to one queue. */
async function forgetJobs(connection: QueueConnection, name: string): Promise<void> {
  if (connection.kind === "redis") {
    const redis = new Redis(connection.url);
    await redis.del(await redis.keys(`lumiku:${name}:*`));
    await redis.quit();
    return;
  }
  const client = new Client({ connectionString: connection.connectionString });
  await client.connect();
  await client.query("DELETE FROM bullmq.job WHERE queue = $1", [name]);
  await client.end();
}
