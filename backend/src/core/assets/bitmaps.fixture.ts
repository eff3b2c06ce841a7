const HEADERS_BYTES = 54;

export interface BitmapShape {
  width: number;
  height: number;
  /** Bits a pixel: up to 8 point into a grey ramp. */
  depth: 1 | 4 | 8 | 24 | 32;
  /** 1 is RLE8, 2 is RLE4. */
  compression?: number;
  isTopDown?: boolean;
}

/** A BMP with Windows' header. @param data its rows as they are in the file, each filled up to four bytes */
export function bitmap(
  { width, height, depth, compression = 0, isTopDown }: BitmapShape,
  data: Uint8Array,
): Uint8Array {
  const colors = depth <= 8 ? 2 ** depth : 0;
  const ramp = Array.from({ length: colors }, (_, index) => Math.round((255 * index) / (colors - 1)));
  const header = Buffer.alloc(HEADERS_BYTES);
  const offset = HEADERS_BYTES + 4 * colors;
  header.write("BM");
  header.writeUInt32LE(offset + data.length, 2);
  header.writeUInt32LE(offset, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(isTopDown ? -height : height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(depth, 28);
  header.writeUInt32LE(compression, 30);
  header.writeUInt32LE(data.length, 34);
  header.writeUInt32LE(colors, 46);
  return new Uint8Array(Buffer.concat([header, Buffer.from(ramp.flatMap((grey) => [grey, grey, grey, 0])), data]));
}

/** All of one byte, of the size that its shape needs. */
export function flatBitmap(shape: BitmapShape, byte: number): Uint8Array {
  const rowBytes = Math.ceil((shape.width * shape.depth) / 32) * 4;
  return bitmap(shape, new Uint8Array(rowBytes * shape.height).fill(byte));
}
