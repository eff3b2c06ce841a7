import { afterAll, beforeAll, expect, test } from "bun:test";
import { Problem } from "@lumiku/app-sdk";
import sharp from "sharp";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { createGalleryApp, drawingOf, type GalleryPerson, joinGallery, listAllKeys } from "./gallery-app.fixture";
import { fileOf, noise, plain } from "./hostile-files.fixture";

const DAY_MS = 24 * 3_600_000;
const clock = createClock();
let platform: TestPlatform;
let ada: GalleryPerson;
let bob: GalleryPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [createGalleryApp()], now: clock.now });
  [ada, bob] = [await joinGallery(platform), await joinGallery(platform)];
});
afterAll(() => platform.close());

const factsOf = async (response: Response) => {
  const { format, width, height, hasAlpha } = await sharp(await response.bytes()).metadata();
  return { format, width, height, hasAlpha };
};

test("a picture comes in every format and in smaller sizes, never enlarged", async () => {
  const picture = await ada.assets.upload({ file: fileOf(await plain(400, 200, 4).png().toBuffer(), "me.png") });
  const cases: [string, object][] = [
    ["format=jpeg", { format: "jpeg", width: 400, height: 200, hasAlpha: false }],
    ["format=webp", { format: "webp", width: 400, height: 200, hasAlpha: true }],
    ["format=png&size=100", { format: "png", width: 100, height: 50, hasAlpha: true }],
    ["size=16", { format: "png", width: 16, height: 8, hasAlpha: true }],
    ["format=webp&size=4096", { format: "webp", width: 400, height: 200, hasAlpha: true }],
  ];
  for (const [query, facts] of cases) {
    const response = await ada.file(picture.id, query);
    expect({ query, type: response.headers.get("content-type") }).toEqual({
      query,
      type: `image/${(facts as { format: string }).format}`,
    });
    expect(await factsOf(response)).toEqual(facts as never);
  }
  // Half transparent red, on white in a format without transparency.
  const [red = 0, green = 0] = await sharp(await (await ada.file(picture.id, "format=jpeg")).bytes())
    .raw()
    .toBuffer();
  expect([red > 220, green > 130]).toEqual([true, true]);
});

test("its own format and size is the file itself, to the byte", async () => {
  const picture = await ada.assets.upload({ file: fileOf(await noise(200, 100).jpeg().toBuffer()) });
  const original = await (await ada.file(picture.id)).bytes();
  for (const query of ["format=jpeg", "format=jpeg&size=200", "size=3000"]) {
    expect(Buffer.from(await (await ada.file(picture.id, query)).bytes()).equals(original)).toBe(true);
  }
});

test("another format of a very large picture comes as large as a size may be asked for", async () => {
  const picture = await ada.assets.upload({ file: fileOf(await plain(5_000, 100).png().toBuffer()) });
  expect(await factsOf(await ada.file(picture.id, "format=webp"))).toMatchObject({ width: 4_096, height: 82 });
  expect(await factsOf(await ada.file(picture.id, "format=png"))).toMatchObject({ width: 5_000, height: 100 });
});

