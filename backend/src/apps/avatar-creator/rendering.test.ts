import { describe, expect, test } from "bun:test";
import sharp from "sharp";
import { drawSvg } from "./illustrator/illustrated";
import { renderDownload } from "./rendering";

const svg = drawSvg({ prompt: "A woman with long red hair", seed: 5, width: 768, height: 1024 }).svg;
const drawing = { bytes: new TextEncoder().encode(svg), mime: "image/svg+xml" };
const picture = { bytes: await sharp(drawing.bytes).png().toBuffer(), mime: "image/png" };
const photo = {
  bytes: await sharp({ create: { width: 640, height: 480, channels: 3, background: "#8899aa" } })
    .jpeg()
    .toBuffer(),
  mime: "image/jpeg",
};

async function cornerOf(bytes: Uint8Array) {
  const { data } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray(0, 4)];
}

describe("a drawing", () => {
  test.each([
    ["png", "image/png", "png"],
    ["jpeg", "image/jpeg", "jpg"],
    ["webp", "image/webp", "webp"],
  ] as const)("becomes %s at its own size and larger than it was drawn", async (format, mime, extension) => {
    const own = await renderDownload({ picture, source: drawing, format, background: "keep" });
    expect(own).toMatchObject({ mime, extension });
    expect(await sharp(own.bytes).metadata()).toMatchObject({ format, width: 768, height: 1024 });
    const large = await renderDownload({ picture, source: drawing, format, size: 2000, background: "keep" });
    expect(await sharp(large.bytes).metadata()).toMatchObject({ width: 1500, height: 2000 });
  });

  test("is drawn again, not enlarged: its edges are steeper than those of an enlarged picture", async () => {
    const large = await renderDownload({ picture, source: drawing, format: "png", size: 2048, background: "keep" });
    const steepness = async (bytes: Uint8Array) => {
      const pixels = await sharp(bytes).resize(1536, 2048).greyscale().raw().toBuffer();
      return pixels.reduce((sum, value, index) => sum + (value - (pixels[index - 1] ?? value)) ** 2, 0);
    };
    expect(await steepness(large.bytes)).toBeGreaterThan(1.2 * (await steepness(picture.bytes)));
  });

  test("has nothing behind it when transparent, exactly one colour when solid, and the same person in front", async () => {
    const options = { picture, source: drawing, format: "png" } as const;
    const bare = await renderDownload({ ...options, background: "transparent" });
    const red = await renderDownload({ ...options, background: "#FF0000" });
    expect(await cornerOf(bare.bytes)).toEqual([0, 0, 0, 0]);
    expect(await cornerOf(red.bytes)).toEqual([255, 0, 0, 255]);
    const flattened = await sharp(bare.bytes).flatten({ background: "#ff0000" }).raw().toBuffer();
    const solid = await sharp(red.bytes).removeAlpha().raw().toBuffer();
    const worst = flattened.reduce((most, value, index) => Math.max(most, Math.abs(value - (solid[index] ?? 0))), 0);
    expect(worst).toBeLessThanOrEqual(4);
  });

  test("a JPEG without a background is white behind", async () => {
    const { bytes } = await renderDownload({ picture, source: drawing, format: "jpeg", background: "transparent" });
    expect(await cornerOf(bytes)).toEqual([255, 255, 255, 255]);
  });

  test("as SVG it carries the background and the size, and one drawn on nothing can get one", async () => {
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const options = { picture, source: drawing, format: "svg" } as const;
    const kept = await renderDownload({ ...options, background: "keep" });
    expect(decode(kept.bytes)).toBe(svg);
    const blue = decode((await renderDownload({ ...options, size: 2048, background: "#0000ff" })).bytes);
    expect(blue).toStartWith(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1536" height="2048" viewBox="0 0 768 1024"',
    );
    expect(blue.match(/<rect data-part="background"[^>]*>/g)).toEqual([
      '<rect data-part="background" width="100%" height="100%" fill="#0000ff"/>',
    ]);
    const bare = await renderDownload({ ...options, background: "transparent" });
    expect(decode(bare.bytes)).not.toContain("data-part");
    const again = await renderDownload({
      ...options,
      source: { ...drawing, bytes: bare.bytes },
      background: "#0000ff",
    });
    expect(decode(again.bytes).replace(/<rect data-part[^>]*>/, "")).toBe(decode(bare.bytes));
    expect(decode(again.bytes)).toContain('</desc><rect data-part="background"');
  });
});

