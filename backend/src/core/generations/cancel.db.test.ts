import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import type { ServerEvent } from "@lumiku/dev/api-client";
import { createReplicateProvider } from "../ai/providers/replicate";
import type { ProtocolServer } from "../ai/testing/protocol-server";
import { startReplicateServer } from "../ai/testing/replicate-server";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

const CONCURRENCY = 2;
const whole = { available: 100, held: 0 };

for (const engine of ["postgres", "redis"] as const) {
  describe(`cancelling on ${engine}, with the API in one process and the worker in another`, () => {
    let platform: TestPlatform;
    let worker: TestPlatform | undefined;
    let server: ProtocolServer;
    let ada: TrialPerson;
    beforeAll(async () => {
      server = startReplicateServer();
      server.scenario = "never-ends";
      platform = await createTestPlatform({
        engine,
        apps: [trialApp],
        hasWorker: false,
        providers: [providerAt(server)],
      });
      ada = await joinTrial(platform);
    }, 30_000);
    afterAll(async () => {
      await worker?.close();
      await platform.close();
      await server.stop();
    });

    test("before there is any worker", async () => {
      const started = await ada.draw("good", 4);
      expect(await ada.balance()).toEqual({ available: 80, held: 20 });
      const cancelled = await ada.cancel(started);
      expect(cancelled).toMatchObject({ status: "cancelled", cost: { reserved: 20, charged: 0 }, startedAt: null });
      expect(await ada.balance()).toEqual(whole);
      expect(await ada.cancel(started)).toEqual(cancelled);
    });

    test("work that waited for a worker is taken up by the first that comes", async () => {
      const started = await ada.draw("good");
      worker = await createTestPlatform({
        ...{ beside: platform, apps: [trialApp], providers: [providerAt(server)], concurrency: CONCURRENCY },
        limits: { backoffMs: 600_000 },
      });
      expect((await ada.follow(started)).status).toBe("completed");
      ada = await joinTrial(platform);
    }, 20_000);

    test("while it runs, in the other process", async () => {
      const gate = createGate();
      const started = await ada.draw("held", 1, { seed: gate.seed });
      await gate.reached(1);
      const answers = await Promise.all([ada.cancel(started), ada.cancel(started), ada.cancel(started)]);
      expect(answers.every(({ id }) => id === started.id)).toBe(true);
      const ended = await ada.follow(started);
      expect(ended).toMatchObject({ status: "cancelled", outputs: [], cost: { charged: 0 }, etaSeconds: null });
      expect(await ada.balance()).toEqual(whole);
      expect(await ada.cancel(started)).toMatchObject({ version: ended.version, finishedAt: ended.finishedAt });
    });

    test("while a provider works on it: the provider is told", async () => {
      const started = await ada.draw("remote", 1, { prompt: "A hat" });
      while (!server.received.some(({ method }) => method === "GET")) await Bun.sleep(5);
      await ada.cancel(started);
      expect(await ada.follow(started)).toMatchObject({ status: "cancelled", cost: { charged: 0 } });
      expect(server.accepted).toBe(1);
      expect(server.cancelled.size).toBe(1);
      expect(await platform.database.client.providerCall.count({ where: { endedAt: null } })).toBe(0);
    });

    test("handed out, but not begun", async () => {
      const bob = await joinTrial(platform);
      const gate = createGate();
      const running = [];
      for (let index = 0; index < CONCURRENCY; index++) running.push(await bob.draw("held", 1, { seed: gate.seed }));
      await gate.reached(CONCURRENCY);
      const started = await ada.draw("good");
      await platform.dispatcher.idle();
      const { queuedAt } = await platform.database.client.generation.findUniqueOrThrow({ where: { id: started.id } });
      expect(queuedAt).not.toBeNull();
      expect((await ada.cancel(started)).status).toBe("cancelled");
      gate.open();
      for (const one of running) await bob.follow(one);
      expect(await ada.get(started)).toMatchObject({ status: "cancelled", startedAt: null, attempts: 0 });
      expect(await ada.balance()).toEqual(whole);
    });

    test("while it waits to be tried again", async () => {
      const listen = await ada.listen();
      const started = await ada.draw("overloaded");
      await listen((event) => isUpdate(event, started, ({ step }) => step === "Trying again in a moment"));
      expect(await ada.cancel(started)).toMatchObject({ status: "cancelled", attempts: 1 });
      expect(await ada.balance()).toEqual(whole);
    });

    test("what was delivered by then is kept and paid, the rest is given back", async () => {
      const bob = await joinTrial(platform);
      const listen = await bob.listen();
      // The first picture comes at once, the second never.
      const started = await bob.draw("slow", 3, { seed: 8 });
      await listen((event) => isUpdate(event, started, ({ outputs }) => outputs.length === 1));
      await bob.cancel(started);
      const ended = await bob.follow(started);
      expect(ended).toMatchObject({ status: "cancelled", cost: { reserved: 15, charged: 5 } });
      expect(ended.outputs).toHaveLength(1);
      expect((await bob.fetch(ended.outputs[0]?.asset?.url ?? "")).status).toBe(200);
      expect(await bob.balance()).toEqual({ available: 95, held: 0 });
    });

    test("once it has ended, nothing changes any more", async () => {
      const bob = await joinTrial(platform);
      const ended = await bob.follow(await bob.draw("good"));
      const { outputs, ...same } = await bob.cancel(ended);
      const { outputs: before, ...snapshot } = ended;
      expect(same).toEqual(snapshot);
      expect(outputs.map(({ asset }) => asset?.id)).toEqual(before.map(({ asset }) => asset?.id));
      expect(await bob.balance()).toEqual({ available: 95, held: 0 });
    });

    test("somebody else's work does not exist", async () => {
      const bob = await joinTrial(platform);
      const started = await ada.draw("slow", 1, { seed: 1 });
      await expect(bob.cancel(started)).rejects.toMatchObject({ status: 404, code: "NOT_FOUND" });
      await ada.cancel(started);
      expect((await ada.follow(started)).status).toBe("cancelled");
    });

    test("fifty at once, each twice, at whatever stage: every one ends, every credit comes back", async () => {
      const bob = await joinTrial(platform, 150);
      const gate = createGate();
      const works = await Promise.all(Array.from({ length: 50 }, () => bob.draw("held", 1, { seed: gate.seed })));
      await gate.reached(CONCURRENCY);
      expect(await bob.balance()).toEqual({ available: 0, held: 250 });
      await Promise.all([...works, ...works].map(bob.cancel));
      for (const { status } of await bob.generations.list({ query: { limit: 100 } }).then(({ items }) => items)) {
        expect(["cancelled", "processing"]).toContain(status);
      }
      for (const one of works) expect((await bob.follow(one)).status).toBe("cancelled");
      expect(await bob.balance()).toEqual({ available: 250, held: 0 });
      expect(await platform.credits.audit()).toEqual([]);
    }, 30_000);
  });
}

const providerAt = ({ url }: ProtocolServer) => createReplicateProvider({ apiKey: "test-key", baseUrl: url });

function isUpdate({ type, data }: ServerEvent, { id }: Generation, is: (generation: Generation) => boolean): boolean {
  return type === "generation.updated" && (data as Generation).id === id && is(data as Generation);
}
