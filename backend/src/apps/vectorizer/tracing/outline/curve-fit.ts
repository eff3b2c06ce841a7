import type { Segment } from "../drawing";
import { type Cubic, fitCubic } from "./cubic-fit";
import type { Knot } from "./handles";
import { offsetFrom, type Polyline } from "./polyline";

/** Pixels on each side of a point from which its place and tangent are taken, tried from first to last. */
const SMOOTHED = [4, 2] as const;
/** Farthest that a point may be moved by that. */
const FARTHEST_SMOOTHED = 0.3;
/** Rounds in which the error is spread evenly over the curves. */
const BALANCING_ROUNDS = 4;
/** Curves beyond which a stretch is too ragged for that to pay. */
const MOST_BALANCED = 12;
/** Pixels by which the control points of a curve may lie off the line between its ends when a line is drawn instead. */
const FLAT = 0.05;

/**
 * Draws a smooth stretch between two knots with as few cubic Bézier curves as stay within `tolerance` pixels of the
 * points, joined with one tangent. Each curve reaches as far as it can; then the tolerance is tightened as long as
 * that costs no curve, which spreads the error evenly.
 */
export function fitCurve(points: Polyline, start: Knot, end: Knot, tolerance: number): Segment[] {
  let best = fitGreedily(points, start, end, tolerance, Number.POSITIVE_INFINITY);
  if (!best || points.count === 0) return [[end.x, end.y]];
  let [tightest, loosest] = [tolerance / 6, tolerance];
  for (let round = 0; round < BALANCING_ROUNDS && best.length > 1 && best.length <= MOST_BALANCED; round++) {
    const middle = Math.sqrt(tightest * loosest);
    const tighter = fitGreedily(points, start, end, middle, best.length);
    if (tighter) [best, loosest] = [tighter, middle];
    else tightest = middle;
  }
  return best;
}

function fitGreedily(points: Polyline, start: Knot, end: Knot, tolerance: number, most: number): Segment[] | null {
  const segments: Segment[] = [];
  const last = points.count - 1;
  let knot = start;
  let from = 0;
  while (true) {
    if (segments.length >= most) return null;
    const { reach, cubic, next } = longestSpan(points, from, last, knot, end, tolerance);
    segments.push(segmentOf(knot, cubic, next));
    if (reach >= last) return segments;
    knot = next;
    from = reach + 1;
  }
}

interface Span {
  readonly reach: number;
  readonly cubic: Cubic;
  readonly next: Knot;
}

/** The curve from a knot to the farthest point that one cubic reaches, found by doubling and then halving steps. */
function longestSpan(points: Polyline, from: number, last: number, knot: Knot, end: Knot, tolerance: number): Span {
  const attempt = (reach: number): Span => {
    const next = reach >= last ? end : smoothedKnot(points, reach);
    return { reach, next, cubic: fitCubic(points, from, reach, knot, next, tolerance * 0.7, tolerance) };
  };
  let best = attempt(Math.min(last, from));
  let step = 8;
  let refused = last + 1;
  while (best.reach + 1 < refused) {
    const reach = Math.min(best.reach + step, refused - 1);
    const span = attempt(reach);
    if (span.cubic.deviation <= tolerance) {
      best = span;
      step *= 2;
    } else {
      refused = reach;
      step = Math.max(1, Math.floor((refused - best.reach) / 2));
    }
  }
  return best.cubic.deviation <= tolerance ? best : { ...best, ...straightTo(best, knot) };
}

/** Where no curve will do, a line: it never strays. */
function straightTo({ next }: Span, knot: Knot): Pick<Span, "cubic" | "next"> {
  const cubic = { x1: knot.x, y1: knot.y, x2: next.x, y2: next.y, deviation: 0 };
  return { cubic, next: { ...next, tangent: null } };
}

/**
 * Place and tangent of the edge at one of its points, by the parabola of least squares through its neighbours; the
 * point itself and no tangent where the edge turns too tightly for that.
 */
