import type { GapLine, Raster, Segment, Shape, Subpath } from "./drawing";

/** Pixels: outlines that were smoothed apart lie at most half of it from each other. */
const WIDTH = 3;
/** Pixels from transparency within which no line is drawn, so that the silhouette does not grow. */
const CLEARANCE = 2.5;

/**
 * Lines below cut-out shapes, along the outline of each in its own colour, so that nothing shines through where two
 * outlines do not quite meet. There are none along what is transparent: such lines are open.
 *
 * @param raster of pixels that are there or not
 */
export function lineGaps(shapes: readonly Shape[], raster: Raster): GapLine[] {
  const isClear = createClearance(raster);
  return shapes.flatMap(({ color, subpaths }) => {
    const lines = subpaths.flatMap((subpath) => clearParts(subpath, isClear));
    return lines.length > 0 ? [{ color, width: WIDTH, subpaths: lines }] : [];
  });
}

type IsClear = (x: number, y: number) => boolean;
type Point = readonly [x: number, y: number];
/** A cubic Bézier curve by its ends and control points. */
type Curve = readonly [Point, Point, Point, Point];

/** What of an outline is clear of transparency. */
function clearParts({ x, y, segments }: Subpath, isClear: IsClear): Subpath[] {
  const lines: { x: number; y: number; segments: Segment[] }[] = [];
  let line: (typeof lines)[number] | null = null;
  let from: Point = [x, y];
  for (const segment of [...segments, [x, y] as const]) {
    const curve = curveOf(from, segment);
    from = curve[3];
    for (const [begin, end] of clearSpans(curve, isClear)) {
      const part = partOf(curve, begin, end);
      if (!line || begin > 0) {
        line = { x: part[0][0], y: part[0][1], segments: [] };
        lines.push(line);
      }
      line.segments.push(segment.length === 2 ? part[3] : [...part[1], ...part[2], ...part[3]]);
      if (end < 1) line = null;
    }
    if (!isClear(...from)) line = null;
  }
  return lines;
}

function curveOf(from: Point, segment: Segment): Curve {
  if (segment.length === 2) return [from, from, segment, segment];
  const [x1, y1, x2, y2, x, y] = segment;
  return [from, [x1, y1], [x2, y2], [x, y]];
}

/** Where a curve is clear, as spans of its parameter 0–1, looked at about once a pixel. */
function clearSpans(curve: Curve, isClear: IsClear): [begin: number, end: number][] {
  const [a, b, c, d] = curve;
  const length = distance(a, b) + distance(b, c) + distance(c, d);
  if (length === 0) return [];
  const steps = Math.ceil(length);
  const spans: [number, number][] = [];
  let begin: number | null = null;
  for (let step = 0; step <= steps; step++) {
    if (isClear(...pointOf(curve, step / steps))) begin ??= step;
    else {
      if (begin !== null && step - 1 > begin) spans.push([begin / steps, (step - 1) / steps]);
      begin = null;
    }
  }
  if (begin !== null && begin < steps) spans.push([begin / steps, 1]);
  return spans;
}

/** By de Casteljau's construction. */
function pointOf(curve: Curve, t: number): Point {
  return partOf(curve, 0, t)[3];
}

function partOf(curve: Curve, begin: number, end: number): Curve {
  const rest = begin === 0 ? curve : split(curve, begin)[1];
  return end === 1 ? rest : split(rest, (end - begin) / (1 - begin))[0];
}

function split([a, b, c, d]: Curve, t: number): [Curve, Curve] {
  const [ab, bc, cd] = [mix(a, b, t), mix(b, c, t), mix(c, d, t)];
  const [abc, bcd] = [mix(ab, bc, t), mix(bc, cd, t)];
  const middle = mix(abc, bcd, t);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

function mix(one: Point, other: Point, t: number): Point {
  return [one[0] + (other[0] - one[0]) * t, one[1] + (other[1] - one[1]) * t];
}

function distance(one: Point, other: Point): number {
  return Math.hypot(other[0] - one[0], other[1] - one[1]);
}

function createClearance({ width, height, data }: Raster): IsClear {
  return (x, y) => {
    for (let row = Math.max(0, Math.floor(y - CLEARANCE)); row < Math.min(height, y + CLEARANCE); row++) {
      for (let column = Math.max(0, Math.floor(x - CLEARANCE)); column < Math.min(width, x + CLEARANCE); column++) {
        if (data[(row * width + column) * 4 + 3] === 0) return false;
      }
    }
    return true;
  };
}
