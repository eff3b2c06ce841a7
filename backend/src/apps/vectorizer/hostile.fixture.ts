import sharp, { type Sharp } from "sharp";
import { bitmap, flatBitmap } from "../../core/assets/bitmaps.fixture";
import { claiming, moving, movingPng, noise, plain } from "../../core/assets/hostile-files.fixture";
import { inOrientation, ORIENTATIONS, withBrokenSum, withChunk, withProfile } from "./hostile-files.fixture";
import { checkerboard, gradient, monochromeNoise, spirals, tiles } from "./hostile-pictures.fixture";

/** What has to come of an input. */
export type Fate =
  /** Refused when it is brought. */
  | { refused: "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_FAILED" | "PAYLOAD_TOO_LARGE" }
  /** Brought, and refused when it is to be traced. */
  | { untraceable: "NOTHING_TO_TRACE" }
  /** Traced to an SVG of this size, with these colours where they are asked for: shares of its sides, "#rrggbb". */
  | { traced: [width: number, height: number]; colors?: [x: number, y: number, color: string][] }
  /** Traced to an SVG of this size, or refused because there is too much in it. */
  | { tracedOrRefused: [width: number, height: number] };

export interface HostileInput {
  name: string;
  bytes(): Promise<Uint8Array> | Uint8Array;
  fate: Fate;
}

/** Red, with half its alpha where there is any. */
const RED = "#c81e28";
const refused = (
  code: "UNSUPPORTED_MEDIA_TYPE" | "VALIDATION_FAILED" | "PAYLOAD_TOO_LARGE" = "UNSUPPORTED_MEDIA_TYPE",
) => ({
  refused: code,
});
const red = (width: number, height: number): Fate => ({ traced: [width, height], colors: [[0.5, 0.5, RED]] });
const encoded = (picture: Sharp) => picture.toBuffer();
const text = (content: string) => () => new TextEncoder().encode(content);
const shortened = async (whole: Promise<Uint8Array> | Uint8Array, share = 0.6) => {
  const bytes = await whole;
  return bytes.subarray(0, Math.floor(bytes.length * share));
};

const noPictures: HostileInput[] = [
  { name: "a text called .png", bytes: text("I am a picture, believe me."), fate: refused() },
  { name: "a web page", bytes: text("<!doctype html><script>alert(1)</script>"), fate: refused() },
  {
    name: "an SVG with a script",
    bytes: text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    fate: refused(),
  },
  {
    name: "an SVG with an external entity",
    bytes: text(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
    ),
    fate: refused(),
  },
  { name: "a PDF", bytes: text("%PDF-1.7\n1 0 obj\n<<>>\nendobj"), fate: refused() },
  { name: "a video", bytes: text("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"), fate: refused() },
  { name: "nothing at all", bytes: () => new Uint8Array(), fate: refused("VALIDATION_FAILED") },
  {
    name: "a file of more than 16 MB",
    bytes: () => new Uint8Array(16 * 1_048_576 + 1),
    fate: refused("PAYLOAD_TOO_LARGE"),
  },
];

const bombs: HostileInput[] = [
  {
    name: "a PNG that says it has 64 megapixels",
    bytes: () => claiming(8_000, 8_000),
    fate: refused("PAYLOAD_TOO_LARGE"),
  },
  {
    name: "a PNG that says it has four exapixels",
    bytes: () => claiming(2 ** 31 - 1, 2 ** 31 - 1),
    fate: refused(),
  },
  {
    name: "a PNG of 67 megapixels in few bytes",
    bytes: () => encoded(plain(8_192, 8_192).png({ compressionLevel: 9, palette: true })),
    fate: refused("PAYLOAD_TOO_LARGE"),
  },
  {
    name: "a TIFF of 67 megapixels in few bytes",
    bytes: () => encoded(plain(8_192, 8_192).tiff({ compression: "deflate" })),
    fate: refused("PAYLOAD_TOO_LARGE"),
  },
  {
    name: "a BMP whose run lengths are to fill 64 megapixels",
    bytes: () => bitmap({ width: 8_000, height: 8_000, depth: 8, compression: 1 }, new Uint8Array([0, 1])),
    fate: refused("PAYLOAD_TOO_LARGE"),
  },
  {
    name: "a PNG with a comment that unpacks to 300 MB",
    bytes: async () =>
      withChunk(await encoded(plain(64, 64).png()), "zTXt", [
        ...Buffer.from("Comment\0\0"),
        ...Bun.deflateSync(new Uint8Array(300_000_000), { windowBits: 15 }),
      ]),
    fate: red(64, 64),
  },
  {
    name: "the largest flat picture that is taken",
    bytes: () => encoded(plain(8_192, 4_882).png({ palette: true })),
    fate: red(8_192, 4_882),
  },
];

const damaged: HostileInput[] = [
  ...(["png", "jpeg", "webp", "gif", "tiff"] as const).map((format) => ({
    name: `half a ${format.toUpperCase()}`,
    bytes: () => shortened(encoded(noise(300, 200).toFormat(format))),
    fate: refused(),
  })),
  {
    name: "half a BMP",
    bytes: () => shortened(flatBitmap({ width: 300, height: 200, depth: 24 }, 90)),
    fate: refused(),
  },
  {
    name: "a PNG whose sum is wrong",
    bytes: async () => withBrokenSum(await encoded(noise(64, 64).png())),
    fate: refused(),
  },
  {
    name: "a BMP with a header that no program writes",
    bytes: () => bitmap({ width: 9, height: 9, depth: 8, compression: 9 }, new Uint8Array(200)),
    fate: refused(),
  },
  {
    name: "a BMP whose runs go on beyond its rows",
    bytes: () => bitmap({ width: 4, height: 2, depth: 8, compression: 1 }, new Uint8Array(5_000).fill(255)),
    fate: refused(),
  },
];

