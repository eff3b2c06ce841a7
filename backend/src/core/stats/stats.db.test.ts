import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";
import { createStatsRepository } from "./repository";
import { createStatsService } from "./service";

type Query = NonNullable<NonNullable<Parameters<TrialPerson["stats"]["get"]>[0]>["query"]>;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
}, 30_000);
afterAll(() => platform.close());

const nothing = {
  ...{ total: 0, completed: 0, failed: 0, cancelled: 0, running: 0, outputs: 0, creditsSpent: 0, unitsSpent: 0 },
  ...{ successRate: null, averageSeconds: null, popularModels: [], byApp: [] },
};
const trialFigures = (figures: { generations: number; outputs: number; creditsSpent: number }) => [
  { appId: "trial", unitsSpent: 0, ...figures },
];
/** Everything but the days, of which there are thirty. */
async function statsOf(person: TrialPerson, query: Query = {}) {
  const { daily, ...stats } = await person.stats.get({ query });
  expect(daily).toHaveLength(30);
  return stats;
}
const secondsOf = ({ startedAt, finishedAt }: Generation) =>
  (Date.parse(finishedAt ?? "") - Date.parse(startedAt ?? "")) / 1000;

test("who has done nothing yet has zeros, and no rate of them", async () => {
  const ada = await joinTrial(platform);
  expect(await statsOf(ada)).toEqual(nothing);
});

