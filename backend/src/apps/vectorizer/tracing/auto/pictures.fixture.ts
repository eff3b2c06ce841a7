import { readFile } from "node:fs/promises";
import { avataaars, notionists, pixelArt } from "@dicebear/collection";
import { createAvatar, type Style } from "@dicebear/core";
import sharp from "sharp";
import type { Raster } from "../drawing";
import { renderSvg } from "../picture";

/** A picture of a package of vector pictures, by the path of its file, rendered. */
export async function renderPackaged(path: string, side = 512): Promise<Raster> {
  return renderSvg(await readFile(require.resolve(path), "utf8"), side, side);
}

const styles = { avataaars, notionists, pixelArt };

/** A portrait by one of the illustrators, the same every time. */
export async function renderAvatar(style: keyof typeof styles, side = 512): Promise<Raster> {
  const avatar = createAvatar(styles[style] as Style<object>, { seed: "lumiku 0" });
  return renderSvg(avatar.toString(), side, side);
}

/** Soft blobs of light and dark in noise, as a photo out of focus. The same every time. */
export function paintPhoto(side = 256): Raster {
  const data = new Uint8Array(side * side * 4);
  let state = 7;
  for (let index = 0; index < side * side; index++) {
    const [x, y] = [(index % side) / side, Math.floor(index / side) / side];
    for (let channel = 0; channel < 3; channel++) {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      const light = Math.sin(7 * x + channel) * Math.cos(5 * y - channel) + Math.sin(11 * (x + y)) / 3;
      data[index * 4 + channel] = Math.min(255, Math.max(0, 128 + 80 * light + ((state >> 16) % 17) - 8));
    }
    data[index * 4 + 3] = 255;
  }
  return { width: side, height: side, data };
}

/** Nothing but noise, the same every time. */
export function paintNoise(side = 128): Raster {
  let state = 3;
  const data = Uint8Array.from({ length: side * side * 4 }, (_, index) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return index % 4 === 3 ? 255 : (state >> 16) & 255;
  });
  return { width: side, height: side, data };
}

/** Every pixel as a square, without smoothing. */
export async function enlarge({ data, width, height }: Raster, side: number): Promise<Raster> {
  const large = sharp(data, { raw: { width, height, channels: 4 } }).resize(side, side, {
    kernel: "nearest",
    fit: "fill",
  });
  return { width: side, height: side, data: new Uint8Array(await large.raw().toBuffer()) };
}

/** What a JPEG of the picture on white paper gives back. */
export async function throughJpeg({ data, width, height }: Raster, quality: number): Promise<Raster> {
  const jpeg = await sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality })
    .toBuffer();
  return { width, height, data: new Uint8Array(await sharp(jpeg).ensureAlpha().raw().toBuffer()) };
}
