import { expect, test } from "bun:test";
import sharp, { type Sharp } from "sharp";
import { draw } from "./drawn.fixture";
import { decodePicture, encodePng, renderSvg } from "./picture";

test("a picture comes back as it was, straight alpha and all", async () => {
  const data = new Uint8Array([255, 0, 0, 255, 0, 128, 255, 100, 9, 8, 7, 1, 0, 0, 0, 0]);
  const { raster, width, height } = await decodePicture(await encodePng({ width: 2, height: 2, data }), {
    maxSide: 16,
  });
  expect([width, height]).toEqual([2, 2]);
  expect([...raster.data]).toEqual([...data]);
});

test("what is too large is made smaller, and its own size told, after its orientation", async () => {
  const jpeg = await sharp({ create: { width: 600, height: 300, channels: 3, background: "#2468ac" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { raster, width, height } = await decodePicture(jpeg, { maxSide: 200 });
  expect([width, height]).toEqual([300, 600]);
  expect([raster.width, raster.height]).toEqual([100, 200]);
});

test.each([
  ["16 bits a channel", (image: Sharp) => image.toColourspace("rgb16").png()],
  ["grey", (image: Sharp) => image.greyscale().png()],
  ["CMYK", (image: Sharp) => image.toColourspace("cmyk").jpeg()],
  ["a palette", (image: Sharp) => image.png({ palette: true })],
])("pictures of %s become RGBA of 8 bits", async (_, encode) => {
  const plain = sharp({ create: { width: 8, height: 6, channels: 3, background: "#808080" } });
  const { raster } = await decodePicture(await encode(plain).toBuffer(), { maxSide: 64 });
  expect(raster.data).toHaveLength(8 * 6 * 4);
  const [red = 0, green = 0, blue = 0, alpha] = raster.data;
  for (const value of [red, green, blue]) expect(Math.abs(value - 128)).toBeLessThan(16);
  expect(alpha).toBe(255);
});

test("a damaged picture is refused", async () => {
  const png = await encodePng(await draw('<circle cx="32" cy="32" r="30"/>', 64));
  expect(decodePicture(png.subarray(0, png.length / 2), { maxSide: 64 })).rejects.toThrow();
  expect(decodePicture(new Uint8Array(100), { maxSide: 64 })).rejects.toThrow();
});

test("an SVG is drawn sharp at any size, by its viewBox or its width and height", async () => {
  for (const size of [
    'viewBox="0 0 10 10"',
    'width="10" height="10"',
    'width="10px" height="10px" viewBox="0 0 10 10"',
  ]) {
    const { data } = await renderSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" ${size}><path d="M0 0h5v10H0z"/></svg>`,
      300,
      100,
    );
    const alphas = [149, 150].map((x) => data[(50 * 300 + x) * 4 + 3]);
    expect(alphas).toEqual([255, 0]);
  }
});
