import { afterAll, beforeAll, expect, test } from "bun:test";
import { publicNetwork } from "../network/download";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { flatBitmap } from "./bitmaps.fixture";
import { createGalleryApp, type GalleryPerson, joinGallery, listAllKeys } from "./gallery-app.fixture";
import { noise, plain } from "./hostile-files.fixture";

const pictures: Record<string, Uint8Array> = {
  "/logo.bmp": flatBitmap({ width: 64, height: 64, depth: 24 }, 9),
  "/small.png": await plain(20, 10).png().toBuffer(),
  "/page.png": Buffer.from("<html>"),
  "/large.png": await noise(400, 400).png().toBuffer(),
};
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch: (request) => {
    const picture = pictures[new URL(request.url).pathname];
    return picture ? new Response(picture.slice()) : new Response("", { status: 404 });
  },
});
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({
    apps: [createGalleryApp()],
    hasWorker: false,
    network: {
      addressesOf: async (host) => (host === "pictures.example" ? ["127.0.0.1"] : publicNetwork.addressesOf(host)),
      isPublicAddress: (address) => address === "127.0.0.1" || publicNetwork.isPublicAddress(address),
      isWebPort: (port) => port === server.port || port === 80,
    },
  });
});
afterAll(async () => {
  await platform.close();
  await server.stop(true);
});

const bring = (person: GalleryPerson, path: string) =>
  person.gallery.bringFrom({ body: { url: `http://pictures.example:${server.port}${path}` } });

test("a picture from an address is in the library, under its name and by the app's own rules", async () => {
  const ada = await joinGallery(platform);
  const { id } = await bring(ada, "/logo.bmp");
  expect(await ada.assets.get({ params: { assetId: id } })).toMatchObject({
    ...{ appId: "gallery", generationId: null, name: "logo.bmp", mime: "image/png", width: 64, height: 64 },
  });
  expect((await bring(ada, "/small.png")).width).toBe(20);
});

test("what is refused says so at the address, and leaves nothing behind", async () => {
  const ada = await joinGallery(platform);
  const before = await listAllKeys(platform);
  for (const [path, code] of [
    ["/nothing.png", "URL_UNREACHABLE"],
    ["/page.png", "UNSUPPORTED_MEDIA_TYPE"],
    ["/large.png", "PAYLOAD_TOO_LARGE"],
  ] as const) {
    const error = await bring(ada, path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, errors: [{ path: "/body/url", message: (error as Error).message }] });
  }
  await expect(ada.gallery.bringFrom({ body: { url: "http://10.0.0.1/a.png" } })).rejects.toMatchObject({
    ...{ code: "URL_UNREACHABLE", status: 422, message: "That address is not public." },
  });
  expect(await listAllKeys(platform)).toEqual(before);
  expect((await ada.assets.list()).items).toEqual([]);
});
