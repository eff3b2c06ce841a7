import type { Raster } from "../drawing";
import { type Borders, STEP_X, STEP_Y } from "./borders";
import { createEdgeReader, type EdgePoints, noEdgePoints } from "./edge-points";
import type { Faces } from "./faces";
import { createLineSums, type Line, type Point, type Polyline, polylineOf, project, slice } from "./polyline";

/** An arc as part of an outline: forward when what is outlined lies on its left hand. */
export interface LoopArc {
  readonly arc: number;
  readonly isReversed: boolean;
}

/** What the picture tells of the arcs of its border graph. */
export interface Arcs {
  startOf(arc: LoopArc): Point;
  endOf(arc: LoopArc): Point;
  /** The edge along arcs that follow each other. */
  edgeOf(arcs: readonly LoopArc[], isClosed: boolean): Polyline;
  /** Where the cracks of an arc turn, and its end: its outline in whole pixels. */
  turnsOf(arc: LoopArc): Point[];
  /** The middles of the cracks of an arc. */
  cracksOf(arc: LoopArc): Point[];
  /** The line along which an edge comes to the junction at its end (1) or its start (-1); null when it is too short to tell. */
  approach(junction: Point, edge: Polyline, end: 1 | -1): Line | null;
  /** Where that line meets the picture's frame near a junction on the frame. */
  meetFrame(junction: Point, line: Line | null): Point;
  isOnFrame(junction: Point): boolean;
}

/** Pixels around a junction in which a third colour blurs an edge. */
const JUNCTION_BLUR = 1;
const JUNCTION_WEIGHT = 0.1;
/** Points and pixels from a junction from which the line towards it is taken. */
const APPROACH_POINTS = 5;
const APPROACH = 6;
/** Farthest that a line may pass a junction, in pixels. */
const MISS = 0.9;

export function createArcs(raster: Raster, faces: Faces, borders: Borders): Arcs {
  const { width, height } = faces;
  const readArc = createEdgeReader(raster, faces, borders);
  const pointAt = (corner: number): Point => ({ x: corner % (width + 1), y: Math.floor(corner / (width + 1)) });
  const startOf = ({ arc, isReversed }: LoopArc) => pointAt((isReversed ? borders.end : borders.start)[arc] as number);
  const endOf = ({ arc, isReversed }: LoopArc) => pointAt((isReversed ? borders.start : borders.end)[arc] as number);

  function doubt(points: EdgePoints, from: number, { x, y }: Point): void {
    for (let index = from; index < points.xs.length; index++) {
      const far = Math.hypot((points.xs.values[index] as number) - x, (points.ys.values[index] as number) - y);
      if (far >= JUNCTION_BLUR) continue;
      points.weights.values[index] = Math.min(JUNCTION_WEIGHT, points.weights.values[index] as number);
    }
  }

  function follow(loopArc: LoopArc, visit: (way: number, x: number, y: number) => void): void {
    const { arc, isReversed } = loopArc;
    const [from, to] = [borders.offsets[arc] as number, borders.offsets[arc + 1] as number];
    let { x, y } = startOf(loopArc);
    for (let step = from; step < to; step++) {
      const way = isReversed
        ? ((borders.ways[to - 1 - (step - from)] as number) + 2) & 3
        : (borders.ways[step] as number);
      visit(way, x, y);
      x += STEP_X[way] as number;
      y += STEP_Y[way] as number;
    }
  }

  return {
    startOf,
    endOf,

    edgeOf(arcs, isClosed) {
      const points = noEdgePoints();
      for (const arc of arcs) {
        const from = points.xs.length;
        readArc(arc.arc, arc.isReversed, points);
        if (borders.isClosed[arc.arc]) continue;
        doubt(points, from, startOf(arc));
        doubt(points, from, endOf(arc));
      }
      return polylineOf(points, isClosed);
    },

    turnsOf(arc) {
      const corners: Point[] = [];
      let previous = -1;
      follow(arc, (way, x, y) => {
        if (way !== previous && previous !== -1) corners.push({ x, y });
        previous = way;
      });
      corners.push(endOf(arc));
      return corners;
    },

    cracksOf(arc) {
      const middles: Point[] = [];
      follow(arc, (way, x, y) => {
        middles.push({ x: x + (STEP_X[way] as number) / 2, y: y + (STEP_Y[way] as number) / 2 });
      });
      return middles;
    },

    approach(junction, edge, end) {
      const near: number[] = [];
      for (let taken = 0; taken < edge.count && near.length < APPROACH_POINTS; taken++) {
        const index = end > 0 ? edge.count - 1 - taken : taken;
        const distance = Math.hypot((edge.xs[index] as number) - junction.x, (edge.ys[index] as number) - junction.y);
        if (distance > APPROACH) break;
        if (distance > JUNCTION_BLUR && (edge.weights[index] as number) > JUNCTION_WEIGHT) near.push(index);
      }
      if (near.length < 2) return null;
      const [low, high] = [Math.min(...near), Math.max(...near)];
      const { line } = createLineSums(slice(edge, low, high)).lineThrough(0, high - low);
      const foot = project(line, junction);
      return Math.hypot(foot.x - junction.x, foot.y - junction.y) > MISS ? null : line;
    },

    meetFrame(junction, line) {
      const isUpright = junction.x === 0 || junction.x === width;
      const isFlat = junction.y === 0 || junction.y === height;
      if (!line || (isUpright && isFlat)) return junction;
      const foot = project(line, junction);
      const along = isUpright ? (junction.x - foot.x) / line.dx : (junction.y - foot.y) / line.dy;
      const met = Math.abs(along) < MISS ? { x: foot.x + along * line.dx, y: foot.y + along * line.dy } : foot;
      return isUpright
        ? { x: junction.x, y: Math.min(height, Math.max(0, met.y)) }
        : { x: Math.min(width, Math.max(0, met.x)), y: junction.y };
    },

    isOnFrame: ({ x, y }) => x === 0 || y === 0 || x === width || y === height,
  };
}
