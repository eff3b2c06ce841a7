import { TRANSPARENT } from "../drawing";
import { growingIntegers } from "../outline/growing";
import type { Areas } from "./areas";
import { colorDistance, mixtureOf } from "./mixtures";
import { createNearestColor } from "./nearest-color";
import { channelDifference, NOTHING, type PackedRaster } from "./packed";

/** A pixel that no colour was found for yet. */
const UNKNOWN = 254;
/** Of sRGB, 0–442: a mixture must explain a pixel better than one colour alone by so much. */
const CLEARLY = 0.5;
/** Coverage from which a line thinner than a pixel is drawn. */
const THIN = 0.4;
/** Pixels around one in which the colours are sought that it may be a mixture of: near ones explain it first. */
const REACHES = [1, 2, 4] as const;
/** Difference of a channel that is taken for none, from which a picture is no drawing. */
const NOISY = 6;
/** Share of flat pixels from which it is worth to look far. */
const MOSTLY_FLAT = 0.4;
/** Share of flat pixels below which there are no areas that the others could be mixtures of. */
const HARDLY_FLAT = 0.02;
/** Pixels up to which even those are looked at one by one. */
const MOST_MIXED = 250_000;

/** What each pixel is, and whether the colours explain it. */
export interface Assignment {
  readonly labels: Uint8Array;
  /** Indices of pixels that neither a colour nor a mixture of two comes near. */
  readonly odd: Int32Array;
}

/** A label, and how far its pixel is from what that would make of it. */
interface Explanation {
  label: number;
  residual: number;
}

/**
 * Each pixel to one of the colours. Pixels of flat areas go to the nearest colour; those of an anti-aliased border go to
 * the one of the two areas that covers more of them, never to a third that happens to lie between; lines that are too
 * thin to be flat anywhere go to the colour they are a mixture with.
 *
 * @param colors 0xrrggbb each, at most 253
 */
export function assignColors(
  packed: PackedRaster,
  { isFlat, tolerance }: Areas,
  colors: readonly number[],
): Assignment {
  const { colors: pixels } = packed;
  const labels = new Uint8Array(pixels.length);
  const odd = growingIntegers();
  const explained = explainedWithin(tolerance);
  const nearest = createNearestColor(colors, tolerance >= NOISY);
  const explainThin = createThinExplainer(colors, nearest, explained);

  const unknown = growingIntegers();
  const isNoise = hasHardlyFlat(packed, isFlat);
  for (let index = 0; index < pixels.length; index++) {
    const pixel = pixels[index] as number;
    if (pixel === NOTHING) labels[index] = TRANSPARENT;
    else if (isNoise || isFlat[index]) labels[index] = nearest(pixel);
    else {
      labels[index] = UNKNOWN;
      unknown.push(index);
    }
  }

  // What is found is written down only when all are looked at, so that the order of pixels does not matter.
  const settle = (indices: Int32Array, labelOf: (index: number) => number) => {
    const found = Uint8Array.from(indices, labelOf);
    for (const [at, index] of indices.entries()) labels[index] = found[at] as number;
  };
  const indices = unknown.values.subarray(0, unknown.length);
  const ridges = indices.filter((index) => isRidge(packed, index, tolerance));
  settle(ridges, (index) => {
    const { label, residual } = explainThin(pixels[index] as number, labelsAround(labels, packed, index, 2), THIN);
    if (residual > explained) odd.push(index);
    return label;
  });

  const reaches = unknown.length < (1 - MOSTLY_FLAT) * pixels.length ? REACHES : REACHES.slice(0, 2);
  const between = indices.filter((index) => labels[index] === UNKNOWN);
  settle(between, (index) => {
    const pixel = pixels[index] as number;
    let best: Explanation = { label: UNKNOWN, residual: Infinity };
    let around: number[] = [];
    for (const reach of reaches) {
      around = labelsAround(labels, packed, index, reach);
      best = explain(pixel, around, colors);
      // What touches the pixel explains it only if it does so well: one of its colours may be a little further away.
      if (best.residual <= (reach === 1 ? explained / 2 : explained)) break;
    }
    if (best.residual > explained) {
      const thin = explainThin(pixel, around, 0.5);
      if (thin.residual < best.residual) best = thin;
      if (best.residual > explained) odd.push(index);
    }
    return best.label;
  });
  return { labels, odd: odd.values.slice(0, odd.length) };
}

