import { afterAll, beforeAll, expect, test } from "bun:test";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import { storageLimitBytes } from "../billing/catalogue";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createGalleryApp, type GalleryPerson, joinGallery, listAllKeys } from "./gallery-app.fixture";
import { fileOf, noise } from "./hostile-files.fixture";

const DAY_MS = 24 * 3_600_000;
const clock = createClock();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [createGalleryApp()], now: clock.now });
});
afterAll(() => platform.close());

const bring = async (person: GalleryPerson, side: number) =>
  person.assets.upload({ file: fileOf(await noise(side, 64).png().toBuffer()) });
const remove = (person: GalleryPerson, { id }: { id: string }) => person.assets.remove({ params: { assetId: id } });
const restore = async (person: GalleryPerson, ...assets: { id: string }[]) =>
  idsOf((await person.assets.restore({ body: { ids: assets.map(({ id }) => id) } })).items);
const idsOf = (items: readonly LibraryAsset[]) => items.map(({ id }) => id).sort();
const list = async (person: GalleryPerson, query: Parameters<GalleryPerson["assets"]["list"]>[0] = {}) =>
  idsOf((await person.assets.list(query)).items);

test("what was brought and what was made are told apart, by app too, page by page", async () => {
  const ada = await joinGallery(platform);
  const uploads = [await bring(ada, 70), await bring(ada, 71), await bring(ada, 72)].map(({ id }) => id);
  const drawings = [(await ada.draw(1)).asset.id, (await ada.draw(2)).asset.id];
  expect(await list(ada, { query: { kind: "upload" } })).toEqual(uploads.toSorted());
  expect(await list(ada, { query: { kind: "output" } })).toEqual(drawings.toSorted());
  expect(await list(ada, { query: { appId: "library" } })).toEqual(uploads.toSorted());
  expect(await list(ada)).toEqual([...uploads, ...drawings].sort());
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await ada.assets.list({ query: { limit: 2, kind: "upload", ...(cursor && { cursor }) } });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(uploads.toReversed());
});

test("what was removed is in the bin alone, and comes back as it was", async () => {
  const ada = await joinGallery(platform);
  const [first, second] = [await bring(ada, 70), await bring(ada, 71)];
  await remove(ada, first);
  expect([await list(ada), await list(ada, { query: { removed: "true" } })]).toEqual([[second.id], [first.id]]);
  expect((await ada.accounts.me()).storage.usedBytes).toBe(second.sizeBytes);
  expect(await restore(ada, first)).toEqual([first.id]);
  expect(await ada.assets.get({ params: { assetId: first.id } })).toMatchObject({ sha256: first.sha256 });
  expect((await ada.file(first.id)).status).toBe(200);
  expect((await ada.accounts.me()).storage.usedBytes).toBe(first.sizeBytes + second.sizeBytes);
  // Again, and with what never was: no harm.
  expect(await restore(ada, first, { id: "nothing" })).toEqual([first.id]);
});

test("nobody brings back another's file", async () => {
  const [ada, bob] = [await joinGallery(platform), await joinGallery(platform)];
  const picture = await bring(ada, 70);
  await remove(ada, picture);
  expect(await restore(bob, picture)).toEqual([]);
  expect(await list(bob, { query: { removed: "true" } })).toEqual([]);
  expect(await list(ada)).toEqual([]);
});

test("where the storage has no room for all of it, nothing comes back", async () => {
  const ada = await joinGallery(platform);
  const [first, second] = [await bring(ada, 70), await bring(ada, 71)];
  const { client } = platform.database;
  await client.asset.update({ where: { id: first.id }, data: { sizeBytes: storageLimitBytes.free } });
  await remove(ada, first);
  await remove(ada, second);
  await expect(restore(ada, first, second)).rejects.toMatchObject({ code: "STORAGE_FULL", status: 413 });
  expect(await list(ada)).toEqual([]);
  expect(await restore(ada, second)).toEqual([second.id]);
});

test("two that are brought back at the same time do not both get the room of one", async () => {
  const ada = await joinGallery(platform);
  const pictures = [await bring(ada, 70), await bring(ada, 71)];
  const { client } = platform.database;
  for (const { id } of pictures) {
    await client.asset.update({ where: { id }, data: { sizeBytes: storageLimitBytes.free * 0.6 } });
    await remove(ada, { id });
  }
  const answers = await Promise.allSettled(pictures.map((picture) => restore(ada, picture)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await list(ada)).toHaveLength(1);
});

test("of what lies in the bin its owner sees the thumbnail, and nobody else anything", async () => {
  const [ada, bob] = [await joinGallery(platform), await joinGallery(platform)];
  const { asset, generation } = await ada.draw(3);
  const thumbnail = await (await ada.file(asset.id, "variant=thumbnail")).bytes();
  await ada.generations.remove({ params: { generationId: generation.id } });
  const [removed] = (await ada.generations.list({ query: { removed: "true" } })).items;
  expect(removed?.outputs[0]?.asset).toMatchObject({ id: asset.id, preview: asset.preview });
  const path = removed?.outputs[0]?.asset?.thumbnailUrl ?? "";
  const shown = await ada.fetch(path);
  expect({ status: shown.status, bytes: await shown.bytes() }).toEqual({ status: 200, bytes: thumbnail });
  // Its signature opens nothing any more, nor does the picture itself.
  expect((await fetch(platform.url + path)).status).toBe(404);
  expect((await bob.fetch(path)).status).toBe(404);
  for (const query of ["", "variant=source", "format=png"]) expect((await ada.file(asset.id, query)).status).toBe(404);
  clock.advance(31 * DAY_MS);
  expect((await ada.fetch(path)).status).toBe(404);
});

test("after 30 days it is gone with its bytes; what was brought back a moment before stays", async () => {
  const ada = await joinGallery(platform);
  const [gone, kept] = [await bring(ada, 70), await bring(ada, 71)];
  await remove(ada, gone);
  await remove(ada, kept);
  clock.advance(30 * DAY_MS - 60_000);
  expect(await restore(ada, kept)).toEqual([kept.id]);
  clock.advance(120_000);
  expect(await list(ada, { query: { removed: "true" } })).toEqual([]);
  expect(await restore(ada, gone)).toEqual([]);
  const before = await listAllKeys(platform);
  await platform.emptyBin();
  const removedKeys = before.filter((key) => key.includes(ada.userId)).length / 2;
  expect((await listAllKeys(platform)).filter((key) => key.includes(ada.userId))).toHaveLength(removedKeys);
  expect(await list(ada)).toEqual([kept.id]);
  expect((await ada.file(kept.id)).status).toBe(200);
});
