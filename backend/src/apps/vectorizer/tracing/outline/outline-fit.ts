import type { Segment, Subpath } from "../drawing";
import { type Corner, findCorners } from "./corners";
import { fitCurve, smoothedKnot } from "./curve-fit";
import type { Direction, Knot } from "./handles";
import {
  angleBetween,
  intersection,
  type Line,
  offsetFrom,
  type Point,
  type Polyline,
  project,
  slice,
} from "./polyline";
import { findStraightRuns } from "./straight-runs";

/** How closely and how neatly outlines are drawn. */
export interface FitOptions {
  /** Degrees from which a turn is a corner. */
  readonly cornerThreshold: number;
  readonly keepStraight: boolean;
  /** Largest distance of the drawn curve from the points of the edge, in pixels. */
  readonly tolerance: number;
}

/** Farthest that points may lie from an edge that is drawn straight, in pixels. */
const STRAIGHT_TOLERANCE = 0.15;
/** Farthest that a given end may lie from the straight edge that leads to it, in pixels. */
const PIN_TOLERANCE = 0.4;
/** Pixels between the last point of a run and where it is said to end. */
const LONGEST_STEP = 3;
/** Radians off the horizontal or vertical that are taken for a slip. */
const LEVEL = Math.PI / 180;
/** Radians between a line and the curve it runs into, from which that is a bend rather than one way. */
const BEND = 0.2;

/** Points on each side of where a loop without corners begins, of which its tangent there is taken. */
const SEAM = 8;

/** A stretch of an outline between corners or straight runs. */
interface Stretch {
  readonly points: Polyline;
  readonly line: Line | null;
  /** Where it begins: a corner, a given end, or null where the edge runs on smoothly from the stretch before. */
  start: Corner | Pin | null;
}

/** An end that an open outline must have. */
interface Pin extends Point {
  readonly isPinned: true;
}

/** Draws a closed edge. */
export function fitClosed(polyline: Polyline, options: FitOptions): Subpath | null {
  if (polyline.count < 3) return null;
  const corners = findCorners(polyline, radians(options.cornerThreshold), options.tolerance);
  const stretches: Stretch[] = [];
  if (corners.length === 0) {
    stretches.push(...stretchesOfLoop(polyline, options));
  } else {
    corners.forEach((corner, index) => {
      const next = corners[(index + 1) % corners.length] as Corner;
      const to = index + 1 < corners.length ? next.before : next.before + polyline.count;
      addStretches(stretches, slice(polyline, corner.after, to), corner, next, options);
    });
  }
  const knots =
    stretches.length === 1 && corners.length === 0
      ? [smoothEnds(smoothedKnot(slice(polyline, -SEAM, SEAM), SEAM))]
      : stretches.map((stretch, index) => knotBetween(stretches.at(index - 1) as Stretch, stretch));
  return drawStretches(stretches, [...knots, knots[0] as Ends], options);
}

/** Draws an open edge from one given end to another. */
export function fitOpen(polyline: Polyline, start: Point, end: Point, options: FitOptions): Segment[] {
  const corners = findCorners(polyline, radians(options.cornerThreshold), options.tolerance);
  const stretches: Stretch[] = [];
  let from = 0;
  let begin: Corner | Pin = { ...start, isPinned: true };
  for (const corner of corners) {
    addStretches(stretches, slice(polyline, from, corner.before), begin, corner, options);
    begin = corner;
    from = corner.after;
  }
  addStretches(stretches, slice(polyline, from, polyline.count - 1), begin, end, options);
  const knots = stretches.map((stretch, index) =>
    index === 0 ? freeEnds(start) : knotBetween(stretches[index - 1] as Stretch, stretch),
  );
  return [...drawStretches(stretches, [...knots, freeEnds(end)], options).segments];
}

/** A knot as the stretch before it and the one after it see it; they differ in their tangents where the outline bends. */
interface Ends extends Point {
  readonly before: Direction | null;
  readonly after: Direction | null;
}

const freeEnds = ({ x, y }: Point): Ends => ({ x, y, before: null, after: null });
const smoothEnds = ({ x, y, tangent }: Knot): Ends => ({ x, y, before: tangent, after: tangent });
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** A loop without corners begins where its longest straight run does, or anywhere. */
function stretchesOfLoop(polyline: Polyline, options: FitOptions): Stretch[] {
  if (options.keepStraight) {
    const twice = slice(polyline, 0, 2 * polyline.count - 1);
    const runs = findStraightRuns(twice, straightTolerance(options)).filter(
      ({ from, to }) => from > 0 && to < twice.count - 1 && to - from < polyline.count - 2,
    );
    const longest = runs.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best), {
      from: 0,
      to: 0,
    });
    if (longest.to > 0) {
      const loop = slice(polyline, longest.from, longest.from + polyline.count - 1);
      const stretches: Stretch[] = [];
      addStretches(stretches, loop, null, null, options);
      return stretches;
    }
  }
  return [{ points: slice(polyline, 0, polyline.count), line: null, start: null }];
}

