import { expect, test } from "bun:test";
import type { UploadRules } from "@lumiku/app-sdk/server";
import sharp from "sharp";
import { bitmap, flatBitmap } from "./bitmaps.fixture";
import { claiming, fileOf, moving, movingPng, noise, plain } from "./hostile-files.fixture";
import { inspectImage } from "./images";
import { readUploadedPicture } from "./uploaded-picture";

const MEBIBYTE = 1_048_576;
const rules: UploadRules = {
  formats: ["png", "jpeg", "webp", "gif", "bmp", "tiff"],
  maxBytes: 16 * MEBIBYTE,
  minSide: 1,
  takesFirstFrame: true,
};

const refusalOf = (file: Blob, given: UploadRules = rules) =>
  readUploadedPicture(file, given).then(
    () => null,
    ({ code, message }) => ({ code, message }),
  );
const pixelsOf = async (picture: Uint8Array) => [...(await sharp(picture).raw().toBuffer())];
const read = (bytes: Uint8Array, given = rules) => readUploadedPicture(fileOf(bytes), given);

async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(watch);
  return peak - before;
}

test("GIF, BMP and TIFF are kept as PNG where they are taken, and the pixels are theirs", async () => {
  const red = [200, 30, 40];
  const files = [
    await plain(20, 10).gif().toBuffer(),
    await plain(20, 10).tiff({ compression: "lzw" }).toBuffer(),
    flatBitmap({ width: 20, height: 10, depth: 24 }, 90),
  ];
  for (const [index, bytes] of files.entries()) {
    const picture = await read(bytes);
    const { format, width, height, space, depth } = await sharp(picture).metadata();
    expect({ format, width, height, space, depth }).toEqual({
      ...{ format: "png", width: 20, height: 10, space: "srgb", depth: "uchar" },
    });
    expect((await pixelsOf(picture)).slice(0, 3)).toEqual(index === 2 ? [90, 90, 90] : red);
  }
});

test("every kind of BMP is read: bits, rows from above or below, run lengths, alpha", async () => {
  const rows = new Uint8Array([10, 20, 30, 0, 0, 0, 0, 0, 40, 50, 60, 0, 0, 0, 0, 0]);
  const shape = { width: 2, height: 2, depth: 24 } as const;
  expect((await pixelsOf(await read(bitmap(shape, rows)))).slice(0, 4)).toEqual([60, 50, 40, 255]);
  expect((await pixelsOf(await read(bitmap({ ...shape, isTopDown: true }, rows)))).slice(0, 4)).toEqual([
    30, 20, 10, 255,
  ]);
  for (const depth of [1, 4, 8, 24] as const) {
    const picture = await read(flatBitmap({ width: 7, height: 3, depth }, 255));
    expect(new Set(await pixelsOf(picture))).toEqual(new Set([255]));
  }
  // 32 bits without a mask have no alpha, whatever is in the fourth byte.
  expect(new Set(await pixelsOf(await read(flatBitmap({ width: 7, height: 3, depth: 32 }, 0))))).toEqual(
    new Set([0, 255]),
  );
  const runs = new Uint8Array([5, 255, 0, 0, 5, 0, 0, 1]);
  const grey = (await pixelsOf(await read(bitmap({ width: 5, height: 2, depth: 8, compression: 1 }, runs)))).filter(
    (_, index) => index % 4 === 0,
  );
  expect(grey).toEqual([0, 0, 0, 0, 0, 255, 255, 255, 255, 255]);
  const nibbles = new Uint8Array([5, 0xf0, 0, 1]);
  expect(
    (await pixelsOf(await read(bitmap({ width: 5, height: 1, depth: 4, compression: 2 }, nibbles)))).filter(
      (_, index) => index % 4 === 0,
    ),
  ).toEqual([255, 0, 255, 0, 255]);
});

test("of what moves or has several pages, the first is taken where the rules say so", async () => {
  const frames = await Promise.all([plain(64, 64).png().toBuffer(), noise(64, 64).png().toBuffer()]);
  const several = (format: "gif" | "tiff") =>
    sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
  const files = [await several("gif"), await moving(), await movingPng(), await several("tiff")];
  for (const bytes of files) {
    const { width, height, pages } = await sharp(await read(bytes)).metadata();
    expect({ width, height, pages }).toEqual({ width: 64, height: 64, pages: undefined });
    const [first] = await pixelsOf(await read(bytes));
    expect(Math.abs((first ?? 0) - 200)).toBeLessThanOrEqual(2);
  }
  for (const [index, bytes] of files.entries()) {
    const refusal = await refusalOf(fileOf(bytes), { ...rules, takesFirstFrame: false });
    expect(refusal?.message).toStartWith(index === 3 ? "That file has several pages." : "That picture moves.");
  }
});

test("one pixel is a picture where the rules say so, with its thumbnail and preview", async () => {
  const picture = await read(await plain(1, 1).png().toBuffer());
  const { width, height, thumbnail, preview } = await inspectImage(picture);
  expect([width, height]).toEqual([1, 1]);
  expect((await sharp(thumbnail).metadata()).width).toBe(1);
  expect(preview).toStartWith("data:image/webp;base64,");
  expect(await refusalOf(fileOf(await plain(1, 3).png().toBuffer()), { ...rules, minSide: 2 })).toMatchObject({
    ...{ code: "VALIDATION_FAILED", message: expect.stringContaining("at least 2") },
  });
});

