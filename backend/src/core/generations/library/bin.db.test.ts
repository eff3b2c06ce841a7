import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { storageLimitBytes } from "../../billing/catalogue";
import { createClock } from "../../testing/clock";
import { createGate } from "../../testing/gate";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";

const DAY_MS = 24 * 3_600_000;

const clock = createClock();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], now: clock.now });
}, 30_000);
afterAll(() => platform.close());

const draw = async (person: TrialPerson, count = 1, prompt = "A hat") =>
  person.follow(await person.draw("good", count, { prompt }));
const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const list = async (person: TrialPerson) => idsOf((await person.generations.list()).items);
const listBin = async (person: TrialPerson) =>
  idsOf((await person.generations.list({ query: { removed: "true" } })).items);
const listFiles = async (person: TrialPerson) => (await person.assets.list()).items.map(({ id }) => id).sort();
const filesOf = (...work: Generation[]) =>
  work.flatMap(({ outputs }) => outputs.map(({ asset }) => asset?.id ?? "")).sort();
const removeMany = async (person: TrialPerson, ...ids: string[]) =>
  (await person.generations.removeMany({ body: { ids } })).ids;
const restore = async (person: TrialPerson, ...ids: string[]) =>
  (await person.generations.restore({ body: { ids } })).items;
const usedBytes = async (person: TrialPerson) => (await person.accounts.me()).storage.usedBytes;

