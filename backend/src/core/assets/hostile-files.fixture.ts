import sharp, { type Sharp } from "sharp";

/** Names as a browser would send them, which say nothing about what is inside. */
export const fileOf = (bytes: Uint8Array | string, name = "photo.png") =>
  new File([typeof bytes === "string" ? bytes : bytes.slice()], name, { type: "image/png" });

export const plain = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 30, b: 40, alpha: 0.5 } } });

/** Like a photo: noise, which no encoder makes small. */
export const noise = (width: number, height: number): Sharp =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: "black" },
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  });

/** Two frames. */
export async function moving(): Promise<Buffer> {
  const frames = await Promise.all([plain(64, 64).png().toBuffer(), noise(64, 64).png().toBuffer()]);
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
}

/** A PNG with the chunk that makes it move, in front of its pixels. */
export async function movingPng(): Promise<Uint8Array> {
  const png = await plain(64, 64).png().toBuffer();
  const afterHeader = 8 + 12 + 13;
  return new Uint8Array(
    Buffer.concat([png.subarray(0, afterHeader), chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), png.subarray(afterHeader)]),
  );
}

/** A PNG of a few bytes that says it has so many pixels. */
export async function claiming(width: number, height: number): Promise<Uint8Array> {
  const png = await plain(64, 64).png().toBuffer();
  const header = Buffer.from(png.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return new Uint8Array(Buffer.concat([png.subarray(0, 8), chunk("IHDR", [...header]), png.subarray(33)]));
}

function chunk(type: string, data: readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), Buffer.from(data)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(Bun.hash.crc32(body));
  return Buffer.concat([length, body, sum]);
}
