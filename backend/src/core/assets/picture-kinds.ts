import type { PictureFormat } from "@lumiku/app-sdk/server";

/** What the library keeps. */
export type PictureKind = "jpeg" | "png" | "webp";

/** What a file is by its first bytes, whatever its name says: a format that can be read, or what people call the others. */
export type Recognised = { format: PictureFormat } | { otherKind: string } | null;

/** What people call them, after "a". */
export const formatNames: Record<PictureFormat, string> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  gif: "GIF",
  bmp: "BMP",
  tiff: "TIFF",
};

const HEAD_BYTES = 1_024;

export function recognise(bytes: Uint8Array): Recognised {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  for (const [pattern, format] of formats) if (pattern.test(head)) return { format };
  for (const [pattern, otherKind] of otherKinds) if (pattern.test(head)) return { otherKind };
  return null;
}

const formats: readonly (readonly [RegExp, PictureFormat])[] = [
  [/^\xff\xd8\xff/, "jpeg"],
  [/^\x89PNG\r\n.\n/s, "png"],
  [/^RIFF.{4}WEBP/s, "webp"],
  [/^GIF8/, "gif"],
  [/^(?:II[*+]\0|MM\0[*+])/, "tiff"],
  [/^BM.{4}\0{4}/s, "bmp"],
];

const otherKinds: readonly (readonly [RegExp, string])[] = [
  [/^.{4}ftypavi[fs]/s, "an AVIF picture"],
  [/^.{4}ftyp(?:hei|hev|mif1|msf1)/s, "a HEIC picture, as phones take them"],
  [/^.{4}ftyp/s, "a video"],
  [/^8BPS/, "a Photoshop file"],
  [/^%PDF-/, "a PDF"],
  [/<svg[\s>]/i, "an SVG drawing"],
];

/** What the library keeps a file of this format as. */
export const keptAs = (format: PictureFormat): PictureKind => (format === "jpeg" || format === "webp" ? format : "png");

/** Whether a PNG moves (APNG): it says so in a chunk before its pixels. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.byteLength; at += view.getUint32(at) + 12) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
  }
  return false;
}