const odd: HostileInput[] = [
  { name: "one pixel", bytes: () => encoded(plain(1, 1).png()), fate: red(1, 1) },
  { name: "a column of 8192 pixels", bytes: () => encoded(plain(1, 8_192).png()), fate: red(1, 8_192) },
  { name: "a row of 8192 pixels", bytes: () => encoded(plain(8_192, 1).png()), fate: red(8_192, 1) },
  {
    name: "a PNG of 16 bits a channel",
    bytes: () => encoded(plain(64, 64).toColourspace("rgb16").png()),
    fate: red(64, 64),
  },
  {
    name: "a JPEG in CMYK",
    bytes: () => encoded(plain(64, 64).toColourspace("cmyk").jpeg({ quality: 95 })),
    fate: { traced: [64, 64] },
  },
  { name: "a PNG with a palette", bytes: () => encoded(plain(64, 64).png({ palette: true })), fate: red(64, 64) },
  {
    name: "a PNG in grey with alpha",
    bytes: () => encoded(plain(64, 64, 4).greyscale().ensureAlpha(1).png()),
    fate: { traced: [64, 64] },
  },
  {
    name: "a PNG in a wide gamut",
    bytes: () => encoded(plain(64, 64).withIccProfile("p3").png()),
    fate: red(64, 64),
  },
  {
    name: "a PNG with a broken colour profile",
    bytes: async () => withProfile(await encoded(plain(64, 64).png()), "no profile"),
    fate: red(64, 64),
  },
  {
    name: "a GIF that moves",
    bytes: async () => {
      const frames = await Promise.all([encoded(plain(64, 64).png()), encoded(noise(64, 64).png())]);
      return encoded(sharp(frames, { join: { animated: true } }).gif());
    },
    fate: red(64, 64),
  },
  { name: "a WebP that moves", bytes: moving, fate: red(64, 64) },
  { name: "a PNG that moves", bytes: movingPng, fate: red(64, 64) },
  { name: "a WebP without loss", bytes: () => encoded(plain(64, 64).webp({ lossless: true })), fate: red(64, 64) },
  { name: "a GIF of one colour", bytes: () => encoded(plain(64, 64).gif({ colours: 2 })), fate: red(64, 64) },
  {
    name: "a BMP from its top row down",
    bytes: () => flatBitmap({ width: 64, height: 64, depth: 24, isTopDown: true }, 90),
    fate: { traced: [64, 64], colors: [[0.5, 0.5, "#5a5a5a"]] },
  },
  {
    name: "a BMP of run lengths",
    bytes: () => bitmap({ width: 5, height: 1, depth: 8, compression: 1 }, new Uint8Array([5, 255, 0, 1])),
    fate: { traced: [5, 1], colors: [[0.5, 0.5, "#ffffff"]] },
  },
  {
    name: "a TIFF of two pages",
    bytes: async () => {
      const pages = await Promise.all([encoded(plain(64, 64).png()), encoded(noise(64, 64).png())]);
      return encoded(sharp(pages, { join: { animated: true } }).tiff());
    },
    fate: red(64, 64),
  },
  {
    name: "a TIFF in tiles",
    bytes: () => encoded(plain(300, 200).tiff({ tile: true, tileWidth: 64, tileHeight: 64, compression: "lzw" })),
    fate: red(300, 200),
  },
  {
    name: "a picture of nothing",
    bytes: () =>
      encoded(
        sharp({ create: { width: 64, height: 64, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } }).png(),
      ),
    fate: { untraceable: "NOTHING_TO_TRACE" },
  },
  {
    name: "a picture that half shines through",
    bytes: () => encoded(plain(64, 64, 4).png()),
    fate: { traced: [64, 64] },
  },
  {
    name: "a PNG with a web page behind its end",
    bytes: async () => Buffer.concat([await encoded(plain(64, 64).png()), Buffer.from("<script>alert(1)</script>")]),
    fate: red(64, 64),
  },
  ...ORIENTATIONS.map(({ orientation, size, corners }) => ({
    name: `a JPEG of orientation ${orientation}`,
    bytes: () => inOrientation(orientation),
    fate: {
      traced: size,
      colors: [
        [0.1, 0.1, corners[0]],
        [0.9, 0.1, corners[1]],
      ] as [number, number, string][],
    },
  })),
];

const busy: HostileInput[] = [
  {
    name: "noise of 4096 × 4096 pixels, black on white",
    bytes: () => monochromeNoise(4_096),
    fate: { tracedOrRefused: [4_096, 4_096] },
  },
  {
    name: "noise of 3000 × 3000 pixels in all colours",
    bytes: () => encoded(noise(3_000, 3_000).jpeg({ quality: 60 })),
    fate: { tracedOrRefused: [3_000, 3_000] },
  },
  {
    name: "a checkerboard of single pixels",
    bytes: () => checkerboard(2_048),
    fate: { tracedOrRefused: [2_048, 2_048] },
  },
  { name: "spirals within spirals", bytes: () => spirals(2_048), fate: { tracedOrRefused: [2_048, 2_048] } },
  {
    name: "ten thousand tiles, no two of one colour",
    bytes: () => tiles(2_000, 100),
    fate: { tracedOrRefused: [2_000, 2_000] },
  },
  {
    name: "a gradient of 40 megapixels",
    bytes: () => gradient(8_000, 5_000),
    fate: { tracedOrRefused: [8_000, 5_000] },
  },
];

/** Small ones, which are brought together, and those that take all there is. */
export const hostileInputs = { small: [...noPictures, ...damaged, ...odd], heavy: [...bombs, ...busy] };
