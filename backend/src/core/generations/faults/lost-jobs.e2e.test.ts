import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createStage, type Stage, until } from "./stage.fixture";

setDefaultTimeout(60_000);

/** More than the sweeper gives the queue. */
const PATIENCE_MS = 11_000;
const RETRY_AFTER_MS = 7_000;

for (const engine of ["postgres", "redis"] as const) {
  describe(`a job that vanished from ${engine}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      const redisUrl = engine === "redis" ? process.env.LUMIKU_TEST_REDIS_URL : undefined;
      stage = await createStage({ redisUrl });
    });
    afterAll(() => stage.close());

    const vanish = async (id: string) => {
      const { queue } = stage.platform.queue;
      await until(async () => {
        const { waiting, delayed, active } = await queue.counts();
        return waiting + delayed === 1 && active === 0;
      });
      await queue.remove(id);
      expect(await queue.counts()).toEqual({ waiting: 0, delayed: 0, active: 0 });
    };

    test("before any worker took it: it is queued again after ten seconds", async () => {
      const { platform } = stage;
      // Someone who lives, and takes nothing: work is dispatched, and waits.
      const worker = { id: "idle", concurrency: 1, seenAt: new Date() };
      await platform.database.client.workerProcess.create({ data: worker });
      const piece = await stage.start("builtin");
      await platform.dispatcher.idle();
      await vanish(piece.id);
      expect(await platform.sweep()).toBe(0);
      stage.forward(PATIENCE_MS);
      expect(await platform.sweep()).toBe(1);
      await platform.startWorker();
      await stage.finished([piece]);
      expect(await stage.outcomeOf(piece)).toMatchObject({ status: "completed", charged: 5, attempts: 1 });
    });

    test("while it waited to be tried again: it is queued again once its time has passed", async () => {
      const { platform, providers } = stage;
      providers.bfl.scenario = "busy-with-retry-after";
      const piece = await stage.start("bfl");
      const { client } = platform.database;
      await until(async () => (await client.generation.count({ where: { id: piece.id, failures: 1 } })) === 1);
      await vanish(piece.id);
      providers.bfl.scenario = "success";
      stage.forward(PATIENCE_MS);
      expect(await platform.sweep()).toBe(0);
      stage.forward(RETRY_AFTER_MS);
      expect(await platform.sweep()).toBe(1);
      await stage.finished([piece]);
      expect(await stage.outcomeOf(piece)).toMatchObject({
        ...{ status: "completed", charged: 5, attempts: 2, openCalls: 0, told: { status: "completed" } },
        balance: { available: 95, held: 0 },
      });
      expect(await platform.sweep()).toBe(0);
    });
  });
}
