import { afterAll, beforeAll, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { type AppError, type Asset, Problem } from "@lumiku/app-sdk";
import sharp from "sharp";
import { storageLimitBytes } from "../billing/catalogue";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createGalleryApp, type GalleryPerson, joinGallery, listAllKeys } from "./gallery-app.fixture";
import { claiming, fileOf, noise, plain } from "./hostile-files.fixture";

const created: Asset[] = [];
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [createGalleryApp((asset) => created.push(asset))] });
});
afterAll(() => platform.close());

const upload = (person: GalleryPerson, file: File) => person.assets.upload({ file });
const usedBytes = async (person: GalleryPerson) => (await person.accounts.me()).storage.usedBytes;

test("a picture of one's own is in the library at once, with its name, a thumbnail and its room counted", async () => {
  const ada = await joinGallery(platform);
  const photo = await noise(300, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const asset = await upload(ada, fileOf(photo, "C:\\photos\\Früh\u202eling.png"));
  expect(asset).toMatchObject({
    ...{ appId: "library", generationId: null, name: "Frühling.png", source: null },
    ...{ mime: "image/jpeg", width: 200, height: 300, preview: expect.stringContaining("data:image/webp") },
  });
  const bytes = await (await fetch(platform.url + asset.url)).bytes();
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(asset.sha256);
  expect(bytes.byteLength).toBe(asset.sizeBytes);
  const thumbnail = await (await fetch(platform.url + asset.thumbnailUrl)).bytes();
  expect((await sharp(thumbnail).metadata()).format).toBe("webp");
  expect(await ada.assets.get({ params: { assetId: asset.id } })).toEqual(asset);
  expect(await usedBytes(ada)).toBe(asset.sizeBytes);
  expect(await platform.storage.listKeys({ modifiedBefore: new Date(Date.now() + 60_000), limit: 10 })).toEqual(
    (await platform.database.client.asset.findMany({ where: { id: asset.id } }))
      .flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey])
      .sort(),
  );
});

test("what is refused leaves nothing behind, and says at the field what is wrong", async () => {
  const ada = await joinGallery(platform);
  const before = await listAllKeys(platform);
  const cases: [File, string, number][] = [
    [fileOf("<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png"), "UNSUPPORTED_MEDIA_TYPE", 415],
    [fileOf(await plain(63, 64).png().toBuffer()), "VALIDATION_FAILED", 422],
    [fileOf(await claiming(8_000, 8_000)), "PAYLOAD_TOO_LARGE", 413],
    [fileOf(""), "VALIDATION_FAILED", 422],
  ];
  for (const [file, code, status] of cases) {
    const error = (await upload(ada, file).catch((reason: unknown) => reason)) as AppError;
    expect(error).toMatchObject({ code, status, errors: [{ path: "/body/file", message: error.message }] });
  }
  // As large as one may be, form and all; then a little more; then far more than is read.
  const full = new Uint8Array(10 * 1024 * 1024);
  await expect(upload(ada, fileOf(full))).rejects.toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
  await expect(upload(ada, fileOf(new Uint8Array(full.length + 1)))).rejects.toMatchObject({
    ...{ code: "PAYLOAD_TOO_LARGE", message: expect.stringContaining("10 MB") },
  });
  await expect(upload(ada, fileOf(new Uint8Array(full.length + 100_000)))).rejects.toMatchObject({ status: 413 });
  expect(await listAllKeys(platform)).toEqual(before);
  expect((await ada.assets.list()).items).toEqual([]);
});

test("without a file, or without a form, nothing happens", async () => {
  const ada = await joinGallery(platform);
  const empty = await ada.fetch("/api/assets", { method: "POST", body: new FormData() });
  expect(Problem.parse(await empty.json())).toMatchObject({ status: 422, errors: [{ path: "/body/file" }] });
  const bare = await ada.fetch("/api/assets", { method: "POST", body: await plain(64, 64).png().toBuffer() });
  expect(bare.status).toBe(415);
  const closed = await fetch(`${platform.url}/api/assets`, { method: "POST" });
  expect(closed.status).toBe(401);
});

test("the same picture twice takes its room once, and each copy is removed by itself", async () => {
  const ada = await joinGallery(platform);
  const picture = fileOf(await noise(100, 100).png().toBuffer(), "one.png");
  const first = await upload(ada, picture);
  const keys = await listAllKeys(platform);
  const second = await upload(ada, picture);
  expect(second.id).not.toBe(first.id);
  expect(second.sha256).toBe(first.sha256);
  expect(await listAllKeys(platform)).toEqual(keys);
  expect(await usedBytes(ada)).toBe(first.sizeBytes);
  await ada.assets.remove({ params: { assetId: first.id } });
  expect((await ada.file(first.id)).status).toBe(404);
  expect((await ada.file(second.id)).status).toBe(200);
});

test("an app's own row is kept with the picture or not at all", async () => {
  const ada = await joinGallery(platform);
  const file = fileOf(await noise(80, 80).png().toBuffer());
  const kept = await ada.gallery.bring({ file, body: {} });
  expect(created.at(-1)?.id).toBe(kept.id);
  expect((await ada.assets.get({ params: { assetId: kept.id } })).appId).toBe("gallery");
  await expect(ada.gallery.bring({ file, body: { fails: "true" } })).rejects.toMatchObject({ status: 500 });
  expect(created.at(-1)?.id).not.toBe(kept.id);
  expect((await ada.assets.list()).items.map(({ id }) => id)).toEqual([kept.id]);
});

test("where the storage is full nothing is added, and removing something makes room at once", async () => {
  const ada = await joinGallery(platform);
  const first = await upload(ada, fileOf(await noise(90, 90).png().toBuffer()));
  const { client } = platform.database;
  await client.asset.update({ where: { id: first.id }, data: { sizeBytes: storageLimitBytes.free } });
  await platform.cache.forget("storage", ada.userId);
  const next = fileOf(await noise(91, 91).png().toBuffer());
  const keys = await listAllKeys(platform);
  await expect(upload(ada, next)).rejects.toMatchObject({ code: "STORAGE_FULL", status: 413 });
  expect(await listAllKeys(platform)).toEqual(keys);
  await ada.assets.remove({ params: { assetId: first.id } });
  expect((await upload(ada, next)).width).toBe(91);
});

test("twenty uploads at once all arrive, two at a time", async () => {
  const ada = await joinGallery(platform);
  const files = await Promise.all(
    Array.from({ length: 20 }, async (_, index) =>
      fileOf(
        await noise(64 + index, 64)
          .jpeg()
          .toBuffer(),
      ),
    ),
  );
  const assets = await Promise.all(files.map((file) => upload(ada, file)));
  expect(assets.map(({ width }) => width)).toEqual(files.map((_, index) => 64 + index));
  expect((await ada.assets.list({ query: { limit: 100 } })).items).toHaveLength(20);
});

test("a picture that the rules do not allow is not stored, and its owner is told why", async () => {
  const strict = await createTestPlatform({ moderation: { thresholds: { porn: 0 } }, hasWorker: false });
  try {
    const bob = await joinGallery(strict);
    const error = await upload(bob, fileOf(await noise(100, 100).png().toBuffer())).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      ...{ code: "CONTENT_BLOCKED", status: 422, details: { category: "porn" } },
      errors: [{ path: "/body/file", message: expect.stringContaining("explicit") }],
    });
    expect(await listAllKeys(strict)).toEqual([]);
    expect(await strict.database.client.asset.count()).toBe(0);
  } finally {
    await strict.close();
  }
}, 60_000);