test("many are removed in one step with their files; what runs, what is not there and what is another's is left", async () => {
  const [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
  const [first, second, kept] = [await draw(ada, 2), await draw(ada), await draw(ada)];
  const bobs = await draw(bob);
  const gate = createGate();
  const running = await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(1);

  const removed = await removeMany(ada, first.id, second.id, running.id, bobs.id, "nothing", first.id);
  expect(removed.toSorted()).toEqual([first.id, second.id].toSorted());
  expect(await list(ada)).toEqual([running.id, kept.id]);
  expect((await listBin(ada)).toSorted()).toEqual(removed.toSorted());
  expect(await listFiles(ada)).toEqual(filesOf(kept));
  expect(await listFiles(bob)).toEqual(filesOf(bobs));
  expect(await removeMany(ada, first.id)).toEqual([]);
  gate.open();
  expect(await ada.follow(running)).toMatchObject({ status: "completed" });
});

test("what was removed comes back as it was, with its files and its room", async () => {
  const ada = await joinTrial(platform);
  const [first, second] = [await draw(ada, 2), await draw(ada)];
  const before = await usedBytes(ada);
  await removeMany(ada, first.id);
  await ada.remove(second);
  expect([await list(ada), await usedBytes(ada)]).toEqual([[], 0]);

  const restored = await restore(ada, first.id, second.id, "nothing");
  expect(idsOf(restored)).toEqual([second.id, first.id]);
  expect(restored[1]).toMatchObject({ params: first.params, status: "completed", cost: first.cost });
  expect(restored[1]?.version).toBeGreaterThan(first.version);
  expect(filesOf(...restored)).toEqual(filesOf(first, second));
  expect(await usedBytes(ada)).toBe(before);
  const [picture] = restored[1]?.outputs ?? [];
  expect((await ada.fetch(picture?.asset?.url ?? "/nothing")).status).toBe(200);
  expect(await restore(ada, first.id)).toEqual([]);
});

test("a file that was removed by itself stays away when its work comes back", async () => {
  const ada = await joinTrial(platform);
  const work = await draw(ada, 3);
  const [gone = "", ...others] = work.outputs.map(({ asset }) => asset?.id ?? "");
  await ada.assets.remove({ params: { assetId: gone } });
  clock.advance(1_000);
  await ada.remove(work);
  const [restored] = await restore(ada, work.id);
  expect(restored?.outputs.map(({ asset }) => asset?.id ?? null)).toEqual([null, ...others]);
  expect(await listFiles(ada)).toEqual(others.toSorted());
});

test("nobody brings back another's work", async () => {
  const [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
  const work = await draw(ada);
  await ada.remove(work);
  expect(await restore(bob, work.id)).toEqual([]);
  expect([await list(ada), await listBin(ada), await listBin(bob)]).toEqual([[], [work.id], []]);
});

test("where the storage has no room for all of it, nothing comes back; what needs no room does", async () => {
  const ada = await joinTrial(platform);
  const [first, second] = [await draw(ada), await draw(ada)];
  const failed = await ada.follow(await ada.draw("refused"));
  const size = await usedBytes(ada);
  await removeMany(ada, first.id, second.id, failed.id);
  await fill(ada, storageLimitBytes.free - size + 1);
  const refused = restore(ada, first.id, second.id);
  await expect(refused).rejects.toMatchObject({ code: "STORAGE_FULL", status: 413 });
  expect([await list(ada), await listFiles(ada).then((ids) => ids.length)]).toEqual([[], 1]);
  expect(idsOf(await restore(ada, first.id))).toEqual([first.id]);
  await fill(ada, size);
  expect(idsOf(await restore(ada, failed.id))).toEqual([failed.id]);
});

test("two tabs stay equal: removing and bringing back are told once for each", async () => {
  const ada = await joinTrial(platform);
  const [first, second] = [await draw(ada), await draw(ada)];
  const listen = await ada.listen();
  await removeMany(ada, first.id, second.id);
  await restore(ada, second.id);
  await ada.remove(second);
  let left = 2;
  const seen = await listen(({ type, data }) => {
    if (type === "generation.removed" && (data as { id: string }).id === second.id) left--;
    return left === 0;
  });
  const told = seen.map(({ type, data }) => [
    type,
    (data as Generation).id,
    (data as Generation).outputs?.length ?? -1,
  ]);
  expect(told.slice(0, 2).toSorted()).toEqual(
    [first, second].map(({ id }) => ["generation.removed", id, -1]).toSorted(),
  );
  expect(told.slice(2)).toEqual([
    ["generation.updated", second.id, 1],
    ["generation.removed", second.id, -1],
  ]);
});

test("one at a time: what runs is not removed, what is gone is not found", async () => {
  const ada = await joinTrial(platform);
  const gate = createGate();
  const running = await ada.draw("held", 1, { seed: gate.seed });
  await expect(ada.remove(running)).rejects.toMatchObject({ code: "CONFLICT" });
  gate.open();
  await ada.remove(await ada.follow(running));
  await expect(ada.remove(running)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("after 30 days it cannot come back, and what was written in it is forgotten; what it cost is not", async () => {
  const ada = await joinTrial(platform);
  const kept = await draw(ada, 1, "A kept lighthouse");
  const input = kept.outputs[0]?.asset?.id ?? "";
  const started = await ada.draw("good", 2, { prompt: "A secret lighthouse", inputAssetIds: [input], seed: 1 });
  const old = await ada.follow(started);
  await ada.remove(old);
  clock.advance(29 * DAY_MS);
  expect(await platform.library.emptyBin()).toBe(0);
  expect(await listBin(ada)).toEqual([old.id]);
  clock.advance(DAY_MS);
  expect(await listBin(ada)).toEqual([]);
  expect(await restore(ada, old.id)).toEqual([]);

  expect(await platform.library.emptyBin()).toBeGreaterThan(0);
  expect(await platform.library.emptyBin()).toBe(0);
  const { client } = platform.database;
  const row = await client.generation.findUniqueOrThrow({ where: { id: old.id }, include: { inputs: true } });
  expect(JSON.stringify(row, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "secret",
  );
  expect(row).toMatchObject({ params: {}, searchText: "", inputs: [], charged: 10, model: "good", recipeHash: null });
  expect(await ada.stats.get()).toMatchObject({ total: 2, outputs: 3, creditsSpent: 15 });
  expect(await platform.credits.audit()).toEqual([]);
  expect((await ada.get(kept)).params).toEqual({ prompt: "A kept lighthouse" });
});

test("none, or more than a hundred at once, are refused", async () => {
  const ada = await joinTrial(platform);
  const many = Array.from({ length: 101 }, (_, index) => `id-${index}`);
  for (const ids of [[], many]) {
    await expect(removeMany(ada, ...ids)).rejects.toMatchObject({ code: "VALIDATION_FAILED", status: 422 });
    await expect(restore(ada, ...ids)).rejects.toMatchObject({ code: "VALIDATION_FAILED", status: 422 });
  }
});

/** One file that takes so much room. */
async function fill({ userId }: TrialPerson, sizeBytes: number): Promise<void> {
  const id = Bun.randomUUIDv7();
  const facts = { mime: "image/png", width: 8, height: 8, sha256: "0".repeat(64), sizeBytes };
  const keys = { storageKey: `trial/${userId}/${id}`, thumbnailKey: `trial/${userId}/${id}` };
  await platform.database.client.asset.create({ data: { id, userId, appId: "trial", ...keys, ...facts } });
  await platform.cache.forget("storage", userId);
}
