import { afterAll, beforeAll, expect, test } from "bun:test";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { listAllKeys } from "./gallery-app.fixture";
import { plain } from "./hostile-files.fixture";

const DAY_MS = 24 * 3_600_000;
const clock = createClock();
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ hasWorker: false, now: clock.now });
});
afterAll(() => platform.close());

const picture = await plain(64, 64).png().toBuffer();

/** Adds the same picture again, rendered from this drawing. */
async function add(userId: string, svg?: string) {
  const source = svg === undefined ? undefined : { bytes: Buffer.from(svg), mime: "image/svg+xml" as const };
  const { assets } = platform;
  return assets.record(
    await assets.store({
      userId,
      appId: "library",
      generationId: null,
      name: Bun.randomUUIDv7(),
      bytes: picture,
      source,
    }),
  );
}

async function sourceOf(userId: string, assetId: string): Promise<string | null> {
  const source = await platform.assets.readSource(userId, assetId);
  return source && new TextDecoder().decode(source.bytes);
}

test("pictures of the same bytes keep the drawings they came from, and share the same one", async () => {
  const { userId } = await platform.join();
  const before = (await listAllKeys(platform)).length;
  const [square, other, again] = [
    await add(userId, "<svg a/>"),
    await add(userId, "<svg b/>"),
    await add(userId, "<svg b/>"),
  ];
  const bare = await add(userId);
  expect(await Promise.all([square, other, again, bare].map(({ id }) => sourceOf(userId, id)))).toEqual([
    ...["<svg a/>", "<svg b/>", "<svg b/>"],
    null,
  ]);
  // One picture, its thumbnail and two drawings.
  expect((await listAllKeys(platform)).length - before).toBe(4);
  expect(await platform.assets.usedBytes(userId)).toBe(picture.byteLength);
});

test("purging takes a drawing only when no other picture came from it", async () => {
  const { userId } = await platform.join();
  const kept = [await add(userId, "<svg c/>"), await add(userId, "<svg d/>")] as const;
  const gone = [await add(userId, "<svg d/>"), await add(userId, "<svg e/>")];
  const before = (await listAllKeys(platform)).length;
  for (const { id } of gone) await platform.assets.remove(userId, id);
  clock.advance(31 * DAY_MS);
  await platform.emptyBin();
  expect(before - (await listAllKeys(platform)).length).toBe(1);
  expect(await sourceOf(userId, kept[0].id)).toBe("<svg c/>");
  expect(await sourceOf(userId, kept[1].id)).toBe("<svg d/>");
  expect(Buffer.from(await platform.assets.read(userId, kept[0].id)).equals(picture)).toBe(true);
});
