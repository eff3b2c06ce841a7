import type { Point } from "./polyline";

export interface Direction {
  readonly dx: number;
  readonly dy: number;
}

/** Where a curve begins or ends. Without a tangent its direction is free: a corner. */
export interface Knot extends Point {
  /** Of length 1, along the way of the outline. */
  readonly tangent: Direction | null;
}

/**
 * The sums of least squares of a cubic Bézier curve over its points: a and b are the Bernstein polynomials of its two
 * control points, x and y what its ends leave of each point.
 */
interface Moments {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** From the start to the first control point, and from the end to the second. */
type Handles = [firstX: number, firstY: number, secondX: number, secondY: number];

/** Points from which the direction of a handle is found. */
const FEWEST_POINTS = 4;
/** Shortest and longest handle, in lengths of the chord. */
const SHORTEST = 0.02;
const LONGEST = 3;
/** Share of what it can be at most, below which a determinant tells nothing. */
const SINGULAR = 1e-9;
const NEARLY_SINGULAR = 1e-4;

/** The handles of least squares; a third of the chord each where the points do not determine them. */
export function solveHandles(moments: Moments, start: Knot, end: Knot, points: number): Handles {
  const [first, last] = [start.tangent, end.tangent];
  const chord = Math.hypot(end.x - start.x, end.y - start.y);
  const isLong = (length: number) => length >= SHORTEST * chord && length <= LONGEST * chord;
  let handles: Handles | null = null;
  if (first && last) handles = alongBoth(moments, first, last, isLong);
  else if (points >= FEWEST_POINTS) {
    if (first) handles = alongOne(moments, first, isLong);
    else if (last) handles = backwards(alongOne(mirrored(moments), reversed(last), isLong));
    else handles = free(moments);
  }
  if (handles) return handles;
  const along = chord > 0 ? { dx: (end.x - start.x) / chord, dy: (end.y - start.y) / chord } : { dx: 0, dy: 0 };
  const [one, two] = [first ?? along, last ?? along];
  const third = chord / 3;
  return [one.dx * third, one.dy * third, -two.dx * third, -two.dy * third];
}

function alongBoth(
  { aa, ab, bb, ax, ay, bx, by }: Moments,
  first: Direction,
  last: Direction,
  isLong: (length: number) => boolean,
): Handles | null {
  const cross = -ab * (first.dx * last.dx + first.dy * last.dy);
  const firstSum = first.dx * ax + first.dy * ay;
  const lastSum = -(last.dx * bx + last.dy * by);
  const determinant = aa * bb - cross * cross;
  if (determinant <= SINGULAR * aa * bb) return null;
  const alpha = (firstSum * bb - lastSum * cross) / determinant;
  const beta = (lastSum * aa - firstSum * cross) / determinant;
  if (!isLong(alpha) || !isLong(beta)) return null;
  return [first.dx * alpha, first.dy * alpha, -last.dx * beta, -last.dy * beta];
}

/** The first handle along its tangent, the second free. */
function alongOne(
  { aa, ab, bb, ax, ay, bx, by }: Moments,
  tangent: Direction,
  isLong: (length: number) => boolean,
): Handles | null {
  const reduced = aa - (ab * ab) / bb;
  if (!(bb > 0 && reduced > NEARLY_SINGULAR * aa)) return null;
  const alpha = (tangent.dx * (ax - (ab * bx) / bb) + tangent.dy * (ay - (ab * by) / bb)) / reduced;
  if (!isLong(alpha)) return null;
  const [x, y] = [tangent.dx * alpha, tangent.dy * alpha];
  return [x, y, (bx - ab * x) / bb, (by - ab * y) / bb];
}

function free({ aa, ab, bb, ax, ay, bx, by }: Moments): Handles | null {
  const determinant = aa * bb - ab * ab;
  if (determinant <= NEARLY_SINGULAR * aa * bb) return null;
  return [
    (ax * bb - bx * ab) / determinant,
    (ay * bb - by * ab) / determinant,
    (bx * aa - ax * ab) / determinant,
    (by * aa - ay * ab) / determinant,
  ];
}

const mirrored = ({ aa, ab, bb, ax, ay, bx, by }: Moments): Moments => ({
  ...{ aa: bb, ab, bb: aa },
  ...{ ax: bx, ay: by, bx: ax, by: ay },
});
const reversed = ({ dx, dy }: Direction): Direction => ({ dx: -dx, dy: -dy });
const backwards = (handles: Handles | null): Handles | null =>
  handles && [handles[2], handles[3], handles[0], handles[1]];