test("a rendition is asked for once: its ETag is known before it is made", async () => {
  const picture = await ada.assets.upload({ file: fileOf(await noise(200, 100).png().toBuffer()) });
  const first = await ada.file(picture.id, "format=webp&size=50");
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toBe(`"${picture.sha256}-webp-50"`);
  expect(first.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  const again = await ada.fetch(`/api/files/${picture.id}?format=webp&size=50`, { headers: { "if-none-match": etag } });
  expect([again.status, (await again.bytes()).byteLength]).toEqual([304, 0]);
  // What a 304 says of keeping replaces what was said before.
  expect(again.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  const other = await ada.fetch(`/api/files/${picture.id}?format=webp&size=51`, { headers: { "if-none-match": etag } });
  expect(other.status).toBe(200);
});

test("what cannot be made is a 422 that names the value", async () => {
  const { id } = await ada.assets.upload({ file: fileOf(await noise(100, 100).png().toBuffer()) });
  const cases: [string, string][] = [
    ["format=gif", "/query/format"],
    ["format=png&size=15", "/query/size"],
    ["size=4097", "/query/size"],
    ["size=1.5", "/query/size"],
    ["size=abc", "/query/size"],
    ["variant=huge", "/query/variant"],
    ["variant=thumbnail&format=png", "/query/variant"],
    [`name=${"a".repeat(301)}`, "/query/name"],
  ];
  for (const [query, path] of cases) {
    const response = await ada.file(id, query);
    const problem = Problem.parse(await response.json());
    expect({ query, status: response.status, path: problem.errors?.[0]?.path }).toEqual({ query, status: 422, path });
  }
});

test("a download is named as asked, as the file was called, or by its id, and ends as its type", async () => {
  const named = await ada.assets.upload({ file: fileOf(await noise(100, 100).png().toBuffer(), "Früh.jpeg") });
  const { asset: drawn } = await ada.draw(1);
  const cases: [string, string, string][] = [
    [named.id, "download", "filename*=UTF-8''Fr%C3%BCh.png"],
    [named.id, "download&format=webp&name=My+%22best%22%2F..%2Fone.exe", 'filename="one.exe.webp"'],
    [named.id, "download&name=%0d%0aSet-Cookie:x", 'filename="Set-Cookie_x.png"'],
    [drawn.id, "download&format=jpeg", `filename="lumiku-${drawn.id.slice(-8)}.jpg"`],
    [drawn.id, "download&variant=source", `filename="lumiku-${drawn.id.slice(-8)}.svg"`],
  ];
  for (const [id, query, part] of cases) {
    const disposition = (await ada.file(id, query)).headers.get("content-disposition") ?? "";
    expect(disposition).toStartWith("attachment; ");
    expect(disposition).toContain(part);
  }
  expect((await ada.file(named.id)).headers.get("content-disposition")).toBeNull();
});

test("a drawing keeps its SVG beside it: signed, sandboxed, for its owner and the app", async () => {
  const { asset, generation } = await ada.draw(2);
  expect(generation.outputs[0]?.asset?.source).toMatchObject({ mime: "image/svg+xml" });
  const response = await fetch(platform.url + (asset.source?.url ?? ""));
  expect(await response.text()).toBe(drawingOf(2));
  expect(response.headers.get("content-type")).toBe("image/svg+xml");
  expect(response.headers.get("content-security-policy")).toContain("sandbox");
  expect(response.headers.get("content-disposition")).toBeNull();
  expect((await fetch(`${platform.url}/api/files/${asset.id}?variant=source`)).status).toBe(404);
  expect(await ada.gallery.source({ params: { assetId: asset.id } })).toEqual({ svg: drawingOf(2) });
  await expect(bob.gallery.source({ params: { assetId: asset.id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const photo = await ada.assets.upload({ file: fileOf(await noise(100, 100).png().toBuffer()) });
  expect((await ada.file(photo.id, "variant=source")).status).toBe(404);
  expect(await ada.gallery.source({ params: { assetId: photo.id } })).toEqual({ svg: null });
});

test("a drawing gets larger than it was made, from its SVG", async () => {
  const { asset } = await ada.draw(3);
  const large = await factsOf(await ada.file(asset.id, "format=png&size=1000"));
  expect(large).toMatchObject({ format: "png", width: 1000, height: 500 });
  const pixels = await sharp(await (await ada.file(asset.id, "size=1000")).bytes())
    .raw()
    .toBuffer({ resolveWithObject: true });
  // A circle that was drawn at this size has a sharp edge: few pixels are neither in nor out.
  const blurred = Array.from({ length: 1000 * 500 }, (_, index) => pixels.data[index * 4 + 3] ?? 0).filter(
    (alpha) => alpha > 0 && alpha < 255,
  );
  expect(blurred.length).toBeLessThan(4_000);
});

test("the SVG goes with the last picture that has it, and no sweep takes it before", async () => {
  const first = await ada.draw(4);
  const again = await ada.gallery.draw({ body: { seed: 4 } });
  expect(again).toMatchObject({ fromCache: true });
  const copy = again.outputs[0]?.asset;
  const row = await platform.database.client.asset.findUniqueOrThrow({ where: { id: first.asset.id } });
  const keys = [row.storageKey, row.thumbnailKey, row.sourceKey ?? "none"].sort();
  expect(keys.at(1)).toEndWith(".source.svg");
  const left = async () => (await listAllKeys(platform)).filter((key) => keys.includes(key));

  await ada.assets.remove({ params: { assetId: first.asset.id } });
  clock.advance(31 * DAY_MS);
  await platform.emptyBin();
  await platform.assets.sweepOrphans();
  expect(await left()).toEqual(keys);
  expect((await ada.gallery.source({ params: { assetId: copy?.id ?? "" } })).svg).toBe(drawingOf(4));

  await ada.assets.remove({ params: { assetId: copy?.id ?? "" } });
  clock.advance(31 * DAY_MS);
  await platform.emptyBin();
  expect(await left()).toEqual([]);
});

test("what opens the original opens its renditions, and nobody else sees any", async () => {
  const picture = await ada.assets.upload({ file: fileOf(await noise(200, 100).png().toBuffer()) });
  const rendition = "format=webp&size=50";
  expect((await fetch(`${platform.url}${picture.url}&${rendition}`)).status).toBe(200);
  // A thumbnail's signature is for the thumbnail.
  const [, signature] = picture.thumbnailUrl.split("variant=thumbnail&");
  expect((await fetch(`${platform.url}/api/files/${picture.id}?${signature}&${rendition}`)).status).toBe(404);
  expect((await bob.file(picture.id, rendition)).status).toBe(404);
  expect((await fetch(`${platform.url}/api/files/${picture.id}?${rendition}`)).status).toBe(404);
  clock.advance(3 * 3_600_000);
  expect((await fetch(`${platform.url}${picture.url}&${rendition}`)).status).toBe(404);
});
