import type { GapLine, HexColor, LabelMap, Segment, Shape, Subpath } from "../drawing";
import type { Arcs, LoopArc } from "./arcs";
import type { Borders } from "./borders";
import { type Faces, isPainted, OUTSIDE } from "./faces";
import { chainLoops } from "./loops";
import { type FitOptions, fitClosed, fitOpen } from "./outline-fit";
import type { Line, Point } from "./polyline";
import { closed } from "./stacked";

/** Pixels; wide enough that no pixel along a border is without colour, and hidden by both shapes. */
const GAP_WIDTH = 1;
/** Farthest that a junction is moved from the corner of pixels where it was found, in pixels. */
const LARGEST_MOVE = 0.7;
/** What the corner of pixels is worth beside one line that leads to a junction. */
const CORNER_WEIGHT = 0.1;

/**
 * Draws shapes that are cut out of each other. Each arc is drawn once, between junctions that keep one place for all
 * arcs that meet there, and bounds both its shapes; so they abut exactly. Below them run lines along every border
 * of two shapes, against the background shining through their anti-aliased edges; none along transparency or the
 * frame, so the outline of the whole does not grow. `onShape` as for `drawStacked`.
 */
export function drawCutOut(
  map: LabelMap,
  faces: Faces,
  borders: Borders,
  arcs: Arcs,
  options: FitOptions,
  onShape: (share: number) => void,
): { shapes: Shape[]; gaps: GapLine[] } {
  const junctions = placeJunctions(borders, arcs);
  const drawn: (Subpath | null)[] = [];
  const sides: number[][] = Array.from({ length: faces.count }, () => []);
  for (let arc = 0; arc < borders.count; arc++) {
    drawn.push(drawArc(arc));
    const [left, right] = [borders.left[arc] as number, borders.right[arc] as number];
    if (isPainted(faces, left)) sides[left]?.push(2 * arc);
    if (isPainted(faces, right)) sides[right]?.push(2 * arc + 1);
    onShape((arc + 1) / borders.count);
  }
  const shapes: Shape[] = [];
  sides.forEach((own, face) => {
    const color = map.palette[faces.labels[face] as number];
    if (own.length === 0 || !color) return;
    const subpaths = chainLoops(borders, Int32Array.from(own)).map((loop) => joinArcs(loop, drawn));
    shapes.push({ color, opacity: 1, subpaths });
  });
  return { shapes, gaps: drawGaps(map, faces, borders, drawn) };

  function drawArc(arc: number): Subpath | null {
    const loopArc = { arc, isReversed: false };
    const [left, right] = [borders.left[arc] as number, borders.right[arc] as number];
    if (!isPainted(faces, left) && !isPainted(faces, right)) return null;
    if (borders.isClosed[arc]) {
      const turns = () => closed(arcs.turnsOf(loopArc));
      if (left === OUTSIDE || right === OUTSIDE) return turns();
      return fitClosed(arcs.edgeOf([loopArc], true), options) ?? turns();
    }
    const start = junctions.get(borders.start[arc] as number) as Point;
    const end = junctions.get(borders.end[arc] as number) as Point;
    if (left !== OUTSIDE && right !== OUTSIDE) {
      return { ...start, segments: fitOpen(arcs.edgeOf([loopArc], false), start, end, options) };
    }
    const turns = arcs.turnsOf(loopArc).slice(0, -1);
    return { ...start, segments: [...turns, end].map(({ x, y }): Segment => [x, y]) };
  }
}

