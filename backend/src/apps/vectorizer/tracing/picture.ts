import sharp from "sharp";
import type { Raster } from "./drawing";

/** A bitmap as it is traced, and the size that it really has. */
export interface Picture {
  raster: Raster;
  /** Pixels of the original, after its orientation was applied. */
  width: number;
  height: number;
}

/** Pixels of the largest bitmap that is decoded or rendered. */
const MAX_PIXELS = 4_096 * 4_096 * 4;

/**
 * @param maxSide pixels; a larger picture is made smaller, by Mitchell's kernel, which leaves no rings along edges
 * @throws when the bytes are damaged or no picture
 */
export async function decodePicture(bytes: Uint8Array, { maxSide }: { maxSide: number }): Promise<Picture> {
  const { autoOrient } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
  const { width, height } = autoOrient;
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true, kernel: "mitchell" })
    .toColorspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { raster: rasterOf(data, info), width, height };
}

export async function encodePng({ width, height, data }: Raster): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 8 })
    .toBuffer();
}

/**
 * Draws an SVG as librsvg does, over nothing, stretched to a size in pixels.
 *
 * @throws when it is no SVG
 */
export async function renderSvg(svg: string, width: number, height: number): Promise<Raster> {
  const { data, info } = await sharp(Buffer.from(sized(svg, width, height)), {
    limitInputPixels: MAX_PIXELS,
    unlimited: true,
  })
    .resize(width, height, { fit: "fill" })
    .toColorspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return rasterOf(data, info);
}

/** librsvg draws at the size that the root names; asking for another here spares a blur. */
function sized(svg: string, width: number, height: number): string {
  return svg.replace(/<svg\b[^>]*>/, (root) => {
    const own = (name: string) => root.match(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`))?.[1];
    const box = /\sviewBox=/.test(root) ? "" : ` viewBox="0 0 ${own("width")} ${own("height")}"`;
    const bare = root.replace(/\s(?:width|height|preserveAspectRatio)="[^"]*"/g, "");
    return bare.replace(/^<svg/, `<svg width="${width}" height="${height}" preserveAspectRatio="none"${box}`);
  });
}

function rasterOf(data: Buffer, { width, height }: { width: number; height: number }): Raster {
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
