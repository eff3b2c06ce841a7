import { type Knot, solveHandles } from "./handles";
import type { Point, Polyline } from "./polyline";

/** The control points of a cubic Bézier curve between two knots. */
export interface Cubic {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** The largest distance of a trustworthy point from it, in pixels. */
  readonly deviation: number;
}

const ROUNDS = 5;
/** Points with less weight say roughly where an edge is: they pull, but never refuse a curve. */
const TRUSTED = 0.5;
/** Pixels, and parts of the step between two points, that a curve may stray from the middle of that step. */
const STRAY = 0.4;
const LONGEST_DETOUR = 0.4;
/** Points that are enough to find a curve; all of them are looked at before it is taken. */
const ENOUGH_POINTS = 40;

/**
 * Fits one cubic Bézier curve to the points from one index to another by least squares, with reparametrisation by
 * Newton's method: P. J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems, 1990.
 * Beyond that paper, an end without a tangent has its control point wholly free. Stops as soon as the curve is within
 * `enough` pixels of the points, and gives up early where it will not come within `most`.
 */
export function fitCubic(
  points: Polyline,
  from: number,
  to: number,
  start: Knot,
  end: Knot,
  enough: number,
  most: number,
): Cubic {
  const stride = Math.max(1, Math.floor((to - from) / ENOUGH_POINTS));
  const span: Span = { points, from, to, stride, start, end };
  const parameters = chordLengths(span);
  let best = solve(span, parameters);
  let bestDeviation = reparametrise(span, best, parameters);
  for (let round = 1; round < ROUNDS && bestDeviation > enough; round++) {
    const cubic = solve(span, parameters);
    const deviation = reparametrise(span, cubic, parameters);
    const isSlow = deviation > 0.8 * bestDeviation;
    if (deviation < bestDeviation) [best, bestDeviation] = [cubic, deviation];
    if (isSlow && bestDeviation > 2 * most) break;
  }
  if (isWild(span, best, parameters)) return { ...best, deviation: Number.POSITIVE_INFINITY };
  if (stride > 1 && bestDeviation <= most) {
    bestDeviation = reparametrise({ ...span, stride: 1 }, best, spread(parameters, stride, to - from + 1));
  }
  return { ...best, deviation: bestDeviation };
}

interface Span {
  readonly points: Polyline;
  readonly from: number;
  readonly to: number;
  /** One point in so many is looked at. */
  readonly stride: number;
  readonly start: Knot;
  readonly end: Knot;
}

/** Whether the curve strays from the way along the points between two of them, where none would refuse it. */
function isWild({ points, from, stride, start, end }: Span, controls: Controls, parameters: Float64Array): boolean {
  let [u, x, y] = [0, start.x, start.y];
  for (let slot = 0; slot <= parameters.length; slot++) {
    const isLast = slot === parameters.length;
    const index = from + slot * stride;
    const nextU = isLast ? 1 : (parameters[slot] as number);
    const [nextX, nextY] = isLast ? [end.x, end.y] : [points.xs[index] as number, points.ys[index] as number];
    const middle = pointAt((u + nextU) / 2, start, end, controls);
    const far = Math.hypot(middle.x - (x + nextX) / 2, middle.y - (y + nextY) / 2);
    if (far > STRAY + LONGEST_DETOUR * Math.hypot(nextX - x, nextY - y)) return true;
    [u, x, y] = [nextU, nextX, nextY];
  }
  return false;
}

function pointAt(u: number, start: Point, end: Point, { x1, y1, x2, y2 }: Controls): Point {
  const v = 1 - u;
  const [a, b, c, d] = [v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u];
  return { x: a * start.x + b * x1 + c * x2 + d * end.x, y: a * start.y + b * y1 + c * y2 + d * end.y };
}

