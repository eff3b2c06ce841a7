import { expect, test } from "bun:test";
import sharp from "sharp";
import { claiming, fileOf, moving, movingPng, noise, plain } from "./hostile-files.fixture";
import { readUploadedPicture } from "./uploaded-picture";

const refusalOf = (file: Blob) =>
  readUploadedPicture(file).then(
    () => null,
    ({ code, message, errors }) => ({ code, message, errors }),
  );

const pixelsOf = async (picture: Uint8Array) => [...(await sharp(picture).raw().toBuffer())];

test("what is no still JPEG, PNG or WebP is refused by its content, in words that say what it is", async () => {
  const drawing = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>';
  const cases: [string, Blob, string][] = [
    ["an SVG named .png", fileOf(drawing), "That is an SVG drawing."],
    ["text named .png", fileOf("not a picture"), "That file is not a picture."],
    ["a page", fileOf("<html><script>alert(1)</script></html>", "a.jpg"), "That file is not a picture."],
    ["a GIF", fileOf(await plain(64, 64).gif().toBuffer()), "That is a GIF."],
    ["a TIFF", fileOf(await plain(64, 64).tiff().toBuffer()), "That is a TIFF."],
    ["an AVIF", fileOf(await plain(64, 64).avif({ effort: 0 }).toBuffer()), "That is an AVIF picture."],
    ["a moving WebP", fileOf(await moving()), "That picture moves."],
    ["a moving PNG", fileOf(await movingPng()), "That picture moves."],
    ["a PNG's beginning before text", fileOf("\x89PNG\r\n\x1a\nhello"), ""],
  ];
  for (const [name, file, words] of cases) {
    const refusal = await refusalOf(file);
    expect({ name, ...refusal }).toMatchObject({ name, code: "UNSUPPORTED_MEDIA_TYPE" });
    expect(refusal?.message).toStartWith(words);
    expect(refusal?.errors).toEqual([{ path: "/body/file", message: refusal?.message }]);
  }
});

test("a picture that is cut short or garbled is refused as damaged, wherever the damage is", async () => {
  for (const format of ["jpeg", "png", "webp"] as const) {
    const whole = await noise(300, 200).toFormat(format).toBuffer();
    for (const share of [0.1, 0.5, 0.95]) {
      const refusal = await refusalOf(fileOf(whole.subarray(0, Math.floor(whole.length * share))));
      expect({ format, share, ...refusal }).toMatchObject({ format, share, code: "UNSUPPORTED_MEDIA_TYPE" });
      expect(refusal?.message).toContain("damaged");
    }
  }
});

test("an empty file and sides out of bounds name what is wrong with them", async () => {
  const cases: [string, Blob, string][] = [
    ["nothing", fileOf(""), "empty"],
    ["63 wide", fileOf(await plain(63, 64).png().toBuffer()), "63 × 64"],
    ["63 high", fileOf(await plain(64, 63).jpeg().toBuffer()), "64 × 63"],
    ["8193 wide", fileOf(await plain(8_193, 64).png().toBuffer()), "8193 × 64"],
    ["8193 high", fileOf(await plain(64, 8_193).webp().toBuffer()), "64 × 8193"],
  ];
  for (const [name, file, words] of cases) {
    const refusal = await refusalOf(file);
    expect({ name, ...refusal }).toMatchObject({ name, code: "VALIDATION_FAILED" });
    expect(refusal?.message).toContain(words);
  }
  for (const [width, height] of [
    [64, 64],
    [8_192, 64],
  ] as const) {
    expect(await readUploadedPicture(fileOf(await plain(width, height).png().toBuffer()))).toBeInstanceOf(Uint8Array);
  }
});

test("a bomb is refused by its header, and no memory is given to its pixels", async () => {
  const before = process.memoryUsage().rss;
  const bombs: [number, number, string][] = [
    [8_000, 8_000, "PAYLOAD_TOO_LARGE"],
    [50_000, 50_000, "VALIDATION_FAILED"],
    [2 ** 31 - 1, 2 ** 31 - 1, "UNSUPPORTED_MEDIA_TYPE"],
  ];
  for (const [width, height, code] of bombs) {
    expect((await refusalOf(fileOf(await claiming(width, height))))?.code).toBe(code);
  }
  // One that is as large as it says, and compresses well.
  const real = await plain(8_192, 5_000).png({ compressionLevel: 9 }).toBuffer();
  expect(real.byteLength).toBeLessThan(1_000_000);
  expect((await refusalOf(fileOf(real)))?.message).toContain("40 megapixels");
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  expect(await refusalOf(fileOf(new Uint8Array(10 * 1024 * 1024 + 1)))).toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
});