function hasHardlyFlat({ colors }: PackedRaster, isFlat: Uint8Array): boolean {
  let [flat, all] = [0, 0];
  for (let index = 0; index < colors.length; index++) {
    if (colors[index] === NOTHING) continue;
    all++;
    flat += isFlat[index] as number;
  }
  return all > MOST_MIXED && flat < HARDLY_FLAT * all;
}

/** Labels of known pixels within reach, each once. */
function labelsAround(labels: Uint8Array, { width, height }: PackedRaster, index: number, reach: number): number[] {
  const found: number[] = [];
  const [x, y] = [index % width, Math.floor(index / width)];
  const [left, right] = [Math.max(0, x - reach), Math.min(width - 1, x + reach)];
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    for (let at = row * width + left; at <= row * width + right; at++) {
      const label = labels[at] as number;
      if (label < UNKNOWN && !found.includes(label)) found.push(label);
    }
  }
  return found;
}

/** The label that covers most of a pixel which is a mixture of two around it. */
function explain(pixel: number, around: readonly number[], colors: readonly number[]): Explanation {
  let [label, residual] = [UNKNOWN, Infinity];
  for (let at = 0; at < around.length; at++) {
    const one = around[at] as number;
    const alone = colorDistance(pixel, colors[one] as number);
    if (alone < residual) [label, residual] = [one, alone];
    for (let next = at + 1; next < around.length; next++) {
      const other = around[next] as number;
      const mixture = mixtureOf(pixel, colors[one] as number, colors[other] as number);
      if (mixture.residual >= residual - CLEARLY) continue;
      [label, residual] = [mixture.share < 0.5 ? one : other, mixture.residual];
    }
  }
  return { label, residual };
}

/** Explains what is no mixture of two colours around it: as one of all colours, or a mixture of one with one around. */
function createThinExplainer(colors: readonly number[], nearest: (color: number) => number, explained: number) {
  return (pixel: number, around: readonly number[], coverage: number): Explanation => {
    let label = nearest(pixel);
    let residual = colorDistance(pixel, colors[label] as number);
    if (residual <= explained) return { label, residual };
    for (const one of around) {
      for (let other = 0; other < colors.length; other++) {
        const mixture = mixtureOf(pixel, colors[one] as number, colors[other] as number);
        if (mixture.residual >= residual - CLEARLY) continue;
        [label, residual] = [mixture.share < coverage ? one : other, mixture.residual];
      }
    }
    return { label, residual };
  };
}

/** Of sRGB, 0–442: how far from a mixture a pixel may be and still be explained by it. */
export function explainedWithin(tolerance: number): number {
  return 10 + 3 * tolerance;
}

/** Whether a pixel lies between its neighbours in no direction: the middle of a thin line, or a dot. */
function isRidge(packed: PackedRaster, index: number, tolerance: number): boolean {
  return !(
    isBetween(packed, index, 1, 0, tolerance) ||
    isBetween(packed, index, 0, 1, tolerance) ||
    isBetween(packed, index, 1, 1, tolerance) ||
    isBetween(packed, index, 1, -1, tolerance)
  );
}

function isBetween({ width, height, colors }: PackedRaster, index: number, dx: number, dy: number, tolerance: number) {
  const [x, y] = [index % width, Math.floor(index / width)];
  if (x < dx || y < Math.abs(dy) || x + dx >= width || y + Math.abs(dy) >= height) return false;
  const [before, after] = [colors[index - dy * width - dx] as number, colors[index + dy * width + dx] as number];
  if (before === NOTHING || after === NOTHING) return false;
  if (channelDifference(before, after) <= 2 * tolerance) return false;
  const { share, residual } = mixtureOf(colors[index] as number, before, after);
  return share > 0.02 && share < 0.98 && residual <= explainedWithin(tolerance);
}