describe("a photo", () => {
  const options = { picture: photo, source: null, background: "keep" } as const;

  test("is given as it is when nothing is to change", async () => {
    expect(await renderDownload({ ...options, format: "jpeg" })).toEqual({ ...photo, extension: "jpg" });
  });

  test("becomes smaller, never larger, in any format", async () => {
    const small = await renderDownload({ ...options, format: "webp", size: 320 });
    expect(await sharp(small.bytes).metadata()).toMatchObject({ format: "webp", width: 320, height: 240 });
    const large = await renderDownload({ ...options, format: "png", size: 4096 });
    expect(await sharp(large.bytes).metadata()).toMatchObject({ width: 640, height: 480 });
  });

  test("is refused as SVG, with what to do instead", async () => {
    await expect(renderDownload({ ...options, format: "svg" })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ path: "/query/format", message: expect.stringContaining("Choose PNG") }],
    });
  });
});

/** NASA's portrait of Eileen Collins: in the public domain. */
const portrait = {
  bytes: await Bun.file(new URL("./rendering/portrait.fixture.webp", import.meta.url)).bytes(),
  mime: "image/webp",
};
const FACE = { left: 145, top: 65 };
const WALL = { left: 215, top: 30 };

async function pixelOf(bytes: Uint8Array, place: { left: number; top: number }) {
  return [
    ...(await sharp(bytes)
      .ensureAlpha()
      .extract({ ...place, width: 1, height: 1 })
      .raw()
      .toBuffer()),
  ];
}

describe("a photo of a person", () => {
  const options = { picture: portrait, source: null, format: "png" } as const;

  test("is cut out: the face stays as it was, the wall behind it goes", async () => {
    const { bytes } = await renderDownload({ ...options, background: "transparent" });
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 320, height: 320, hasAlpha: true });
    expect(await pixelOf(bytes, FACE)).toEqual(await pixelOf(portrait.bytes, FACE));
    expect((await pixelOf(bytes, WALL))[3]).toBe(0);
  });

  test("gets a colour behind it, exactly where the wall was", async () => {
    const { bytes } = await renderDownload({ ...options, background: "#22CC66" });
    expect(await pixelOf(bytes, WALL)).toEqual([0x22, 0xcc, 0x66, 255]);
    expect(await pixelOf(bytes, FACE)).toEqual(await pixelOf(portrait.bytes, FACE));
  });

  test("several at once are all served, in any format and smaller", async () => {
    const formats = ["jpeg", "webp", "png"] as const;
    const pictures = await Promise.all(
      formats.map((format) => renderDownload({ ...options, format, size: 200, background: "transparent" })),
    );
    for (const { bytes } of pictures) expect(await sharp(bytes).metadata()).toMatchObject({ width: 200, height: 200 });
    const [wall = []] = await Promise.all(pictures.map(({ bytes }) => pixelOf(bytes, { left: 134, top: 19 })));
    for (const channel of wall) expect(channel).toBeGreaterThan(250);
  });

  test("nobody in the picture is said, with what to do instead", async () => {
    await expect(renderDownload({ ...options, picture: photo, background: "transparent" })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
      errors: [{ path: "/query/background", message: expect.stringContaining("No person stands out") }],
    });
  });

  test("a picture that has no background already is not cut again", async () => {
    const [person] = [await renderDownload({ ...options, background: "transparent" })];
    const cut = { picture: person, source: null, format: "png", background: "#0000ff" } as const;
    expect(await pixelOf((await renderDownload(cut)).bytes, WALL)).toEqual([0, 0, 255, 255]);
  });
});