test("everyone's numbers are those of their own work", async () => {
  const [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
  const gate = createGate();
  const completed = [
    await ada.follow(await ada.draw("good", 2, { seed: 3 })),
    await ada.follow(await ada.draw("good", 1)),
    await ada.follow(await ada.draw("half", 2, { seed: 4 })),
  ];
  const reused = await ada.draw("good", 2, { seed: 3 });
  expect(reused.fromCache).toBe(true);
  await ada.follow(await ada.draw("refused"));
  const stopped = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  await ada.cancel(stopped);
  await ada.follow(stopped);
  const running = await ada.draw("held", 1, { seed: gate.seed });

  const { averageSeconds, ...stats } = await statsOf(ada);
  expect(stats).toEqual({
    ...{
      total: 7,
      completed: 4,
      failed: 1,
      cancelled: 1,
      running: 1,
      outputs: 6,
      creditsSpent: 20,
      unitsSpent: 0,
      successRate: 0.8,
    },
    popularModels: [
      { model: "good", count: 3 },
      { model: "held", count: 2 },
      { model: "half", count: 1 },
      { model: "refused", count: 1 },
    ],
    byApp: trialFigures({ generations: 7, outputs: 6, creditsSpent: 20 }),
  });
  const mean = completed.map(secondsOf).reduce((sum, seconds) => sum + seconds, 0) / completed.length;
  expect(averageSeconds).toBeCloseTo(mean, 2);

  expect(await statsOf(bob)).toEqual(nothing);
  await bob.follow(await bob.draw("refused"));
  expect(await statsOf(bob)).toEqual({
    ...{ ...nothing, total: 1, failed: 1, successRate: 0, popularModels: [{ model: "refused", count: 1 }] },
    byApp: trialFigures({ generations: 1, outputs: 0, creditsSpent: 0 }),
  });
  gate.open();
  await ada.follow(running);
  expect(await statsOf(ada)).toMatchObject({ completed: 5, running: 0, creditsSpent: 25 });
}, 20_000);

test("work that was removed from the library has still been done and paid", async () => {
  const ada = await joinTrial(platform);
  await ada.remove(await ada.follow(await ada.draw("good", 2)));
  expect(await statsOf(ada)).toMatchObject({ total: 1, completed: 1, outputs: 2, creditsSpent: 10 });
});

describe("over time and apps", () => {
  const now = new Date("2026-11-21T10:00:00Z");
  const service = () => createStatsService({ repository: createStatsRepository(platform.database), now: () => now });

  /** One finished generation of so many pictures, as if it had been made then. */
  async function make({ userId }: TrialPerson, at: string, appId = "trial", outputs = 1, isRemoved = false) {
    const id = Bun.randomUUIDv7();
    const createdAt = new Date(at);
    await platform.database.client.generation.create({
      data: {
        ...{ id, userId, appId, action: "draw", model: `model-of-${appId}`, params: {}, status: "completed" },
        ...{ step: "Complete", count: outputs, seed: 1, unitCost: 5, reserved: 5 * outputs, charged: 5 * outputs },
        ...{ createdAt, startedAt: createdAt, finishedAt: new Date(createdAt.getTime() + 4_000) },
        deletedAt: isRemoved ? now : null,
        outputs: {
          create: Array.from({ length: outputs }, (_, index) => ({
            ...{ index, status: "completed" as const, seed: index, createdAt },
          })),
        },
      },
    });
  }

  test("a month begins at its first, 00:00 UTC", async () => {
    const ada = await joinTrial(platform);
    await make(ada, "2026-10-31T23:59:59.999Z", "trial", 3);
    await make(ada, "2026-11-01T00:00:00Z", "trial", 2);
    const [month, all] = await Promise.all([
      service().get(ada.userId, { period: "month" }),
      service().get(ada.userId, { period: "all" }),
    ]);
    expect(month).toMatchObject({ total: 1, outputs: 2, creditsSpent: 10, averageSeconds: 4, successRate: 1 });
    expect(all).toMatchObject({ total: 2, outputs: 5, creditsSpent: 25 });
  });

  test("each app has its share, the most used first, and alone what is its own", async () => {
    const ada = await joinTrial(platform);
    await make(ada, "2026-11-02T00:00:00Z", "other", 4);
    await make(ada, "2026-11-03T00:00:00Z");
    await make(ada, "2026-11-04T00:00:00Z");
    const all = await service().get(ada.userId, { period: "all" });
    expect(all.byApp).toEqual([
      { appId: "trial", generations: 2, outputs: 2, creditsSpent: 10, unitsSpent: 0 },
      { appId: "other", generations: 1, outputs: 4, creditsSpent: 20, unitsSpent: 0 },
    ]);
    const other = await service().get(ada.userId, { period: "all", appId: "other" });
    expect(other).toMatchObject({ total: 1, outputs: 4, popularModels: [{ model: "model-of-other", count: 1 }] });
    expect(other.daily.reduce((sum, { outputs }) => sum + outputs, 0)).toBe(4);
    expect(await statsOf(ada, { appId: "nothing" })).toEqual(nothing);
  });

  test("the last thirty days are all there, by UTC, with what was removed since", async () => {
    const ada = await joinTrial(platform);
    await make(ada, "2026-10-22T23:59:59.999Z", "trial", 9);
    await make(ada, "2026-10-23T00:00:00Z", "trial", 2);
    await make(ada, "2026-11-20T23:59:59.999Z", "trial", 3, true);
    await make(ada, "2026-11-21T00:00:00Z");
    const { daily } = await service().get(ada.userId, { period: "month" });
    expect(daily).toHaveLength(30);
    expect(daily.map(({ day }) => day)).toEqual(daily.map(({ day }) => day).toSorted());
    expect(daily.filter(({ outputs }) => outputs > 0)).toEqual([
      { day: "2026-10-23", outputs: 2 },
      { day: "2026-11-20", outputs: 3 },
      { day: "2026-11-21", outputs: 1 },
    ]);
    expect([daily[0]?.day, daily.at(-1)?.day]).toEqual(["2026-10-23", "2026-11-21"]);
  });

  test("a period that is none is refused", async () => {
    const ada = await joinTrial(platform);
    expect((await ada.fetch("/api/stats?period=week")).status).toBe(422);
  });
});

test("without signing in there are no numbers", async () => {
  expect((await fetch(`${platform.url}/api/stats`)).status).toBe(401);
  expect((await fetch(`${platform.url}/api/queue`)).status).toBe(401);
});
