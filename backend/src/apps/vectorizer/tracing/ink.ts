import { type LabelMap, type Raster, TRANSPARENT } from "./drawing";

/** Luma of the lightest ink when there is nothing to tell it from. */
const MIDDLE = 127;

/**
 * Line art in black on nothing: what is darker than the threshold that parts dark from light best, as the picture looks
 * on white paper. Otsu, "A Threshold Selection Method from Gray-Level Histograms" (1979), on the luma of Rec. 709.
 */
export function inkOf({ width, height, data }: Raster): LabelMap {
  const lumas = new Uint8Array(width * height);
  const counts = new Float64Array(256);
  for (let index = 0, at = 0; index < lumas.length; index++, at += 4) {
    const alpha = (data[at + 3] as number) / 255;
    const luma = 0.2126 * (data[at] as number) + 0.7152 * (data[at + 1] as number) + 0.0722 * (data[at + 2] as number);
    const value = Math.round(luma * alpha + 255 * (1 - alpha));
    lumas[index] = value;
    counts[value] = (counts[value] as number) + 1;
  }
  const threshold = thresholdOf(counts);
  return { width, height, labels: lumas.map((luma) => (luma <= threshold ? 0 : TRANSPARENT)), palette: ["#000000"] };
}

/** The value up to which all is dark; of several that part equally well, the one in the middle. */
function thresholdOf(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const moment = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [dark, darkMoment] = [0, 0];
  let [most, first, last] = [0, MIDDLE, MIDDLE];
  for (const [value, count] of counts.entries()) {
    dark += count;
    darkMoment += count * value;
    const bright = total - dark;
    if (dark === 0 || bright === 0) continue;
    const spread = dark * bright * (darkMoment / dark - (moment - darkMoment) / bright) ** 2;
    if (spread > most) [most, first, last] = [spread, value, value];
    else if (spread === most) last = value;
  }
  return Math.floor((first + last) / 2);
}
