import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

let platform: TestPlatform;
let ada: TrialPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
  ada = await joinTrial(platform);
}, 30_000);
afterAll(() => platform.close());

test("a retry is new work with the same request: it names the old, costs anew, and leaves the old as it was", async () => {
  const failed = await ada.follow(await ada.draw("half", 2, { seed: 4, prompt: "A hat", lane: "bulk" }));
  const gate = createGate();
  const cancelled = await ada.cancel(await ada.draw("held", 3, { seed: gate.seed, prompt: "A hat", lane: "bulk" }));
  const stopped = await ada.follow(cancelled);
  const before = await ada.balance();
  const retried = await ada.retry(stopped);
  expect(retried).toMatchObject({
    ...{
      status: "pending",
      parentId: stopped.id,
      model: "held",
      count: 3,
      seed: gate.seed,
      params: { prompt: "A hat" },
    },
    cost: { reserved: 15, charged: 0 },
  });
  expect(retried.id).not.toBe(stopped.id);
  const row = await platform.database.client.generation.findUniqueOrThrow({ where: { id: retried.id } });
  expect(row.lane).toBe("bulk");
  expect(await ada.balance()).toEqual({ available: before.available - 15, held: 15 });
  gate.open();
  expect(await ada.follow(retried)).toMatchObject({ status: "completed", fromCache: false, cost: { charged: 15 } });
  expect(await ada.get(stopped)).toMatchObject({ status: "cancelled", version: stopped.version });
  expect(failed.status).toBe("completed");
});

test("only what failed or was stopped can be tried again", async () => {
  const gate = createGate();
  const running = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  const conflict = { status: 409, code: "CONFLICT" };
  await expect(ada.retry(running)).rejects.toMatchObject(conflict);
  gate.open();
  const completed = await ada.follow(running);
  await expect(ada.retry(completed)).rejects.toMatchObject(conflict);
  const failed = await ada.follow(await ada.draw("refused"));
  expect(await ada.follow(await ada.retry(failed))).toMatchObject({ status: "failed", parentId: failed.id });
});

test("the same Idempotency-Key tries again once, however often and at the same time it is sent", async () => {
  const failed = await ada.follow(await ada.draw("refused"));
  const key = crypto.randomUUID();
  const retries = await Promise.all(Array.from({ length: 5 }, () => ada.retry(failed, key)));
  expect(new Set(retries.map(({ id }) => id)).size).toBe(1);
  expect((await ada.retry(failed, key)).id).toBe(retries[0]?.id ?? "");
  expect((await ada.retry(failed, crypto.randomUUID())).id).not.toBe(retries[0]?.id ?? "");
  const other = await ada.follow(await ada.draw("refused", 2));
  await expect(ada.retry(other, key)).rejects.toMatchObject({ status: 409, code: "IDEMPOTENCY_CONFLICT" });
});

test("a retry that cannot be paid is refused and begins nothing", async () => {
  const bob = await joinTrial(platform);
  const failed = await bob.follow(await bob.draw("refused"));
  await bob.follow(await bob.draw("good", 4));
  for (let left = 80; left > 0; left -= 20) await bob.follow(await bob.draw("good", 4));
  await expect(bob.retry(failed)).rejects.toMatchObject({ status: 402, code: "INSUFFICIENT_CREDITS" });
  expect(await bob.balance()).toEqual({ available: 0, held: 0 });
});

test("somebody else's work can be neither tried again nor removed: it does not exist", async () => {
  const failed = await ada.follow(await ada.draw("refused"));
  const bob = await joinTrial(platform);
  const missing = { status: 404, code: "NOT_FOUND" };
  await expect(bob.retry(failed)).rejects.toMatchObject(missing);
  await expect(bob.remove(failed)).rejects.toMatchObject(missing);
  expect((await ada.get(failed)).status).toBe("failed");
});

test("what is removed is gone from everywhere with its files, and what was spent stays spent", async () => {
  const bob = await joinTrial(platform);
  const completed = await bob.follow(await bob.draw("good", 2));
  const [first] = completed.outputs;
  const url = first?.asset?.url ?? "";
  const assetId = first?.asset?.id ?? "";
  expect((await bob.fetch(url)).status).toBe(200);
  await bob.remove(completed);
  expect((await bob.fetch(url)).status).toBe(404);
  expect((await bob.fetch(`/api/files/${assetId}`)).status).toBe(404);
  const missing = { status: 404, code: "NOT_FOUND" };
  await expect(bob.assets.get({ params: { assetId } })).rejects.toMatchObject(missing);
  await expect(bob.get(completed)).rejects.toMatchObject(missing);
  await expect(bob.remove(completed)).rejects.toMatchObject(missing);
  expect((await bob.generations.list({ query: { limit: 10 } })).items).toEqual([]);
  expect((await bob.assets.list({ query: { limit: 10 } })).items).toEqual([]);
  expect(await bob.balance()).toEqual({ available: 90, held: 0 });
});

test("what still runs is not removed", async () => {
  const gate = createGate();
  const running = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);
  await expect(ada.remove(running)).rejects.toMatchObject({ status: 409, code: "CONFLICT" });
  gate.open();
  expect((await ada.follow(running)).status).toBe("completed");
});
