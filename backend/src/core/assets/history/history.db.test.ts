import { afterAll, beforeAll, expect, test } from "bun:test";
import type { AssetUse } from "@lumiku/app-sdk";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { createGalleryApp, type GalleryPerson, joinGallery } from "../gallery-app.fixture";
import { fileOf, noise } from "../hostile-files.fixture";

interface Summary {
  kind: AssetUse["kind"];
  generation: string | null;
}

let platform: TestPlatform;
let ada: GalleryPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [createGalleryApp()] });
  ada = await joinGallery(platform);
});
afterAll(() => platform.close());

const historyOf = async (assetId: string) => (await ada.assets.history({ params: { assetId } })).items;
const summaryOf = async (assetId: string): Promise<Summary[]> =>
  (await historyOf(assetId)).map(({ kind, generation }) => ({ kind, generation: generation?.id ?? null }));

test("an upload tells that it was brought, what used it and that it was shared, the newest first", async () => {
  const photo = await ada.assets.upload({ file: fileOf(await noise(100, 100).png().toBuffer()) });
  expect(await summaryOf(photo.id)).toEqual([{ kind: "uploaded", generation: null }]);
  const first = await ada.draw(1, [photo.id]);
  await ada.shares.create({ params: { assetId: photo.id }, body: {} });
  const second = await ada.draw(2, [photo.id]);
  const expected: Summary[] = [
    { kind: "used", generation: second.generation.id },
    { kind: "shared", generation: null },
    { kind: "used", generation: first.generation.id },
    { kind: "uploaded", generation: null },
  ];
  expect(await summaryOf(photo.id)).toEqual(expected);
  const uses = await historyOf(photo.id);
  expect(uses[0]?.generation).toMatchObject({ appId: "gallery", status: "completed", outputs: [{ index: 0 }] });
  const times = uses.map(({ at }) => at);
  expect(times).toEqual(times.toSorted().toReversed());
  // The same from inside an app.
  const told = (await ada.gallery.uses({ params: { assetId: photo.id } })).items;
  expect(told.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
});

test("a drawing tells what made it; work that was removed leaves that something was", async () => {
  const made = await ada.draw(3);
  const used = await ada.draw(4, [made.asset.id]);
  expect(await summaryOf(made.asset.id)).toEqual([
    { kind: "used", generation: used.generation.id },
    { kind: "made", generation: made.generation.id },
  ]);
  await ada.generations.remove({ params: { generationId: used.generation.id } });
  expect(await summaryOf(made.asset.id)).toEqual([
    { kind: "used", generation: null },
    { kind: "made", generation: made.generation.id },
  ]);
});

test("nobody reads the history of another's picture", async () => {
  const bob = await joinGallery(platform);
  const { asset } = await ada.draw(5);
  await expect(bob.assets.history({ params: { assetId: asset.id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(bob.gallery.uses({ params: { assetId: asset.id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