/** One place for every junction: where the edges that lead to it meet, by least squares. */
function placeJunctions(borders: Borders, arcs: Arcs): Map<number, Point> {
  const approaches = new Map<number, { corner: Point; lines: Line[] }>();
  const add = (number: number, corner: Point, line: Line | null) => {
    const junction = approaches.get(number) ?? { corner, lines: [] };
    if (line) junction.lines.push(line);
    approaches.set(number, junction);
  };
  for (let arc = 0; arc < borders.count; arc++) {
    if (borders.isClosed[arc]) continue;
    const loopArc = { arc, isReversed: false };
    const isFrame = borders.left[arc] === OUTSIDE || borders.right[arc] === OUTSIDE;
    const edge = isFrame ? null : arcs.edgeOf([loopArc], false);
    const [start, end] = [arcs.startOf(loopArc), arcs.endOf(loopArc)];
    add(borders.start[arc] as number, start, edge && arcs.approach(start, edge, -1));
    add(borders.end[arc] as number, end, edge && arcs.approach(end, edge, 1));
  }
  const places = new Map<number, Point>();
  for (const [number, { corner, lines }] of approaches) {
    places.set(number, arcs.isOnFrame(corner) ? arcs.meetFrame(corner, lines[0] ?? null) : meetingPoint(corner, lines));
  }
  return places;
}

function meetingPoint(corner: Point, lines: readonly Line[]): Point {
  let [xx, xy, yy, bx, by] = [CORNER_WEIGHT, 0, CORNER_WEIGHT, 0, 0];
  for (const { x, y, dx, dy } of lines) {
    const offset = -dy * (x - corner.x) + dx * (y - corner.y);
    xx += dy * dy;
    xy -= dx * dy;
    yy += dx * dx;
    bx -= dy * offset;
    by += dx * offset;
  }
  const determinant = xx * yy - xy * xy;
  const [moveX, moveY] = [(bx * yy - by * xy) / determinant, (by * xx - bx * xy) / determinant];
  const scale = Math.min(1, LARGEST_MOVE / Math.max(1e-9, Math.hypot(moveX, moveY)));
  return { x: corner.x + moveX * scale, y: corner.y + moveY * scale };
}

function joinArcs(loop: readonly LoopArc[], drawn: readonly (Subpath | null)[]): Subpath {
  const segments: Segment[] = [];
  let begin: Point | null = null;
  for (const { arc, isReversed } of loop) {
    const path = drawn[arc] as Subpath;
    const oriented = isReversed ? reversed(path) : path;
    begin ??= oriented;
    segments.push(...oriented.segments);
  }
  const { x, y } = begin as Point;
  return { x, y, segments };
}

function reversed({ x, y, segments }: Subpath): Subpath {
  const ends: Point[] = [{ x, y }, ...segments.map((segment) => endOf(segment))];
  const backwards = segments.map((segment, index): Segment => {
    const to = ends[index] as Point;
    return segment.length === 2 ? [to.x, to.y] : [segment[2], segment[3], segment[0], segment[1], to.x, to.y];
  });
  return { ...(ends.at(-1) as Point), segments: backwards.reverse() };
}

function endOf(segment: Segment): Point {
  return segment.length === 2 ? { x: segment[0], y: segment[1] } : { x: segment[4], y: segment[5] };
}

function drawGaps(map: LabelMap, faces: Faces, borders: Borders, drawn: readonly (Subpath | null)[]): GapLine[] {
  const byColor = new Map<HexColor, Subpath[]>();
  drawn.forEach((path, arc) => {
    const [left, right] = [borders.left[arc] as number, borders.right[arc] as number];
    if (!path || !isPainted(faces, left) || !isPainted(faces, right)) return;
    const color = meanColor(
      map.palette[faces.labels[left] as number] as HexColor,
      map.palette[faces.labels[right] as number] as HexColor,
    );
    const lines = byColor.get(color);
    if (lines) lines.push(path);
    else byColor.set(color, [path]);
  });
  return [...byColor].map(([color, subpaths]) => ({ color, width: GAP_WIDTH, subpaths }));
}

function meanColor(first: HexColor, second: HexColor): HexColor {
  const [a, b] = [Number.parseInt(first.slice(1), 16), Number.parseInt(second.slice(1), 16)];
  const mean = [16, 8, 0].reduce(
    (sum, shift) => sum | (((((a >> shift) & 255) + ((b >> shift) & 255)) >> 1) << shift),
    0,
  );
  return `#${mean.toString(16).padStart(6, "0")}`;
}
