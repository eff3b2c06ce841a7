import { afterAll, beforeAll, expect, test } from "bun:test";
import { storageLimitBytes } from "../billing/catalogue";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
});
afterAll(() => platform.close());

/** One file that takes so much room. */
async function fill({ userId }: TrialPerson, sizeBytes: number): Promise<void> {
  const file = { storageKey: `trial/${userId}/large`, thumbnailKey: `trial/${userId}/large`, mime: "image/png" };
  const facts = { width: 8, height: 8, sha256: "0".repeat(64), preview: null, sizeBytes };
  await platform.database.client.asset.create({
    data: { id: Bun.randomUUIDv7(), userId, appId: "trial", ...file, ...facts },
  });
  await platform.cache.forget("storage", userId);
}

test("nothing begins while the storage is full, and nothing is held for it", async () => {
  const ada = await joinTrial(platform);
  await fill(ada, storageLimitBytes.free);
  await expect(ada.draw("good")).rejects.toMatchObject({ code: "STORAGE_FULL", status: 413 });
  expect(await ada.balance()).toEqual({ available: 100, held: 0 });
});

test("a picture there is no room for any more is not kept and not charged", async () => {
  const ada = await joinTrial(platform);
  const gate = createGate();
  const started = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  await fill(ada, storageLimitBytes.free);
  gate.open();
  const ended = await ada.follow(started);
  expect(ended).toMatchObject({ status: "failed", error: { code: "STORAGE_FULL" }, cost: { charged: 0 } });
  expect(await ada.balance()).toEqual({ available: 100, held: 0 });
});

test("room is made by a higher tier", async () => {
  const ada = await joinTrial(platform);
  await fill(ada, storageLimitBytes.free);
  await platform.database.client.user.update({ where: { id: ada.userId }, data: { tier: "basic" } });
  expect(await ada.follow(await ada.draw("good"))).toMatchObject({ status: "completed" });
});
