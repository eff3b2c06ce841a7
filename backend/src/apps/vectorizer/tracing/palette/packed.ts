import { type HexColor, type LabelMap, type Raster, TRANSPARENT } from "../drawing";
import { formatColor, parseColor, type Rgb } from "./oklab";

/** A picture of pixels that are there or not, one number each: 0xrrggbb, or {@link NOTHING}. */
export interface PackedRaster {
  readonly width: number;
  readonly height: number;
  readonly colors: Uint32Array;
}

/** A pixel that is not there. */
export const NOTHING = 0xffffffff;
/** Alpha of a pixel that is more there than not. */
const OPAQUE_FROM = 128;

/** Whether any pixel of a picture is not there. */
export function hasNothing({ data }: Raster): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] as number) < OPAQUE_FROM) return true;
  return false;
}

/** Whether no pixel of a picture is there. */
export function isEmpty({ data }: Raster): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] as number) >= OPAQUE_FROM) return false;
  return true;
}

/** Of what is more than half covered, the colour alone. */
export function packRaster({ width, height, data }: Raster): PackedRaster {
  const colors = new Uint32Array(width * height);
  for (let index = 0, at = 0; index < colors.length; index++, at += 4) {
    const isThere = (data[at + 3] as number) >= OPAQUE_FROM;
    colors[index] = isThere
      ? ((data[at] as number) << 16) | ((data[at + 1] as number) << 8) | (data[at + 2] as number)
      : NOTHING;
  }
  return { width, height, colors };
}

export function unpackRaster({ width, height, colors }: PackedRaster): Raster {
  const data = new Uint8Array(colors.length * 4);
  for (const [index, color] of colors.entries()) {
    if (color !== NOTHING) data.set([color >> 16, (color >> 8) & 255, color & 255, 255], index * 4);
  }
  return { width, height, data };
}

/** A label map as the picture it stands for. */
export function paintLabels({ width, height, labels, palette }: LabelMap): Raster {
  const data = new Uint8Array(labels.length * 4);
  const pixels = palette.map((color) => [...parseColor(color), 255]);
  for (const [index, label] of labels.entries()) {
    const pixel = label === TRANSPARENT ? undefined : pixels[label];
    if (pixel) data.set(pixel, index * 4);
  }
  return { width, height, data };
}

/** @param color 0xrrggbb */
export function channelsOf(color: number): Rgb {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

/** "#rrggbb" of 0xrrggbb. */
export function hexOf(color: number): HexColor {
  return formatColor(channelsOf(color));
}

/** The largest difference of a channel, 0–255. */
export function channelDifference(one: number, other: number): number {
  return Math.max(
    Math.abs((one >> 16) - (other >> 16)),
    Math.abs(((one >> 8) & 255) - ((other >> 8) & 255)),
    Math.abs((one & 255) - (other & 255)),
  );
}