test("a refusal names the formats and the size of the rules", async () => {
  expect((await refusalOf(fileOf("text")))?.message).toBe(
    "That file is not a picture. Send a PNG, a JPEG, a WebP, a GIF, a BMP or a TIFF.",
  );
  expect(
    (await refusalOf(fileOf(flatBitmap({ width: 64, height: 64, depth: 8 }, 1)), { formats: ["png"] }))?.message,
  ).toBe("That is a BMP. Send a PNG.");
  const large = fileOf(new Uint8Array(16 * MEBIBYTE + 1));
  expect(await refusalOf(large)).toMatchObject({
    code: "PAYLOAD_TOO_LARGE",
    message: expect.stringContaining("16 MB"),
  });
});

test("what is damaged, or is not what it says, is refused in every format", async () => {
  const whole: [string, Uint8Array][] = [
    ["gif", await noise(300, 200).gif().toBuffer()],
    ["tiff", await noise(300, 200).tiff({ compression: "lzw" }).toBuffer()],
    ["bmp", flatBitmap({ width: 300, height: 200, depth: 24 }, 9)],
  ];
  for (const [format, bytes] of whole) {
    for (const share of [0.001, 0.1, 0.5, 0.9]) {
      const refusal = await refusalOf(fileOf(bytes.subarray(0, Math.floor(bytes.length * share))));
      expect({ format, share, ...refusal }).toMatchObject({ format, share, code: "UNSUPPORTED_MEDIA_TYPE" });
    }
  }
  const wrong = [bitmap({ width: 9, height: 9, depth: 8, compression: 9 }, new Uint8Array(200)), "BM\0\0\0\0\0\0\0\0"];
  for (const bytes of wrong) expect((await refusalOf(fileOf(bytes)))?.message).toContain("damaged");
});

test("a bomb in BMP, GIF or TIFF is refused by its header, and no memory is given to its pixels", async () => {
  const gif = Buffer.from(await plain(64, 64).gif().toBuffer());
  const frame = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, 64, 0, 64, 0]));
  for (const at of [6, 8, frame + 5, frame + 7]) gif.writeUInt16LE(8_192, at);
  const tiff = await plain(8_192, 8_192).tiff({ compression: "deflate" }).toBuffer();
  const peak = await peakOf(async () => {
    const rle = bitmap({ width: 8_000, height: 8_000, depth: 8, compression: 1 }, new Uint8Array([0, 1]));
    expect((await refusalOf(fileOf(rle)))?.code).toBe("PAYLOAD_TOO_LARGE");
    const claims = bitmap({ width: 2 ** 31 - 1, height: 2 ** 31 - 1, depth: 24 }, new Uint8Array(8));
    expect((await refusalOf(fileOf(claims)))?.code).toBe("VALIDATION_FAILED");
    expect((await refusalOf(fileOf(await claiming(8_000, 8_000))))?.code).toBe("PAYLOAD_TOO_LARGE");
    expect((await refusalOf(fileOf(gif)))?.code).toBe("PAYLOAD_TOO_LARGE");
    expect((await refusalOf(fileOf(tiff)))?.code).toBe("PAYLOAD_TOO_LARGE");
  });
  expect(peak).toBeLessThan(100 * MEBIBYTE);
}, 60_000);

test("40 megapixels of BMP or TIFF are read in less than 600 MB", async () => {
  const tiff = await plain(8_000, 5_000).withMetadata({ orientation: 6 }).tiff({ compression: "deflate" }).toBuffer();
  for (const bytes of [flatBitmap({ width: 8_000, height: 5_000, depth: 1 }, 170), tiff]) {
    let picture = new Uint8Array();
    expect(
      await peakOf(async () => {
        picture = new Uint8Array(await read(bytes));
      }),
    ).toBeLessThan(600 * MEBIBYTE);
    const { width = 0, height = 0 } = await sharp(picture).metadata();
    expect(width * height).toBe(40_000_000);
  }
}, 60_000);

test("deep, CMYK and wide-gamut TIFFs become sRGB with 8 bits a channel, upright", async () => {
  const deep = await sharp(new Uint16Array(64 * 32 * 3).fill(40_000), { raw: { width: 64, height: 32, channels: 3 } })
    .toColourspace("rgb16")
    .withMetadata({ orientation: 6 })
    .tiff({ compression: "lzw" })
    .toBuffer();
  const cmyk = await plain(64, 32).toColourspace("cmyk").tiff({ compression: "lzw" }).toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe("ushort");
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  for (const [bytes, sides] of [
    [deep, [32, 64]],
    [cmyk, [64, 32]],
  ] as const) {
    const { space, depth, width, height } = await sharp(await read(bytes)).metadata();
    expect({ space, depth, sides: [width, height] }).toEqual({ space: "srgb", depth: "uchar", sides: [...sides] });
  }
  expect((await pixelsOf(await read(deep)))[0]).toBe(156);
});
