import type { Subpath } from "../tracing/drawing";

export interface Point {
  x: number;
  y: number;
}

/** A cubic Bézier curve; a straight line has its control points at a third and two thirds. */
export interface Bezier {
  from: Point;
  control1: Point;
  control2: Point;
  to: Point;
  isStraight: boolean;
}

/** Pixels below which two points are one. */
const SAME = 1e-6;

/** A closed outline as curves only, each beginning where the one before it ends; lines of no length are left out. */
export function toBeziers({ x, y, segments }: Subpath): Bezier[] {
  const beziers: Bezier[] = [];
  const start = { x, y };
  let from = start;
  const lineTo = (to: Point) => {
    if (isSame(from, to)) return;
    beziers.push({
      from,
      control1: between(from, to, 1 / 3),
      control2: between(from, to, 2 / 3),
      to,
      isStraight: true,
    });
    from = to;
  };
  for (const segment of segments) {
    if (segment.length === 2) lineTo({ x: segment[0], y: segment[1] });
    else {
      const [x1, y1, x2, y2, toX, toY] = segment;
      const to = { x: toX, y: toY };
      beziers.push({ from, control1: { x: x1, y: y1 }, control2: { x: x2, y: y2 }, to, isStraight: false });
      from = to;
    }
  }
  lineTo(start);
  return beziers;
}

const isSame = (one: Point, other: Point) => Math.abs(one.x - other.x) < SAME && Math.abs(one.y - other.y) < SAME;

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
