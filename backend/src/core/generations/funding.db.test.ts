import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createClock } from "../testing/clock";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";
import { joinSubscribed, refusalOf } from "./subscriber.fixture";

const DAY_MS = 86_400_000;
const clock = createClock();
const whole = { available: 100, held: 0 };

let platform: TestPlatform;
beforeAll(async () => {
  // Without a worker: the tests say what runs, and when.
  platform = await createTestPlatform({ apps: [trialApp], hasWorker: false, now: clock.now });
}, 30_000);
afterAll(() => platform.close());

const run = ({ id }: Generation) => platform.runner.run(id, new AbortController().signal);

describe("who has a plan", () => {
  test("works on units of its quota, today's and this month's; credits stay as they are", async () => {
    const ada = await joinSubscribed(platform);
    const started = await ada.draw("good", 3);
    expect(started.cost).toEqual({ unit: "quota", reserved: 3, charged: 0 });
    expect([await ada.used(), await ada.balance()]).toEqual([[3, 3], whole]);
    await run(started);
    expect(await ada.get(started)).toMatchObject({ status: "completed", cost: { reserved: 3, charged: 3 } });
    expect([await ada.used(), await ada.balance()]).toEqual([[3, 3], whole]);
    expect(await ada.stats.get()).toMatchObject({ creditsSpent: 0, unitsSpent: 3 });
    const { quotaDay, quotaMonth, unitCost } = await platform.database.client.generation.findUniqueOrThrow({
      where: { id: started.id },
    });
    const state = await platform.quota.find(ada.userId);
    expect(quotaDay?.getTime()).toBe(Date.parse(state?.daily.resetAt ?? "") - DAY_MS);
    expect([quotaMonth?.getUTCHours(), quotaMonth?.getUTCMinutes(), unitCost]).toEqual([9, 30, 1]);
  });

  test("sees the quota move as it does, and no credits that do not", async () => {
    const ada = await joinSubscribed(platform);
    const listen = await ada.listen();
    const delivered = await ada.draw("good", 2);
    await run(delivered);
    await run(await ada.draw("half", 2, { seed: 0 }));
    await ada.cancel(await ada.draw("good", 4));
    await ada.remove(delivered);
    const events = await listen(({ type }) => type === "generation.removed");
    const told = events.filter(({ type }) => type === "quota.updated" || type === "credits.updated");
    expect(told.map(({ type, data }) => [type, (data as { daily: { used: number } }).daily.used])).toEqual(
      [2, 4, 3, 7, 3].map((used) => ["quota.updated", used]),
    );
  });

  test("who has none works on credits, and is told of no quota", async () => {
    const ada = await joinTrial(platform);
    const listen = await ada.listen();
    const started = await ada.draw("good", 2);
    expect(started.cost).toEqual({ unit: "credits", reserved: 10, charged: 0 });
    await run(started);
    await ada.remove(started);
    const events = await listen(({ type }) => type === "generation.removed");
    const told = events.flatMap(({ type, data }) => (/^(quota|credits)/.test(type) ? [[type, data]] : []));
    expect(told).toEqual([
      ["credits.updated", { available: 90, held: 10 }],
      ["credits.updated", { available: 90, held: 0 }],
    ]);
    expect(await ada.stats.get()).toMatchObject({ creditsSpent: 10, unitsSpent: 0 });
  });

  test("is handed the same pictures again for nothing, also when nothing is left", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 2 });
    await run(await ada.draw("good", 2, { seed: 77 }));
    expect(await ada.draw("good", 2, { seed: 77 })).toMatchObject({ fromCache: true, cost: { reserved: 0 } });
    expect(await ada.used()).toEqual([2, 2]);
  });
});

