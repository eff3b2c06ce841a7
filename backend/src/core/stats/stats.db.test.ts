import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial } from "../testing/trial-person";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
}, 30_000);
afterAll(() => platform.close());

const nothing = {
  ...{ total: 0, completed: 0, failed: 0, cancelled: 0, running: 0, outputs: 0, creditsSpent: 0, unitsSpent: 0 },
  ...{ successRate: null, averageSeconds: null, popularModels: [] },
};
const secondsOf = ({ startedAt, finishedAt }: Generation) =>
  (Date.parse(finishedAt ?? "") - Date.parse(startedAt ?? "")) / 1000;

test("who has done nothing yet has zeros, and no rate of them", async () => {
  const ada = await joinTrial(platform);
  expect(await ada.stats.get()).toEqual(nothing);
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

  const { averageSeconds, ...stats } = await ada.stats.get();
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
  });
  const mean = completed.map(secondsOf).reduce((sum, seconds) => sum + seconds, 0) / completed.length;
  expect(averageSeconds).toBeCloseTo(mean, 2);

  expect(await bob.stats.get()).toEqual(nothing);
  await bob.follow(await bob.draw("refused"));
  expect(await bob.stats.get()).toEqual({
    ...{ ...nothing, total: 1, failed: 1, successRate: 0, popularModels: [{ model: "refused", count: 1 }] },
  });
  gate.open();
  await ada.follow(running);
  expect(await ada.stats.get()).toMatchObject({ completed: 5, running: 0, creditsSpent: 25 });
}, 20_000);

test("work that was removed from the library has still been done and paid", async () => {
  const ada = await joinTrial(platform);
  await ada.remove(await ada.follow(await ada.draw("good", 2)));
  expect(await ada.stats.get()).toMatchObject({ total: 1, completed: 1, outputs: 2, creditsSpent: 10 });
});

test("without signing in there are no numbers", async () => {
  expect((await fetch(`${platform.url}/api/stats`)).status).toBe(401);
  expect((await fetch(`${platform.url}/api/queue`)).status).toBe(401);
});
