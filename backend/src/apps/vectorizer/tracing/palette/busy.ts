import type { LabelMap, Raster } from "../drawing";
import { findAreas } from "./areas";
import { channelDifference, NOTHING, type PackedRaster, packRaster } from "./packed";

/** Borders between two pixels beyond which a map is not drawn: lines of four pixels, all over 2,048 pixels a side, are a little too many. */
export const MOST_BORDERS = 1_200_000;
/** Pixels beyond which it takes too long to find what colour they are: those of no flat area, or beside another colour. */
const MOST_BUSY_PIXELS = 3_000_000;
/** Share of busy pixels from which a picture is noise. */
const NOISE_SHARE = 0.95;
/** Of noise, which VTracer takes longest for. */
const MOST_NOISE_PIXELS = 400_000;

/** Pairs of pixels, side by side or one above the other, that have different labels. */
export function countBorders({ width, height, labels }: Omit<LabelMap, "palette">): number {
  let count = 0;
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      if (x + 1 < width && labels[index] !== labels[index + 1]) count++;
      if (y + 1 < height && labels[index] !== labels[index + width]) count++;
    }
  }
  return count;
}

/** The longest side, in pixels, of a copy of a picture that is calm enough to find its colours; its own when it is. */
export function calmSideOf(raster: Raster): number {
  const { width, height } = raster;
  const isSmall = width * height <= MOST_BUSY_PIXELS;
  return sideOf(raster, isSmall ? 1 : MOST_BUSY_PIXELS / countBusyPixels(packRaster(raster)));
}

/** As {@link calmSideOf}, but only of what is noise all over: VTracer draws a photo quickly that has any calm areas. */
export function noiselessSideOf(raster: Raster): number {
  const { width, height } = raster;
  const busy = width * height <= MOST_NOISE_PIXELS ? 0 : countBusyPixels(packRaster(raster));
  return sideOf(raster, busy > NOISE_SHARE * width * height ? MOST_NOISE_PIXELS / busy : 1);
}

/**
 * The longest side, in pixels, of a copy of a mapped picture that can be drawn; its own when it can. Lines are as many in
 * a smaller copy and only shorter, whereas no copy has more than two borders a pixel.
 *
 * @param isSure whether the copy must hold, not only most likely
 */
export function drawableSideOf(map: LabelMap, isSure: boolean): number {
  const borders = countBorders(map);
  if (borders <= MOST_BORDERS) return sideOf(map, 1);
  const certain = MOST_BORDERS / (2 * map.labels.length);
  return sideOf(map, isSure ? certain : Math.max(certain, (MOST_BORDERS / borders) ** 2));
}

/** The longest side of a copy that has such a share of the pixels. */
function sideOf({ width, height }: { width: number; height: number }, share: number): number {
  return Math.max(1, Math.floor(Math.max(width, height) * Math.sqrt(Math.min(1, share))));
}

/** Pixels that are there, but of no flat area, or unlike the one to the right or below. */
function countBusyPixels(packed: PackedRaster): number {
  const { width, height, colors } = packed;
  const { isFlat, tolerance } = findAreas(packed);
  const isUnlike = (own: number, other: number) =>
    own !== other && (other === NOTHING || channelDifference(own, other) > tolerance);
  let count = 0;
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index++) {
      const own = colors[index] as number;
      if (own === NOTHING) continue;
      const isBusy =
        isFlat[index] === 0 ||
        (x + 1 < width && isUnlike(own, colors[index + 1] as number)) ||
        (y + 1 < height && isUnlike(own, colors[index + width] as number));
      if (isBusy) count++;
    }
  }
  return count;
}