describe("what is not delivered comes back to the quota, once", () => {
  const endings: [string, string, number, (started: Generation, ada: TrialPerson) => Promise<unknown>][] = [
    ["half of it failed", "half", 2, run],
    ["all of it was refused", "refused", 0, run],
    ["it was no picture", "garbage", 0, run],
    [
      "it failed for the third time",
      "overloaded",
      0,
      async (started) => {
        for (let tries = 0; tries < 3; tries++) await run(started);
      },
    ],
    [
      "it was stopped before it began",
      "good",
      0,
      (started, ada) => Promise.all([1, 2, 3].map(() => ada.cancel(started))),
    ],
    [
      "its deadline had passed",
      "slow",
      0,
      async (started) => {
        const startedAt = new Date(clock.now().getTime() - DAY_MS);
        await platform.database.client.generation.update({ where: { id: started.id }, data: { startedAt } });
        await run(started);
      },
    ],
    [
      "it had stopped six workers",
      "good",
      0,
      async (started) => {
        const data = { status: "processing" as const, crashes: 5 };
        await platform.database.client.generation.update({ where: { id: started.id }, data });
        await run(started);
      },
    ],
    ["two workers end it at once", "refused", 0, (started) => Promise.all([run(started), run(started), run(started)])],
  ];
  test.each(endings)("when %s", async (_, model, charged, end) => {
    const ada = await joinSubscribed(platform);
    const started = await ada.draw(model, 4, { seed: 2 * 50_001 });
    expect(await ada.used()).toEqual([4, 4]);
    await end(started, ada);
    const ended = await ada.get(started);
    expect(ended.cost).toEqual({ unit: "quota", reserved: 4, charged });
    expect(["completed", "failed", "cancelled"]).toContain(ended.status);
    expect([await ada.used(), await ada.balance()]).toEqual([[charged, charged], whole]);
    await run(started);
    expect(await ada.used()).toEqual([charged, charged]);
  });

  test("when it is stopped while it runs", async () => {
    const ada = await joinSubscribed(platform);
    const gate = createGate();
    const started = await ada.draw("held", 2, { seed: gate.seed });
    const running = run(started);
    await gate.reached(1);
    gate.pass(1);
    await gate.reached(2);
    await ada.cancel(started);
    await running;
    expect(await ada.get(started)).toMatchObject({ status: "cancelled", cost: { reserved: 2, charged: 1 } });
    expect(await ada.used()).toEqual([1, 1]);
  });

  test("when the plan changed before a worker had it: the reason is told", async () => {
    const ada = await joinSubscribed(platform, { tier: "pro" });
    const started = await ada.draw("costly", 4);
    await ada.change({ tier: "basic" });
    await run(started);
    expect(await ada.get(started)).toMatchObject({
      ...{ status: "failed", outputs: [], cost: { unit: "quota", reserved: 4, charged: 0 } },
      error: { code: "MODEL_LOCKED", message: "Costly is part of the Pro plan and above." },
    });
    expect(await ada.used()).toEqual([0, 0]);
    expect(await refusalOf(ada.draw("costly"))).toMatchObject({
      ...{ status: 403, code: "MODEL_LOCKED", details: { model: "costly", minTier: "pro" } },
    });
  });

  test("to the day it was taken from, when that is over", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 4 });
    const started = await ada.draw("half", 4, { seed: 0 });
    clock.advance(DAY_MS);
    await ada.draw("good", 3);
    await run(started);
    const days = await platform.database.client.quotaWindow.findMany({
      where: { userId: ada.userId, period: "day" },
      orderBy: { startsAt: "asc" },
    });
    expect(days.map(({ used }) => used)).toEqual([2, 3]);
    await platform.accounts.changed(ada.userId);
    expect((await ada.used())?.[0]).toBe(3);
  });

  test("also when the plan has ended since; what is tried again then costs credits", async () => {
    const ada = await joinSubscribed(platform);
    const started = await ada.draw("refused", 2);
    await ada.change({ status: "ended" });
    await run(started);
    expect(await ada.used()).toBeNull();
    const windows = await platform.database.client.quotaWindow.findMany({ where: { userId: ada.userId } });
    expect(windows.map(({ used }) => used)).toEqual([0, 0]);
    expect((await ada.retry(started)).cost).toEqual({ unit: "credits", reserved: 10, charged: 0 });
    expect(await ada.balance()).toEqual({ available: 90, held: 10 });
  });
});
