import type { EdgePoints } from "./edge-points";

/** Points in order with their weights; those of a closed one lead from the last back to the first. */
export interface Polyline {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly weights: Float64Array;
  readonly count: number;
  readonly isClosed: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line through (x, y) in the direction (dx, dy) of length 1. */
export interface Line extends Point {
  readonly dx: number;
  readonly dy: number;
}

/** Steps shorter than this add nothing, and steps backwards mislead: the weaker of the two points is left out. */
const SHORTEST_STEP = 0.15;

export function polylineOf(points: EdgePoints, isClosed: boolean): Polyline {
  const [sourceXs, sourceYs, sourceWeights] = [points.xs.values, points.ys.values, points.weights.values];
  const xs = new Float64Array(points.xs.length);
  const ys = new Float64Array(points.xs.length);
  const weights = new Float64Array(points.xs.length);
  let count = 0;
  for (let index = 0; index < points.xs.length; index++) {
    const [x, y, weight] = [sourceXs[index] as number, sourceYs[index] as number, sourceWeights[index] as number];
    if (count > 0) {
      const [stepX, stepY] = [x - (xs[count - 1] as number), y - (ys[count - 1] as number)];
      let isBackwards = stepX * stepX + stepY * stepY < SHORTEST_STEP * SHORTEST_STEP;
      if (!isBackwards && count > 1) {
        const [beforeX, beforeY] = [
          (xs[count - 1] as number) - (xs[count - 2] as number),
          (ys[count - 1] as number) - (ys[count - 2] as number),
        ];
        const along = stepX * beforeX + stepY * beforeY;
        isBackwards = along < -0.8 * Math.hypot(stepX, stepY) * Math.hypot(beforeX, beforeY);
      }
      if (isBackwards) {
        if (weight <= (weights[count - 1] as number)) continue;
        count--;
      }
    }
    xs[count] = x;
    ys[count] = y;
    weights[count] = weight;
    count++;
  }
  if (
    isClosed &&
    count > 3 &&
    Math.hypot((xs[0] as number) - (xs[count - 1] as number), (ys[0] as number) - (ys[count - 1] as number)) <
      SHORTEST_STEP
  ) {
    count--;
  }
  return { xs: xs.subarray(0, count), ys: ys.subarray(0, count), weights: weights.subarray(0, count), count, isClosed };
}

/** The points from one index to another, both of them included; across the end of a closed polyline as well. */
export function slice(polyline: Polyline, from: number, to: number): Polyline {
  const { count } = polyline;
  const length = Math.max(0, to - from + 1);
  const xs = new Float64Array(length);
  const ys = new Float64Array(length);
  const weights = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const source = (((from + index) % count) + count) % count;
    xs[index] = polyline.xs[source] as number;
    ys[index] = polyline.ys[source] as number;
    weights[index] = polyline.weights[source] as number;
  }
  return { xs, ys, weights, count: length, isClosed: false };
}

/** Sums from which the line of least squares through any run of points follows in constant time. */
interface LineSums {
  /** The best line through the points from one index to another, and the mean squared distance of the points from it. */
  lineThrough(from: number, to: number): { line: Line; variance: number };
}

export function createLineSums({ xs, ys, weights, count }: Polyline): LineSums {
  const [originX, originY] = count > 0 ? [xs[0] as number, ys[0] as number] : [0, 0];
  const sums = new Float64Array((count + 1) * 6);
  for (let index = 0; index < count; index++) {
    const weight = weights[index] as number;
    const [x, y] = [(xs[index] as number) - originX, (ys[index] as number) - originY];
    const terms = [weight, weight * x, weight * y, weight * x * x, weight * x * y, weight * y * y];
    for (let term = 0; term < 6; term++) {
      sums[(index + 1) * 6 + term] = (sums[index * 6 + term] as number) + (terms[term] as number);
    }
  }
  return {
    lineThrough(from, to) {
      const sum = (term: number) => (sums[(to + 1) * 6 + term] as number) - (sums[from * 6 + term] as number);
      const total = sum(0);
      const [meanX, meanY] = [sum(1) / total, sum(2) / total];
      const xx = sum(3) / total - meanX * meanX;
      const xy = sum(4) / total - meanX * meanY;
      const yy = sum(5) / total - meanY * meanY;
      const angle = Math.atan2(2 * xy, xx - yy) / 2;
      let [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      if (dx * ((xs[to] as number) - (xs[from] as number)) + dy * ((ys[to] as number) - (ys[from] as number)) < 0)
        [dx, dy] = [-dx, -dy];
      const variance = Math.max(0, xx * dy * dy - 2 * xy * dx * dy + yy * dx * dx);
      return { line: { x: meanX + originX, y: meanY + originY, dx, dy }, variance };
    },
  };
}

/** Signed distance of a point from a line; positive on its right hand. */
export function offsetFrom(line: Line, x: number, y: number): number {
  return line.dx * (y - line.y) - line.dy * (x - line.x);
}

export function project(line: Line, { x, y }: Point): Point {
  const along = (x - line.x) * line.dx + (y - line.y) * line.dy;
  return { x: line.x + along * line.dx, y: line.y + along * line.dy };
}

/** Where two lines meet; null when they are nearly parallel. */
export function intersection(first: Line, second: Line): Point | null {
  const cross = first.dx * second.dy - first.dy * second.dx;
  if (Math.abs(cross) < 0.02) return null;
  const along = ((second.x - first.x) * second.dy - (second.y - first.y) * second.dx) / cross;
  return { x: first.x + along * first.dx, y: first.y + along * first.dy };
}

/** Radians between two directions, 0–π. */
export function angleBetween(first: { dx: number; dy: number }, second: { dx: number; dy: number }): number {
  const cross = first.dx * second.dy - first.dy * second.dx;
  return Math.abs(Math.atan2(cross, first.dx * second.dx + first.dy * second.dy));
}
