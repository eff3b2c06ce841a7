export type PictureKind = "jpeg" | "png" | "webp";

/** What a file is by its first bytes, whatever its name says: a kind that is taken, or what people call the others. */
export type Recognised = { kind: PictureKind } | { otherKind: string } | null;

const HEAD_BYTES = 1_024;

export function recognise(bytes: Uint8Array): Recognised {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  for (const [pattern, kind] of kinds) if (pattern.test(head)) return { kind };
  for (const [pattern, otherKind] of otherKinds) if (pattern.test(head)) return { otherKind };
  return null;
}

const kinds: readonly (readonly [RegExp, PictureKind])[] = [
  [/^\xff\xd8\xff/, "jpeg"],
  [/^\x89PNG\r\n.\n/s, "png"],
  [/^RIFF.{4}WEBP/s, "webp"],
];

const otherKinds: readonly (readonly [RegExp, string])[] = [
  [/^GIF8/, "a GIF"],
  [/^.{4}ftypavi[fs]/s, "an AVIF picture"],
  [/^.{4}ftyp(?:hei|hev|mif1|msf1)/s, "a HEIC picture, as phones take them"],
  [/^.{4}ftyp/s, "a video"],
  [/^(?:II\*\0|MM\0\*)/, "a TIFF"],
  [/^BM.{4}\0{4}/s, "a BMP"],
  [/^8BPS/, "a Photoshop file"],
  [/^%PDF-/, "a PDF"],
  [/<svg[\s>]/i, "an SVG drawing"],
];

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
