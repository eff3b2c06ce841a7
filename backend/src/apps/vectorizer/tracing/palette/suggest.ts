import type { Palette } from "@lumiku/contracts/vectorizer-traces";
import { type Raster, TRANSPARENT } from "../drawing";
import { deltaE2000, writeLab } from "../quality/delta-e";
import { findAreas } from "./areas";
import { type Cluster, listColors, mergeClusters, nearestIndex, refineClusters } from "./cluster";
import { countColors, findDistinctColors } from "./distinct";
import { withoutGlass } from "./glass";
import { channelsOf, hexOf, packRaster } from "./packed";

const MAX_SUGGESTED = 12;

/**
 * Palettes of 2 to 12 colours that stand for a picture, the smallest first; none has more colours than the picture, and
 * a picture of one colour has one palette. The same picture always gets the same.
 */
export function suggestPalettes(raster: Raster): Palette[] {
  const packed = packRaster(withoutGlass(raster));
  const { clusters, labels } = findDistinctColors(packed, findAreas(packed));
  if (clusters.length === 0) return [];
  const pixels = new Float64Array(256);
  for (const label of labels) pixels[label] = (pixels[label] as number) + 1;
  const opaque = labels.length - (pixels[TRANSPARENT] as number);
  const weighed = clusters.map((cluster, label) => ({ ...cluster, weight: Math.max(1, pixels[label] as number) }));
  const shades = listColors(countColors(packed));

  const palettes: Palette[] = [];
  let merged: Cluster[] = weighed;
  for (let count = Math.min(MAX_SUGGESTED, clusters.length); count >= Math.min(2, clusters.length); count--) {
    merged = mergeClusters(merged, count);
    const chosen = refineClusters(merged, weighed);
    const shares = chosen.map(() => 0);
    for (const { oklab, weight } of weighed) {
      const index = nearestIndex(chosen, oklab);
      shares[index] = (shares[index] as number) + weight / opaque;
    }
    const colors = chosen.map(({ color }, index) => ({
      color: hexOf(color),
      share: Math.min(1, shares[index] as number),
    }));
    palettes.unshift({
      colors: colors.sort((one, other) => other.share - one.share || one.color.localeCompare(other.color)),
      deltaE: meanDifference(shades, chosen),
    });
  }
  return palettes;
}

/** CIEDE2000, each colour by the pixels that have it. */
function meanDifference(shades: readonly Cluster[], palette: readonly Cluster[]): number {
  const lab = new Float64Array(6);
  const write = (color: number, offset: number) => writeLab(...channelsOf(color), lab, offset);
  let [sum, weights] = [0, 0];
  for (const { color, oklab, weight } of shades) {
    write(color, 0);
    write(palette[nearestIndex(palette, oklab)]?.color ?? 0, 3);
    const [l1, a1, b1, l2, a2, b2] = lab as unknown as [number, number, number, number, number, number];
    sum += weight * deltaE2000(l1, a1, b1, l2, a2, b2);
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}