/** Parameters of all points from those of one in `stride`. */
function spread(parameters: Float64Array, stride: number, count: number): Float64Array {
  const all = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const low = Math.min(parameters.length - 1, Math.floor(index / stride));
    const high = Math.min(parameters.length - 1, low + 1);
    all[index] =
      (parameters[low] as number) +
      ((index % stride) / stride) * ((parameters[high] as number) - (parameters[low] as number));
  }
  return all;
}

type Controls = Omit<Cubic, "deviation">;

function chordLengths({ points, from, to, stride, start, end }: Span): Float64Array {
  const parameters = new Float64Array(to < from ? 0 : Math.floor((to - from) / stride) + 1);
  let length = 0;
  let { x, y } = start;
  for (let index = from, slot = 0; index <= to; index += stride, slot++) {
    length += Math.hypot((points.xs[index] as number) - x, (points.ys[index] as number) - y);
    parameters[slot] = length;
    x = points.xs[index] as number;
    y = points.ys[index] as number;
  }
  length += Math.hypot(end.x - x, end.y - y);
  if (length > 0) {
    for (let index = 0; index < parameters.length; index++) parameters[index] = (parameters[index] as number) / length;
  }
  return parameters;
}

function solve({ points, from, to, stride, start, end }: Span, parameters: Float64Array): Controls {
  let [aa, ab, bb, ax, ay, bx, by] = [0, 0, 0, 0, 0, 0, 0];
  for (let index = from, slot = 0; index <= to; index += stride, slot++) {
    const u = parameters[slot] as number;
    const v = 1 - u;
    const weight = points.weights[index] as number;
    const a = 3 * v * v * u;
    const b = 3 * v * u * u;
    const startShare = v * v * (v + 3 * u);
    const endShare = u * u * (u + 3 * v);
    const restX = (points.xs[index] as number) - startShare * start.x - endShare * end.x;
    const restY = (points.ys[index] as number) - startShare * start.y - endShare * end.y;
    aa += weight * a * a;
    ab += weight * a * b;
    bb += weight * b * b;
    ax += weight * a * restX;
    ay += weight * a * restY;
    bx += weight * b * restX;
    by += weight * b * restY;
  }
  const moments = { aa, ab, bb, ax, ay, bx, by };
  const [fx, fy, sx, sy] = solveHandles(moments, start, end, parameters.length);
  return { x1: start.x + fx, y1: start.y + fy, x2: end.x + sx, y2: end.y + sy };
}

/** Moves each parameter to the nearest point of the curve by one step of Newton's method; the largest distance there. */
function reparametrise(span: Span, { x1, y1, x2, y2 }: Controls, parameters: Float64Array): number {
  const { points, from, to, stride, start, end } = span;
  const [cx, cy] = [3 * (x1 - start.x), 3 * (y1 - start.y)];
  const [bx, by] = [3 * (x2 - x1) - cx, 3 * (y2 - y1) - cy];
  const [ax, ay] = [end.x - start.x - cx - bx, end.y - start.y - cy - by];
  let worst = 0;
  for (let index = from, slot = 0; index <= to; index += stride, slot++) {
    const [x, y] = [points.xs[index] as number, points.ys[index] as number];
    let u = parameters[slot] as number;
    for (let step = 0; step < 2; step++) {
      const dx = ((ax * u + bx) * u + cx) * u + start.x - x;
      const dy = ((ay * u + by) * u + cy) * u + start.y - y;
      if (step === 1) {
        const squared = dx * dx + dy * dy;
        if (squared > worst && (points.weights[index] as number) >= TRUSTED) worst = squared;
        break;
      }
      const firstX = (3 * ax * u + 2 * bx) * u + cx;
      const firstY = (3 * ay * u + 2 * by) * u + cy;
      const secondX = 6 * ax * u + 2 * bx;
      const secondY = 6 * ay * u + 2 * by;
      const slope = firstX * firstX + firstY * firstY + dx * secondX + dy * secondY;
      if (slope > 1e-12) u = Math.min(1, Math.max(0, u - (dx * firstX + dy * firstY) / slope));
    }
    parameters[slot] = u;
  }
  return Math.sqrt(worst);
}
