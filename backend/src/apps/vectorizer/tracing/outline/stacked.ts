import type { LabelMap, Segment, Shape, Subpath } from "../drawing";
import type { Arcs, LoopArc } from "./arcs";
import type { Borders } from "./borders";
import { type CoveredCrack, drawCovered } from "./covered-path";
import { type Faces, OUTSIDE } from "./faces";
import { chainLoops } from "./loops";
import { type FitOptions, fitClosed, fitOpen } from "./outline-fit";
import { orderPainting } from "./painting-order";
import { type Point, type Polyline, project } from "./polyline";

/** What an arc is to the shape that it bounds: its own edge, under another shape, or the picture's frame. */
type Kind = "edge" | "covered" | "frame";

interface Run {
  readonly kind: Kind;
  readonly arcs: LoopArc[];
}

/** Pixels by which an edge is drawn on below the shape that covers its end. */
const UNDERLAP = 0.8;
/** Cracks on each side over which the direction of a covered outline is taken. */
const DIRECTION_REACH = 3;

/**
 * Draws shapes that lie on each other, as `orderPainting` puts them. Every visible edge is drawn once, by the upper
 * of its two shapes, and in one stroke past whatever meets it from below; under a shape on top an outline takes short
 * cuts and keeps clear of that shape's edge. `onShape` hears of each shape as a share of all, 0–1, and may throw.
 */
export function drawStacked(
  map: LabelMap,
  faces: Faces,
  borders: Borders,
  arcs: Arcs,
  options: FitOptions,
  onShape: (share: number) => void,
): Shape[] {
  const order = orderPainting(faces, borders);
  const shapes: Shape[] = [];
  order.faces.forEach((face, index) => {
    const subpaths = chainLoops(borders, order.sidesOf(face)).map((loop) => drawLoop(face, loop));
    const color = map.palette[faces.labels[face] as number];
    if (color) shapes.push({ color, opacity: 1, subpaths });
    onShape((index + 1) / order.faces.length);
  });
  return shapes;

  function kindOf(face: number, { arc, isReversed }: LoopArc): Kind {
    const [left, right] = [borders.left[arc] as number, borders.right[arc] as number];
    const [inside, outside] = isReversed ? [right, left] : [left, right];
    if (outside === OUTSIDE) return "frame";
    const isBelow = (order.ranks[outside] as number) > (order.ranks[face] as number);
    return inside !== face || isBelow ? "covered" : "edge";
  }

  function drawLoop(face: number, loop: LoopArc[]): Subpath {
    const runs = runsOf(face, loop);
    if (runs.length === 1 && runs[0]?.kind === "edge") {
      return fitClosed(arcs.edgeOf(loop, true), options) ?? closed(loop.flatMap(arcs.turnsOf));
    }
    const edges = runs.map((run, index) =>
      run.kind === "edge" ? drawEdge(run, runs.at(index - 1), runs[(index + 1) % runs.length]) : null,
    );
    const segments: Segment[] = [];
    runs.forEach((run, index) => {
      const edge = edges[index];
      if (edge) {
        segments.push([edge.start.x, edge.start.y], ...edge.segments);
        return;
      }
      const start = edges.at(index - 1)?.end ?? arcs.startOf(run.arcs[0] as LoopArc);
      const end = edges[(index + 1) % runs.length]?.start ?? arcs.endOf(run.arcs.at(-1) as LoopArc);
      const corners = run.kind === "frame" ? run.arcs.flatMap(arcs.turnsOf) : pathBelow(face, run, start, end);
      segments.push(...corners.map(({ x, y }): Segment => [x, y]));
    });
    return withoutStandstill(segments);
  }

  /** The loop from where its kind changes, as runs of one kind. */
  function runsOf(face: number, loop: LoopArc[]): Run[] {
    const kinds = loop.map((arc) => kindOf(face, arc));
    const turn = kinds.findIndex((kind, index) => kind !== kinds.at(index - 1));
    if (turn === -1) return [{ kind: kinds[0] as Kind, arcs: loop }];
    const runs: Run[] = [];
    loop.forEach((_, index) => {
      const place = (index + turn) % loop.length;
      const kind = kinds[place] as Kind;
      const arc = loop[place] as LoopArc;
      const run = runs.at(-1);
      if (run?.kind === kind) run.arcs.push(arc);
      else runs.push({ kind, arcs: [arc] });
    });
    return runs;
  }

  function drawEdge(run: Run, before: Run | undefined, after: Run | undefined) {
    const edge = arcs.edgeOf(run.arcs, false);
    const start = endOfEdge(arcs.startOf(run.arcs[0] as LoopArc), edge, -1, before?.kind === "frame");
    const end = endOfEdge(arcs.endOf(run.arcs.at(-1) as LoopArc), edge, 1, after?.kind === "frame");
    return { start, end, segments: fitOpen(edge, start, end, options) };
  }

  /** Where the edge that comes to a junction ends: on the frame, or a little below the shape that covers it. */
  function endOfEdge(junction: Point, edge: Polyline, end: 1 | -1, meetsFrame: boolean): Point {
    const line = arcs.approach(junction, edge, end);
    if (meetsFrame) return arcs.meetFrame(junction, line);
    if (!line) return junction;
    const foot = project(line, junction);
    return { x: foot.x + end * line.dx * UNDERLAP, y: foot.y + end * line.dy * UNDERLAP };
  }

  function pathBelow(face: number, run: Run, start: Point, end: Point): Point[] {
    const rank = order.ranks[face] as number;
    const isCovered = (other: number) => (order.ranks[other] as number) > rank;
    const cracks = run.arcs.flatMap((arc) => coveredCracks(arc, isCovered));
    const isLoop = start.x === end.x && start.y === end.y;
    return drawCovered(faces, isCovered, cracks, isLoop ? null : { start, end });
  }

  /** The cracks of an arc with the way below the shape that covers them, on the hand where it lies. */
  function coveredCracks(loopArc: LoopArc, isCovered: (face: number) => boolean): CoveredCrack[] {
    const { arc, isReversed } = loopArc;
    const hand = isCovered((isReversed ? borders.right : borders.left)[arc] as number) ? 1 : -1;
    const cracks = arcs.cracksOf(loopArc);
    return cracks.map(({ x, y }, index) => {
      const before = cracks[Math.max(0, index - DIRECTION_REACH)] as Point;
      const after = cracks[Math.min(cracks.length - 1, index + DIRECTION_REACH)] as Point;
      const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
      return {
        x,
        y,
        towardsX: (hand * (after.y - before.y)) / length,
        towardsY: (-hand * (after.x - before.x)) / length,
      };
    });
  }
}

/** The closed outline of these segments, but for lines that lead nowhere. */
function withoutStandstill(segments: readonly Segment[]): Subpath {
  const [x, y] = (segments.at(-1) as Segment).slice(-2) as [number, number];
  let here = [x, y];
  const steps = segments.filter((segment) => {
    const [endX, endY] = segment.slice(-2) as [number, number];
    const isStandstill = segment.length === 2 && endX === here[0] && endY === here[1];
    here = [endX, endY];
    return !isStandstill;
  });
  return { x, y, segments: steps };
}

/** An outline by its corners. */
export function closed(corners: readonly Point[]): Subpath {
  const { x, y } = corners.at(-1) as Point;
  return { x, y, segments: corners.map((corner): Segment => [corner.x, corner.y]) };
}
