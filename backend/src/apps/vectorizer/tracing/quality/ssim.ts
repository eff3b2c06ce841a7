import type { OpaquePicture } from "./opaque";

const RADIUS = 5;
const WINDOW = 2 * RADIUS + 1;
const FIELDS = 4;
const SIGMA = 1.5;
/** (K₁L)² and (K₂L)² with K₁ = 0.01, K₂ = 0.03 and L = 255. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** The Gaussian's weights by distance from the middle; spelled out, for loops over them cost six times as much. */
const weights = Array.from({ length: RADIUS + 1 }, (_, distance) => gaussianAt(distance));
const [w0, w1, w2, w3, w4, w5] = weights as [number, number, number, number, number, number];

function gaussianAt(distance: number): number {
  const height = (at: number) => Math.exp(-(at ** 2) / (2 * SIGMA ** 2));
  const total = Array.from({ length: WINDOW }, (_, tap) => height(tap - RADIUS)).reduce((sum, value) => sum + value);
  return height(distance) / total;
}

export interface Ssim {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly mean: number;
}

/**
 * Structural similarity of two pictures of the same size, a channel each and their mean: Wang, Bovik, Sheikh &
 * Simoncelli, "Image Quality Assessment: From Error Visibility to Structural Similarity" (2004), with its Gaussian
 * window of 11 × 11 pixels and σ 1.5. At the frame the window is cut off and weighted anew.
 *
 * @returns 1 for equal pictures, less for others, below 0 for inverted ones
 */
export function ssimOf(one: OpaquePicture, other: OpaquePicture): Ssim {
  const { width, height } = one;
  const of = (channel: 0 | 1 | 2) => planeSsim(one.planes[channel], other.planes[channel], width, height);
  const red = of(0);
  const green = isRepeated(one, other, 0, 1) ? red : of(1);
  const blue = isRepeated(one, other, 0, 2) ? red : isRepeated(one, other, 1, 2) ? green : of(2);
  return { red, green, blue, mean: (red + green + blue) / 3 };
}

/** Whether both pictures have the same in two channels, as grey ones do. */
function isRepeated(one: OpaquePicture, other: OpaquePicture, a: 0 | 1, b: 1 | 2): boolean {
  return isEqual(one.planes[a], one.planes[b]) && isEqual(other.planes[a], other.planes[b]);
}

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** Similarity is 1 wherever the window sees no difference: only the rest is worked out. */
function planeSsim(a: Uint8Array, b: Uint8Array, width: number, height: number): number {
  const plane: PlanePair = { a, b, width, height };
  const counts = { rows: new Uint16Array(height), columns: new Uint16Array(width) };
  for (let y = 0; y < height; y++) counts.rows[y] = countRow(plane, y);
  const scales = { rows: scalesAlong(height), columns: scalesAlong(width) };
  const blank = new Float64Array(width * FIELDS);
  const rows = Array.from({ length: WINDOW }, () => new Float64Array(width * FIELDS));
  const padded = new Float64Array((width + 2 * RADIUS) * FIELDS);
  const hasDifference = (from: number, to: number) => counts.rows.subarray(Math.max(0, from), to + 1).some(Boolean);

  let lost = 0;
  for (let y = -RADIUS; y < height; y++) {
    const entering = y + RADIUS;
    if (entering < height) {
      tallyColumns(plane, entering, 1, counts.columns);
      if (hasDifference(entering - 2 * RADIUS, entering + 2 * RADIUS))
        blurRow(plane, entering, padded, rows[entering % WINDOW] as Float64Array);
    }
    if (y > RADIUS) tallyColumns(plane, y - RADIUS - 1, -1, counts.columns);
    if (y < 0 || !hasDifference(y - RADIUS, y + RADIUS)) continue;
    const around = Array.from({ length: WINDOW }, (_, tap) => {
      const row = y + tap - RADIUS;
      return row < 0 || row >= height ? blank : (rows[row % WINDOW] as Float64Array);
    });
    for (const [start, end] of spansNear(counts.columns))
      lost += lossAlong(around, start, end, scales.columns, scales.rows[y] as number);
  }
  return 1 - lost / (width * height);
}

