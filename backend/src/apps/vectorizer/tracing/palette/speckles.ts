import { findRegions } from "./regions";

/**
 * Gives regions of fewer than `least` pixels to the neighbour they share the longest border with, the smallest first.
 * Regions hold together at corners too, so that a thin slanting line is one. Changes `labels`.
 */
export function absorbSpeckles(labels: Uint8Array, width: number, height: number, least: number): void {
  if (least <= 1) return;
  const speckles = findRegions(labels, width, height, least);
  speckles.sort((one, other) => one.size - other.size || one.start - other.start);
  for (const { start } of speckles) {
    const pixels = pixelsOf(labels, width, height, start, least);
    if (pixels.length >= least) continue;
    const neighbour = longestBorder(labels, width, height, pixels);
    if (neighbour !== null) for (const pixel of pixels) labels[pixel] = neighbour;
  }
}

/** The pixels of a region, no more than `most`: it may have grown since it was found. */
function pixelsOf(labels: Uint8Array, width: number, height: number, start: number, most: number): number[] {
  const label = labels[start];
  const pixels = [start];
  const found = new Set(pixels);
  for (let next = 0; next < pixels.length && pixels.length < most; next++) {
    const index = pixels[next] as number;
    const [x, y] = [index % width, Math.floor(index / width)];
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let at = row * width + Math.max(0, x - 1); at <= row * width + Math.min(width - 1, x + 1); at++) {
        if (labels[at] !== label || found.has(at)) continue;
        found.add(at);
        pixels.push(at);
      }
    }
  }
  return pixels;
}

function longestBorder(labels: Uint8Array, width: number, height: number, pixels: readonly number[]): number | null {
  const lengths = new Map<number, number>();
  const own = labels[pixels[0] as number];
  for (const index of pixels) {
    const [x, y] = [index % width, Math.floor(index / width)];
    const sides = [
      x > 0 && index - 1,
      x + 1 < width && index + 1,
      y > 0 && index - width,
      y + 1 < height && index + width,
    ];
    for (const side of sides) {
      if (side === false) continue;
      const label = labels[side] as number;
      if (label !== own) lengths.set(label, (lengths.get(label) ?? 0) + 1);
    }
  }
  const [longest] = [...lengths].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return longest?.[0] ?? null;
}
