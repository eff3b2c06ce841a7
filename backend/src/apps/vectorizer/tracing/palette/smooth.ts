import { TRANSPARENT } from "../drawing";
import { NOTHING, type PackedRaster } from "./packed";

/** What one neighbour of another label costs, as the square of a distance of sRGB, 0–442. */
const DISAGREEMENT = 60;
const ROUNDS = 3;

/**
 * Makes regions of a picture without flat areas coherent: a pixel takes the label of a neighbour when that costs less in
 * colour than it saves in borders. Besag, "On the Statistical Analysis of Dirty Pictures" (1986), iterated conditional
 * modes of a Potts model. Changes `labels`.
 */
export function smoothLabels(
  labels: Uint8Array,
  { width, height, colors }: PackedRaster,
  palette: readonly number[],
): void {
  const votes = new Uint8Array(256);
  const candidates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const index = y * width + x;
        const own = labels[index] as number;
        const pixel = colors[index] as number;
        if (pixel === NOTHING) continue;
        candidates.length = 0;
        for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
          for (let at = row * width + Math.max(0, x - 1); at <= row * width + Math.min(width - 1, x + 1); at++) {
            const label = labels[at] as number;
            if (at === index || label === TRANSPARENT) continue;
            if (votes[label] === 0) candidates.push(label);
            votes[label] = (votes[label] as number) + 1;
          }
        }
        if (votes[own] === 0) candidates.push(own);
        let [best, least] = [own, Infinity];
        for (const label of candidates) {
          const cost = squaredDistance(pixel, palette[label] as number) - DISAGREEMENT * (votes[label] as number);
          if (cost < least) [best, least] = [label, cost];
        }
        for (const label of candidates) votes[label] = 0;
        labels[index] = best;
      }
    }
  }
}

function squaredDistance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16);
  const green = ((one >> 8) & 255) - ((other >> 8) & 255);
  const blue = (one & 255) - (other & 255);
  return red * red + green * green + blue * blue;
}
