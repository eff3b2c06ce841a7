import { createLineSums, type Line, offsetFrom, type Polyline } from "./polyline";

/** A stretch of a polyline that is straight. */
interface StraightRun {
  readonly from: number;
  readonly to: number;
  readonly line: Line;
}

/** Shortest run that is told from a curve, in pixels, when it does not reach from corner to corner. */
const SHORTEST = 7;
/** How far the points of a run may bulge on average to one side in its middle, in pixels. */
const BULGE = 0.06;
/** How many times more than a run itself an edge must bend where the run is said to end. */
const ABRUPTNESS = 10;
/** How much more so where it bends to the other side at each end: curves are straight where they change sides. */
const INFLECTION = 4;
/** Pixels between a run and a corner that tell nothing. */
const SHORTEST_REST = 2.5;
/** Weight from which a point has a say in whether an edge is straight. */
const TRUSTED = 0.5;
/** How often a run that bulges is tried again without its ends. */
const TRIES = 5;

/**
 * Finds the straight stretches of an open polyline, longest first come. A gentle curve is nowhere straight: a run
 * must neither bulge nor go on bending beyond its ends as it may bend within. Points lie within `tolerance` pixels of
 * the line of their run.
 */
export function findStraightRuns(polyline: Polyline, tolerance: number): StraightRun[] {
  const { count } = polyline;
  let [head, tail] = [0, count - 1];
  while (head < tail && (polyline.weights[head] as number) < TRUSTED) head++;
  while (tail > head && (polyline.weights[tail] as number) < TRUSTED) tail--;
  if (tail - head < 1) return [];
  const sums = createLineSums(polyline);
  const lengths = arcLengths(polyline);
  const whole = runBetween(head, tail);
  if (whole) return [whole];
  const variance = (tolerance * 0.5) ** 2;
  const candidates: { from: number; to: number }[] = [];
  let to = head + 1;
  for (let from = head; from < tail - 1; from++) {
    const reached = to;
    to = Math.max(to, from + 1);
    while (to < tail && sums.lineThrough(from, to + 1).variance <= variance && endsOnLine(from, to + 1)) to++;
    if ((to > reached || from === head) && (lengths[to] as number) - (lengths[from] as number) >= SHORTEST)
      candidates.push({ from, to });
  }
  candidates.sort((a, b) => lengthOf(b) - lengthOf(a));
  const runs: StraightRun[] = [];
  for (const candidate of candidates) {
    let { from, to: until } = candidate;
    for (const run of runs) {
      if (run.from < until && run.to > from) {
        if (run.from <= from) from = Math.max(from, run.to);
        else until = Math.min(until, run.from);
      }
    }
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (until - from < 4 || (lengths[until] as number) - (lengths[from] as number) < SHORTEST) break;
      const run = runBetween(from, until);
      if (run) {
        if (endsAbruptly(run)) runs.push(run);
        break;
      }
      const trimmed = Math.max(1, Math.floor((until - from) / 20));
      from += trimmed;
      until -= trimmed;
    }
  }
  return runs.sort((a, b) => a.from - b.from);

  function lengthOf(run: { from: number; to: number }): number {
    return (lengths[run.to] as number) - (lengths[run.from] as number);
  }

  function endsOnLine(from: number, end: number): boolean {
    if ((polyline.weights[end] as number) < TRUSTED) return true;
    const { line } = sums.lineThrough(from, end);
    return Math.abs(offsetFrom(line, polyline.xs[end] as number, polyline.ys[end] as number)) <= tolerance;
  }

  /** The run between two points when all of them lie on its line and it does not bulge. */
  function runBetween(from: number, end: number): StraightRun | null {
    const { line } = sums.lineThrough(from, end);
    let worst = 0;
    const thirds = [0, 0, 0];
    const weights = [0, 0, 0];
    const length = (lengths[end] as number) - (lengths[from] as number);
    for (let index = from; index <= end; index++) {
      const weight = polyline.weights[index] as number;
      const offset = offsetFrom(line, polyline.xs[index] as number, polyline.ys[index] as number);
      if (weight >= TRUSTED) worst = Math.max(worst, Math.abs(offset));
      const third =
        length > 0
          ? Math.min(2, Math.floor((3 * ((lengths[index] as number) - (lengths[from] as number))) / length))
          : 0;
      thirds[third] = (thirds[third] as number) + offset * weight;
      weights[third] = (weights[third] as number) + weight;
    }
    if (worst > tolerance) return null;
    const [first, middle, last] = thirds.map((sum, third) => sum / Math.max(1e-6, weights[third] as number));
    if (end - from >= 5 && Math.abs((middle as number) - ((first as number) + (last as number)) / 2) > BULGE)
      return null;
    return { from, to: end, line };
  }

  /** Whether the edge bends away at the ends of a run much more than it may bend within. */
  function endsAbruptly(run: StraightRun): boolean {
    const length = lengthOf(run);
    const withinRun = (8 * BULGE) / (length * length);
    const [before, after] = [bendBeyond(run.from, -1), bendBeyond(run.to, 1)];
    const isInflection = Number.isFinite(before * after) && before * after < 0;
    const least = ABRUPTNESS * withinRun * (isInflection ? INFLECTION : 1);
    return Math.abs(before) >= least && Math.abs(after) >= least;

    /** Curvature of the edge beyond an end of the run, over as much again; positive to the right of the run. */
    function bendBeyond(end: number, step: 1 | -1): number {
      let bend = 0;
      let beyond = 0;
      for (let index = end + step; index >= 0 && index < count && beyond < length; index += step) {
        beyond = Math.abs((lengths[index] as number) - (lengths[end] as number));
        const offset = offsetFrom(run.line, polyline.xs[index] as number, polyline.ys[index] as number);
        if (Math.abs(offset) > Math.abs(bend)) bend = offset;
      }
      return beyond < SHORTEST_REST ? Number.POSITIVE_INFINITY : (2 * bend) / (beyond * beyond);
    }
  }
}

function arcLengths({ xs, ys, count }: Polyline): Float64Array {
  const lengths = new Float64Array(count);
  for (let index = 1; index < count; index++) {
    lengths[index] =
      (lengths[index - 1] as number) +
      Math.hypot((xs[index] as number) - (xs[index - 1] as number), (ys[index] as number) - (ys[index - 1] as number));
  }
  return lengths;
}
