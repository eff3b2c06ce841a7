import {
  angleBetween,
  createLineSums,
  intersection,
  type Line,
  offsetFrom,
  type Point,
  type Polyline,
  slice,
} from "./polyline";

/** A sharp turn of a polyline. */
export interface Corner extends Point {
  /** Last point before it and first after it that tell where its sides run; anti-aliasing blurs those between. */
  readonly before: number;
  readonly after: number;
}

/** Pixels along the edge from which the directions before and after a point are taken. */
const NEAREST = 0.7;
const FARTHEST = 4.5;
/** Pixels around a corner in which anti-aliasing rounds it. */
const BLURRED = 1;
/** Pixels along which a side is taken for straight, tried from first to last. */
const SIDES = [6, 4, 2.6] as const;

/**
 * Finds where a polyline turns by `threshold` radians or more within a pixel or so, and puts the corner where its
 * two sides meet. A rounded corner of two pixels or more is a curve: its points lie off those sides.
 */
export function findCorners(polyline: Polyline, threshold: number, tolerance: number): Corner[] {
  const turns = turnsOf(polyline);
  const corners: Corner[] = [];
  const { count, isClosed } = polyline;
  for (let index = 0; index < count; index++) {
    if ((turns[index] as number) < threshold * 0.75 || !isPeak(polyline, turns, index)) continue;
    const corner = sharpen(polyline, index, threshold, tolerance);
    if (!corner) continue;
    const previous = corners.at(-1);
    if (previous && corner.before < previous.after) continue;
    corners.push(corner);
  }
  const [first, last] = [corners[0], corners.at(-1)];
  if (isClosed && first && last && first !== last && first.before < last.after - count) corners.pop();
  return corners;
}

function turnsOf(polyline: Polyline): Float64Array {
  const turns = new Float64Array(polyline.count);
  for (let index = 0; index < polyline.count; index++) {
    const before = directionOf(polyline, index, -1);
    const after = directionOf(polyline, index, 1);
    if (before && after) turns[index] = angleBetween({ dx: -before.dx, dy: -before.dy }, after);
  }
  return turns;
}

/** Mean direction from a point to those that lie a little further along the edge, or back along it. */
function directionOf(polyline: Polyline, index: number, step: 1 | -1): { dx: number; dy: number } | null {
  let [dx, dy] = [0, 0];
  const [x, y] = [polyline.xs[index] as number, polyline.ys[index] as number];
  walk(polyline, index, step, FARTHEST, (other, distance) => {
    if (distance < NEAREST) return;
    const weight = (polyline.weights[other] as number) * distance;
    dx += ((polyline.xs[other] as number) - x) * weight;
    dy += ((polyline.ys[other] as number) - y) * weight;
  });
  return dx === 0 && dy === 0 ? null : { dx, dy };
}

/** Visits the points that follow one, up to so many pixels along the edge. */
function walk(
  { xs, ys, count, isClosed }: Polyline,
  index: number,
  step: 1 | -1,
  reach: number,
  visit: (index: number, distance: number) => void,
): void {
  let distance = 0;
  let here = index;
  for (let taken = 1; taken < count; taken++) {
    const unwrapped = index + taken * step;
    if (!isClosed && (unwrapped < 0 || unwrapped >= count)) return;
    const next = (unwrapped + count) % count;
    distance += Math.hypot((xs[next] as number) - (xs[here] as number), (ys[next] as number) - (ys[here] as number));
    if (distance > reach) return;
    visit(next, distance);
    here = next;
  }
}

function isPeak(polyline: Polyline, turns: Float64Array, index: number): boolean {
  const turn = turns[index] as number;
  let isHighest = true;
  walk(polyline, index, -1, 2, (other) => {
    if ((turns[other] as number) > turn) isHighest = false;
  });
  walk(polyline, index, 1, 2, (other) => {
    if ((turns[other] as number) >= turn) isHighest = false;
  });
  return isHighest;
}

/** Puts a corner where the sides of a turn meet; null when the points near it do not lie on those sides. */
function sharpen(polyline: Polyline, index: number, threshold: number, tolerance: number): Corner | null {
  let apex: Point = { x: polyline.xs[index] as number, y: polyline.ys[index] as number };
  const allowed = Math.max(0.2, 0.8 * tolerance);
  for (const blurred of [0.6, BLURRED]) {
    const before = sideOf(polyline, index, -1, apex, blurred, allowed);
    const after = sideOf(polyline, index, 1, apex, blurred, allowed);
    if (!before || !after) return null;
    const turn = angleBetween(before.line, after.line);
    const met = intersection(before.line, after.line);
    if (!met || turn < threshold * (blurred === BLURRED ? 1 : 0.75)) return null;
    const far = Math.hypot(met.x - (polyline.xs[index] as number), met.y - (polyline.ys[index] as number));
    const farthest = 1 + 0.6 / Math.max(0.2, Math.cos(turn / 2));
    if (far > Math.min(farthest, 1 + Math.min(before.length, after.length) / 4)) return null;
    apex = met;
    if (blurred === BLURRED) return { ...met, before: before.nearest, after: after.nearest };
  }
  return null;
}

interface Side {
  readonly line: Line;
  /** Pixels over which it is known. */
  readonly length: number;
  /** Index of the point of it that is nearest the corner; below 0 or beyond the last one across the seam. */
  readonly nearest: number;
}

function sideOf(
  polyline: Polyline,
  index: number,
  step: 1 | -1,
  apex: Point,
  blurred: number,
  allowed: number,
): Side | null {
  const { xs, ys, count } = polyline;
  const far = (other: number) => Math.hypot((xs[other] as number) - apex.x, (ys[other] as number) - apex.y);
  for (const reach of SIDES) {
    let nearest: number | null = null;
    let farthest = index;
    walk(polyline, index, step, reach, (other) => {
      const distance = far(other);
      const unwrapped = index + step * (((other - index) * step + count) % count);
      if (distance < blurred || distance > reach) return;
      nearest ??= unwrapped;
      farthest = unwrapped;
    });
    if (nearest === null || Math.abs(farthest - nearest) < 1) continue;
    const [from, to] = step > 0 ? [nearest, farthest] : [farthest, nearest];
    const points = slice(polyline, from, to);
    const { line } = createLineSums(points).lineThrough(0, points.count - 1);
    let worst = 0;
    for (let point = 0; point < points.count; point++) {
      if ((points.weights[point] as number) < 0.5) continue;
      worst = Math.max(worst, Math.abs(offsetFrom(line, points.xs[point] as number, points.ys[point] as number)));
    }
    if (worst <= allowed / 2 || (reach === SIDES[2] && worst <= allowed)) {
      const [first, last] = [0, points.count - 1];
      const length = Math.hypot(
        (points.xs[last] as number) - (points.xs[first] as number),
        (points.ys[last] as number) - (points.ys[first] as number),
      );
      return { line, nearest, length };
    }
  }
  return null;
}
