import { readImage } from "@neplex/vectorizer";
import sharp, { type Sharp } from "sharp";

/** Of the file's own header, before that of the picture. */
const FILE_HEADER_BYTES = 14;
/** The picture's header as OS/2 wrote it, with 16 bits a side. */
const CORE_HEADER_BYTES = 12;

/**
 * A BMP's sides in pixels, as its header says.
 *
 * @throws RangeError when it is cut short
 */
export function readBitmapSides(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = FILE_HEADER_BYTES + 4;
  if (view.getUint32(FILE_HEADER_BYTES, true) === CORE_HEADER_BYTES) {
    return { width: view.getUint16(at, true), height: view.getUint16(at + 2, true) };
  }
  // One that begins with its top row has a negative height.
  return { width: Math.abs(view.getInt32(at, true)), height: Math.abs(view.getInt32(at + 4, true)) };
}

/**
 * Decodes a BMP, which libvips does not read, with the Rust library `image`: every depth, RLE and bit fields included.
 * Its pixels take four bytes each: check the sides first.
 */
export async function openBitmap(bytes: Uint8Array): Promise<Sharp> {
  const { width, height, pixels } = await readImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return sharp(pixels, { raw: { width, height, channels: 4 } });
}