function straightTolerance({ tolerance }: FitOptions): number {
  return Math.min(STRAIGHT_TOLERANCE, tolerance);
}

function addStretches(
  stretches: Stretch[],
  points: Polyline,
  start: Corner | Pin | null,
  end: Point | null,
  options: FitOptions,
): void {
  const last = points.count - 1;
  const [first, final] = [startOf(points), endOf(points)];
  const runs = (options.keepStraight ? findStraightRuns(points, straightTolerance(options)) : []).filter(
    ({ from, to, line }) =>
      (from > 1 || !start || isNear(project(line, start), first)) &&
      (to < last - 1 || !end || isNear(project(line, end), final)),
  );
  const none = slice(points, 0, -1);
  let from = 0;
  let begin = start;
  for (const run of runs) {
    const own = slice(points, run.from, run.to);
    if (run.from > from + (from === 0 ? 2 : 1)) {
      stretches.push({ points: slice(points, from, run.from), line: null, start: begin });
      begin = null;
    } else if (begin && from === 0 && misses(run.line, begin)) {
      stretches.push({ points: none, line: null, start: begin });
      begin = { x: begin.x, y: begin.y, before: 0, after: 0 };
    }
    stretches.push({ points: own, line: levelled(run.line, own), start: begin });
    begin = null;
    from = run.to;
  }
  const run = runs.at(-1);
  if (!run || from < last - 1) stretches.push({ points: slice(points, from, last), line: null, start: begin });
  else if (end && misses(run.line, end)) {
    stretches.push({ points: none, line: null, start: { x: end.x, y: end.y, before: 0, after: 0 } });
  }
}

/** Whether a line ends beside the place that it should lead to: a short step is left between the two. */
function misses(line: Line, { x, y }: Point): boolean {
  return Math.abs(offsetFrom(line, x, y)) > PIN_TOLERANCE;
}

function isNear(a: Point, b: Point): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= LONGEST_STEP;
}

/** A line that is horizontal or vertical but for a slip is made exactly so, when its points bear it. */
function levelled(line: Line, points: Polyline): Line {
  const isHorizontal = Math.abs(line.dy) < Math.sin(LEVEL);
  if (!isHorizontal && Math.abs(line.dx) >= Math.sin(LEVEL)) return line;
  const level = { ...line, dx: isHorizontal ? Math.sign(line.dx) : 0, dy: isHorizontal ? 0 : Math.sign(line.dy) };
  for (let index = 0; index < points.count; index++) {
    const slip = isHorizontal ? (points.ys[index] as number) - line.y : (points.xs[index] as number) - line.x;
    if ((points.weights[index] as number) >= 0.5 && Math.abs(slip) > STRAIGHT_TOLERANCE) return line;
  }
  return level;
}

function knotBetween(before: Stretch, after: Stretch): Ends {
  const corner = after.start;
  if (before.line && after.line) {
    const met = intersection(before.line, after.line);
    const place = corner ?? endOf(before.points);
    if (met && Math.hypot(met.x - place.x, met.y - place.y) < 2.5) return freeEnds(met);
    return freeEnds(place);
  }
  const line = before.line ?? after.line;
  if (corner) return freeEnds(line ? project(line, corner) : corner);
  const edge = after.line ? startOf(after.points) : endOf(before.points);
  if (!line) {
    return smoothEnds(smoothedKnot(after.points, 0));
  }
  const curve = before.line ? after.points : before.points;
  const bend = bendOf(line, curve, before.line ? 0 : curve.count - 1);
  const tangent = { dx: line.dx, dy: line.dy };
  const ends = { ...project(line, edge), before: tangent, after: tangent };
  if (bend <= BEND) return ends;
  return before.line ? { ...ends, after: null } : { ...ends, before: null };
}

function bendOf(line: Line, curve: Polyline, index: number): number {
  const { tangent } = smoothedKnot(curve, index);
  return tangent ? angleBetween(line, tangent) : 0;
}

const startOf = ({ xs, ys }: Polyline): Point => ({ x: xs[0] as number, y: ys[0] as number });
const endOf = ({ xs, ys, count }: Polyline): Point => ({ x: xs[count - 1] as number, y: ys[count - 1] as number });

function drawStretches(stretches: readonly Stretch[], knots: readonly Ends[], { tolerance }: FitOptions): Subpath {
  const segments: Segment[] = [];
  stretches.forEach(({ line, points }, index) => {
    const [from, to] = [knots[index] as Ends, knots[index + 1] as Ends];
    if (line) {
      segments.push([to.x, to.y]);
      return;
    }
    const start: Knot = { x: from.x, y: from.y, tangent: from.after };
    const end: Knot = { x: to.x, y: to.y, tangent: to.before };
    segments.push(...fitCurve(points, start, end, tolerance));
  });
  const { x, y } = knots[0] as Ends;
  return { x, y, segments };
}
