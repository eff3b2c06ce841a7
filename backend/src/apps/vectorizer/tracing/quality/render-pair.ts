import sharp from "sharp";
import type { Raster } from "../drawing";
import { renderSvg } from "../picture";
import { type OpaquePicture, overWhite } from "./opaque";

/** The bitmap and what was traced from it, as they look on white paper. */
export interface Pair {
  readonly original: OpaquePicture;
  readonly traced: OpaquePicture;
}

/**
 * Both at the bitmap's size; larger than `maxSide` pixels, both are made smaller by the same kernel, so that neither is
 * sharper for the way it was made.
 */
export async function renderPair(raster: Raster, svg: string, maxSide: number): Promise<Pair> {
  const rendered = await renderSvg(svg, raster.width, raster.height);
  const [original, traced] = await Promise.all([shrink(raster, maxSide), shrink(rendered, maxSide)]);
  return { original: overWhite(original), traced: overWhite(traced) };
}

/** The picture with its longest side at most `maxSide` pixels. */
export async function shrink(raster: Raster, maxSide: number): Promise<Raster> {
  const { width, height, data } = raster;
  if (Math.max(width, height) <= maxSide) return raster;
  const small = await sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .resize({ width: maxSide, height: maxSide, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: small.info.width, height: small.info.height, data: new Uint8Array(small.data) };
}