export function smoothedKnot(points: Polyline, index: number): Knot {
  for (const reach of SMOOTHED) {
    const knot = smoothedOver(points, index, reach);
    const moved = Math.hypot(knot.x - (points.xs[index] as number), knot.y - (points.ys[index] as number));
    const isTrusted = (points.weights[index] as number) >= 0.5;
    if (moved <= (isTrusted ? FARTHEST_SMOOTHED : 2 * FARTHEST_SMOOTHED)) return knot;
  }
  return { x: points.xs[index] as number, y: points.ys[index] as number, tangent: null };
}

function smoothedOver(points: Polyline, index: number, reach: number): Knot {
  const [x, y] = [points.xs[index] as number, points.ys[index] as number];
  const moments = [0, 0, 0, 0, 0];
  const [sumsX, sumsY] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  const add = (other: number, along: number) => {
    let power = points.weights[other] as number;
    for (let term = 0; term < 5; term++) {
      moments[term] = (moments[term] as number) + power;
      if (term < 3) {
        sumsX[term] = (sumsX[term] as number) + power * ((points.xs[other] as number) - x);
        sumsY[term] = (sumsY[term] as number) + power * ((points.ys[other] as number) - y);
      }
      power *= along;
    }
  };
  add(index, 0);
  for (const step of [-1, 1]) {
    let along = 0;
    for (let other = index + step; other >= 0 && other < points.count; other += step) {
      along +=
        step *
        Math.hypot(
          (points.xs[other] as number) - (points.xs[other - step] as number),
          (points.ys[other] as number) - (points.ys[other - step] as number),
        );
      if (Math.abs(along) > reach) break;
      add(other, along);
    }
  }
  const [placeX, slopeX] = parabola(moments, sumsX);
  const [placeY, slopeY] = parabola(moments, sumsY);
  const length = Math.hypot(slopeX, slopeY);
  const tangent = length > 1e-6 ? { dx: slopeX / length, dy: slopeY / length } : null;
  return { x: x + placeX, y: y + placeY, tangent };
}

/** Value and slope at 0 of the parabola whose moments these are; of a line, or a constant, when there are too few points. */
function parabola(moments: readonly number[], sums: readonly number[]): [number, number] {
  const [m0, m1, m2, m3, m4] = moments as [number, number, number, number, number];
  const [s0, s1, s2] = sums as [number, number, number];
  const determinant = m0 * (m2 * m4 - m3 * m3) - m1 * (m1 * m4 - m3 * m2) + m2 * (m1 * m3 - m2 * m2);
  if (Math.abs(determinant) > 1e-3 * m0 * m2 * m4) {
    const value = s0 * (m2 * m4 - m3 * m3) - m1 * (s1 * m4 - m3 * s2) + m2 * (s1 * m3 - m2 * s2);
    const slope = m0 * (s1 * m4 - s2 * m3) - s0 * (m1 * m4 - m3 * m2) + m2 * (m1 * s2 - s1 * m2);
    return [value / determinant, slope / determinant];
  }
  const flat = m0 * m2 - m1 * m1;
  if (flat > 1e-6) return [(s0 * m2 - s1 * m1) / flat, (m0 * s1 - m1 * s0) / flat];
  return [0, 0];
}

function segmentOf(start: Knot, { x1, y1, x2, y2 }: Cubic, { x, y }: Knot): Segment {
  const length = Math.hypot(x - start.x, y - start.y);
  if (length === 0) return [x1, y1, x2, y2, x, y];
  const line = { x, y, dx: (x - start.x) / length, dy: (y - start.y) / length };
  const bulge = Math.max(Math.abs(offsetFrom(line, x1, y1)), Math.abs(offsetFrom(line, x2, y2)));
  return bulge <= FLAT ? [x, y] : [x1, y1, x2, y2, x, y];
}