/** One channel of both pictures. */
interface PlanePair {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What undoes that the window is cut off by the frame: 1 within, more near either end. */
function scalesAlong(length: number): Float64Array {
  return Float64Array.from({ length }, (_, position) => {
    let sum = 0;
    for (let tap = -RADIUS; tap <= RADIUS; tap++)
      if (position + tap >= 0 && position + tap < length) sum += weights[Math.abs(tap)] as number;
    return 1 / sum;
  });
}

function countRow({ a, b, width }: PlanePair, y: number): number {
  let count = 0;
  for (let index = y * width, end = index + width; index < end; index++) if (a[index] !== b[index]) count++;
  return count;
}

/** Keeps, for each column, in how many rows of the window the pictures differ. */
function tallyColumns({ a, b, width }: PlanePair, y: number, step: 1 | -1, columns: Uint16Array): void {
  for (let x = 0, index = y * width; x < width; x++, index++)
    if (a[index] !== b[index]) columns[x] = (columns[x] as number) + step;
}

/** From where to where along a row a window sees a difference. */
function spansNear(columns: Uint16Array): [start: number, end: number][] {
  const spans: [number, number][] = [];
  for (let x = 0; x < columns.length; x++) {
    if (columns[x] === 0) continue;
    const [start, end] = [Math.max(0, x - RADIUS), Math.min(columns.length, x + RADIUS + 1)];
    const last = spans.at(-1);
    if (last && last[1] >= start) last[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

/** The window along a row, over {@link FIELDS} values a pixel: a, b, a² + b² and ab. What lies outside counts as 0. */
function blurRow({ a, b, width }: PlanePair, y: number, padded: Float64Array, blurred: Float64Array): void {
  for (let x = 0, index = y * width, at = RADIUS * FIELDS; x < width; x++, index++, at += FIELDS) {
    const [valueA, valueB] = [a[index] as number, b[index] as number];
    padded[at] = valueA;
    padded[at + 1] = valueB;
    padded[at + 2] = valueA * valueA + valueB * valueB;
    padded[at + 3] = valueA * valueB;
  }
  const sum = (left: number, right: number) => (padded[left] as number) + (padded[right] as number);
  for (let at = 0; at < blurred.length; at++)
    blurred[at] =
      w0 * (padded[at + 20] as number) +
      w1 * sum(at + 16, at + 24) +
      w2 * sum(at + 12, at + 28) +
      w3 * sum(at + 8, at + 32) +
      w4 * sum(at + 4, at + 36) +
      w5 * sum(at, at + 40);
}

/** What the pixels from `start` to `end` of a row lack of a similarity of 1, in sum. */
function lossAlong(
  around: Float64Array[],
  start: number,
  end: number,
  columns: Float64Array,
  rowScale: number,
): number {
  const [u5, u4, u3, u2, u1, middle, d1, d2, d3, d4, d5] = around as unknown as Eleven;
  const blur = (at: number) =>
    w0 * (middle[at] as number) +
    w1 * ((u1[at] as number) + (d1[at] as number)) +
    w2 * ((u2[at] as number) + (d2[at] as number)) +
    w3 * ((u3[at] as number) + (d3[at] as number)) +
    w4 * ((u4[at] as number) + (d4[at] as number)) +
    w5 * ((u5[at] as number) + (d5[at] as number));
  let lost = 0;
  for (let x = start, at = start * FIELDS; x < end; x++, at += FIELDS) {
    const scale = rowScale * (columns[x] as number);
    const [meanA, meanB] = [blur(at) * scale, blur(at + 1) * scale];
    const meanSquares = meanA * meanA + meanB * meanB;
    const variances = blur(at + 2) * scale - meanSquares;
    const covariance = blur(at + 3) * scale - meanA * meanB;
    lost += 1 - ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanSquares + C1) * (variances + C2));
  }
  return lost;
}

type Row = Float64Array;
type Eleven = [Row, Row, Row, Row, Row, Row, Row, Row, Row, Row, Row];