test("the largest photo, to be turned, takes no more memory than its pixels do a few times", async () => {
  const photo = await plain(7_000, 5_700).withMetadata({ orientation: 6 }).jpeg({ quality: 30 }).toBuffer();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const read = await readUploadedPicture(fileOf(photo));
  clearInterval(watch);
  const { width, height } = await sharp(read).metadata();
  expect([width, height]).toEqual([5_700, 7_000]);
  expect(peak - before).toBeLessThan(3 * 3 * 7_000 * 5_700);
}, 60_000);

test("nothing is left of a photo but its pixels, upright", async () => {
  const stripes = await sharp(Buffer.from([255, 0, 0, 0, 0, 255]), { raw: { width: 2, height: 1, channels: 3 } })
    .resize(128, 64, { kernel: "nearest" })
    .withExif({
      IFD0: { Artist: "Ada Secret", ImageDescription: "At home", Software: "Camera 7" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 3230/100" },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
    .toBuffer();
  const trailing = Buffer.concat([stripes, Buffer.from("<?php secret ?>")]);
  expect((await sharp(trailing).metadata()).exif?.includes("Ada Secret")).toBe(true);
  const read = await readUploadedPicture(fileOf(trailing));
  const { format, width, height, orientation, exif, xmp, icc, iptc, chromaSubsampling } = await sharp(read).metadata();
  expect({ format, width, height, chromaSubsampling }).toEqual({
    ...{ format: "jpeg", width: 64, height: 128, chromaSubsampling: "4:4:4" },
  });
  expect([orientation, exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(Buffer.from(read).toString("latin1")).not.toMatch(/secret|Camera|At home|GPS/i);
  // Turned by a quarter to the right: what was on the left is on top.
  const pixels = await pixelsOf(read);
  const bottom = pixels.slice(-3);
  expect([(pixels[0] ?? 0) > 240, (pixels[2] ?? 255) < 15, (bottom[0] ?? 255) < 15, (bottom[2] ?? 0) > 240]).toEqual(
    Array(4).fill(true),
  );
});

test("text in a PNG is left behind, its transparency is not", async () => {
  const picture = await plain(64, 64, 4)
    .png()
    .withExif({ IFD0: { Artist: "Ada Secret" } })
    .toBuffer();
  const read = await readUploadedPicture(fileOf(picture));
  const { format, hasAlpha, exif } = await sharp(read).metadata();
  expect({ format, hasAlpha, exif }).toEqual({ format: "png", hasAlpha: true, exif: undefined });
  expect((await pixelsOf(read)).slice(0, 4)).toEqual([200, 30, 40, 128]);
});

test("every colour space becomes sRGB with 8 bits a channel", async () => {
  const cmyk = await plain(64, 64).toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  const deep = await sharp(new Uint16Array(64 * 64 * 3).fill(40_000), { raw: { width: 64, height: 64, channels: 3 } })
    .toColourspace("rgb16")
    .png()
    .toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe("ushort");
  const grey = await plain(64, 64).greyscale().png().toBuffer();
  for (const picture of [cmyk, deep, grey]) {
    const { space, depth, channels } = await sharp(await readUploadedPicture(fileOf(picture))).metadata();
    expect({ space, depth, channels }).toEqual({ space: "srgb", depth: "uchar", channels: 3 });
  }
  expect((await pixelsOf(await readUploadedPicture(fileOf(deep))))[0]).toBe(156);

  const wide = await plain(64, 64).withIccProfile("p3").png().toBuffer();
  const unconverted = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
  expect(Math.abs((unconverted[0] ?? 0) - 200)).toBeGreaterThan(5);
  const read = await readUploadedPicture(fileOf(wide));
  expect((await sharp(read).metadata()).icc).toBeUndefined();
  for (const [index, value] of [200, 30, 40].entries()) {
    expect(Math.abs(((await pixelsOf(read))[index] ?? 0) - value)).toBeLessThanOrEqual(2);
  }
});

test("the same file gives the same bytes, and each format stays what it was", async () => {
  for (const format of ["jpeg", "png", "webp"] as const) {
    const file = fileOf(await noise(100, 80).toFormat(format).toBuffer());
    const [first, second] = await Promise.all([readUploadedPicture(file), readUploadedPicture(file)]);
    expect(Buffer.from(first).equals(second)).toBe(true);
    expect((await sharp(first).metadata()).format).toBe(format);
  }
});
