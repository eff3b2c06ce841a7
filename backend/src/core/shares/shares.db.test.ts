import { afterAll, beforeAll, expect, test } from "bun:test";
import type { LibraryAsset } from "@lumiku/contracts/assets";
import type { Share } from "@lumiku/contracts/shares";
import { createGalleryApp, type GalleryPerson, joinGallery } from "../assets/gallery-app.fixture";
import { fileOf, noise } from "../assets/hostile-files.fixture";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";

const HOUR = 3_600;
const clock = createClock();
let platform: TestPlatform;
let ada: GalleryPerson;
let bob: GalleryPerson;
let picture: LibraryAsset;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [createGalleryApp()], now: clock.now });
  [ada, bob] = [await joinGallery(platform), await joinGallery(platform)];
  picture = await ada.assets.upload({ file: fileOf(await noise(200, 100).png().toBuffer(), "secret-name.png") });
});
afterAll(() => platform.close());

const share = (assetId: string, expiresInSeconds = HOUR, title = "Look"): Promise<Share> =>
  ada.shares.create({ params: { assetId }, body: { title, expiresInSeconds } });
const tokenOf = ({ url }: Share) => url.split("/").at(-1) ?? "";
/** As a visitor without an account. */
const get = (path: string) => fetch(platform.url + path);
const open = (token: string) => get(`/api/shared/${token}`);
const newPicture = async () =>
  ada.assets.upload({
    file: fileOf(
      await noise(64 + Math.floor(Math.random() * 500), 64)
        .png()
        .toBuffer(),
    ),
  });

test("whoever has a link sees the picture and its title, and nothing else of its owner", async () => {
  const { asset: drawn } = await ada.draw(1);
  for (const { id, width } of [picture, drawn]) {
    const made = await share(id);
    expect(made).toMatchObject({ assetId: id, title: "Look", views: 0 });
    expect(made.url).toBe(`http://lumiku.test/s/${tokenOf(made)}`);
    const response = await open(tokenOf(made));
    const text = await response.text();
    const shown = JSON.parse(text);
    expect(shown).toMatchObject({ title: "Look", expiresAt: made.expiresAt, asset: { id, width, source: null } });
    expect(Object.keys(shown).sort()).toEqual(["asset", "expiresAt", "title"]);
    for (const secret of [ada.userId, "Ada", "secret-name", "gallery", "generationId", "signature"]) {
      expect(text).not.toContain(secret);
    }
    for (const url of [shown.asset.url, shown.asset.thumbnailUrl, `${shown.asset.url}&format=webp&size=32&download`]) {
      expect((await get(url)).status).toBe(200);
    }
    expect((await get(`${shown.asset.url}&variant=source`)).status).toBe(404);
  }
});

test("a link opens its own picture alone", async () => {
  const token = tokenOf(await share(picture.id));
  const other = await newPicture();
  expect((await get(`/api/files/${other.id}?share=${token}`)).status).toBe(404);
  expect((await get(`/api/files/${picture.id}?share=${token}`)).status).toBe(200);
});

test("opening counts, and its owner reads how often", async () => {
  const asset = await newPicture();
  const made = await share(asset.id);
  await Promise.all(Array.from({ length: 5 }, () => open(tokenOf(made))));
  const { items } = await ada.shares.list({ params: { assetId: asset.id } });
  expect(items).toEqual([{ ...made, views: 5 }]);
});

test("a link that has ended, for whatever reason, answers like one that never was, and so does its picture", async () => {
  const ends: [string, (made: Share, assetId: string) => Promise<unknown>][] = [
    ["taken back", ({ id }) => ada.shares.revoke({ params: { shareId: id } })],
    ["its picture removed", (_, assetId) => ada.assets.remove({ params: { assetId } })],
    ["expired", async () => clock.advance(HOUR * 1_000 + 1)],
  ];
  const never = await open("0193c6d2-5b1e-7c3a-9d1f-8a2b4c6d8e0f.AAAAAAAAAAAAAAAAAAAAAA");
  const answer = async (response: Response) => {
    const { requestId, ...problem } = (await response.json()) as Record<string, unknown>;
    return { status: response.status, ...problem };
  };
  const expected = await answer(never);
  expect(expected).toMatchObject({ status: 404, code: "NOT_FOUND", detail: "This link does not work any more." });
  for (const [reason, end] of ends) {
    const asset = await newPicture();
    const made = await share(asset.id);
    const { asset: shown } = (await (await open(tokenOf(made))).json()) as { asset: { url: string } };
    expect((await get(shown.url)).status).toBe(200);
    await end(made, asset.id);
    expect({ reason, ...(await answer(await open(tokenOf(made)))) }).toEqual({ reason, ...expected });
    expect({ reason, status: (await get(shown.url)).status }).toEqual({ reason, status: 404 });
  }
  expect(await answer(await open("anything"))).toEqual(expected);
});

test("a person whose account is shut shows nothing any more", async () => {
  const carol = await joinGallery(platform);
  const asset = await carol.assets.upload({ file: fileOf(await noise(99, 99).png().toBuffer()) });
  const made = await carol.shares.create({ params: { assetId: asset.id }, body: {} });
  expect((await open(tokenOf(made))).status).toBe(200);
  await platform.database.client.user.update({ where: { id: carol.userId }, data: { banned: true } });
  expect((await open(tokenOf(made))).status).toBe(404);
});

test("nobody makes, reads or ends links to another's picture", async () => {
  const made = await share(picture.id);
  const params = { assetId: picture.id };
  const tries = [
    () => bob.shares.create({ params, body: {} }),
    () => bob.shares.list({ params }),
    () => bob.shares.revoke({ params: { shareId: made.id } }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
  expect((await open(tokenOf(made))).status).toBe(200);
  await ada.shares.revoke({ params: { shareId: made.id } });
  await expect(ada.shares.revoke({ params: { shareId: made.id } })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a picture has twenty links that work, however many ask at once; one that has ended makes room", async () => {
  const asset = await newPicture();
  const made = await Promise.allSettled(Array.from({ length: 25 }, () => share(asset.id)));
  const works = made.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  expect(works).toHaveLength(20);
  expect(made.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT", status: 409 } });
  expect((await ada.shares.list({ params: { assetId: asset.id } })).items).toHaveLength(20);
  await ada.shares.revoke({ params: { shareId: works[0]?.id ?? "" } });
  const last = await share(asset.id);
  const { items } = await ada.shares.list({ params: { assetId: asset.id } });
  expect([items.length, items[0]?.id]).toEqual([20, last.id]);
});

test("a link lasts between an hour and 90 days", async () => {
  for (const seconds of [HOUR - 1, 90 * 24 * HOUR + 1]) {
    await expect(share(picture.id, seconds)).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  }
  const { createdAt, expiresAt } = await ada.shares.create({ params: { assetId: picture.id }, body: {} });
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * 24 * HOUR * 1_000);
});
