import type { Faces } from "./faces";
import type { Point } from "./polyline";

/** Pixels below the shape on top at which an outline runs, tried from first to last. */
const DEPTHS = [1.6, 1, 0.6] as const;
/** Pixels on each side of an outline that must lie below the shape on top as well. */
const MARGIN = 0.7;
/** Pixels squared that one short cut may span; larger ones are not looked at. */
const LARGEST_CUT = 40_000;
/** Pixels from the ends of a path in which it comes out of its cover. */
const EMERGING = 1.8;

/** A crack of an outline that another shape covers: its middle, and the direction from there below that shape. */
export interface CoveredCrack extends Point {
  readonly towardsX: number;
  readonly towardsY: number;
}

/**
 * The corners of a path that nobody sees, from start to end, or round a loop: within what `isCovered` holds for, a pixel or more from
 * its border where there is room, so that no colour shines through an anti-aliased edge on top of it; with as few
 * corners as doubling steps find.
 */
export function drawCovered(
  faces: Faces,
  isCovered: (face: number) => boolean,
  cracks: readonly CoveredCrack[],
  ends: { start: Point; end: Point } | null,
): Point[] {
  const sunk = cracks.map(sink);
  const path = ends ? [ends.start, ...sunk, ends.end] : [...sunk, sunk[0] as Point];
  const corners: Point[] = [];
  let from = 0;
  while (from < path.length - 1) {
    let reached = from + 1;
    let step = 8;
    let refused = path.length;
    if (isShortcut(from, path.length - 1)) reached = path.length - 1;
    while (reached + 1 < refused) {
      const to = Math.min(reached + step, refused - 1);
      if (isShortcut(from, to)) {
        reached = to;
        step *= 2;
      } else {
        refused = to;
        step = Math.max(1, Math.floor((refused - reached) / 2));
      }
    }
    corners.push(path[reached] as Point);
    from = reached;
  }
  return corners;

  function covers(x: number, y: number): boolean {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= faces.width || row >= faces.height) return true;
    return isCovered(faces.faceOf[row * faces.width + column] as number);
  }

  function isDeep(x: number, y: number): boolean {
    return (
      covers(x - MARGIN, y - MARGIN) &&
      covers(x + MARGIN, y - MARGIN) &&
      covers(x - MARGIN, y + MARGIN) &&
      covers(x + MARGIN, y + MARGIN)
    );
  }

  function sink({ x, y, towardsX, towardsY }: CoveredCrack): Point {
    for (const depth of DEPTHS) {
      const [sunkX, sunkY] = [x + depth * towardsX, y + depth * towardsY];
      if (isDeep(sunkX, sunkY)) return { x: sunkX, y: sunkY };
    }
    return { x, y };
  }

  /** Whether the straight line between two points of the path is covered, and all that lies between it and the path. */
  function isShortcut(first: number, last: number): boolean {
    const [a, b] = [path[first] as Point, path[last] as Point];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length === 0) return last - first < 2;
    for (let along = 0; along <= length; along += 0.5) {
      const [x, y] = [a.x + ((b.x - a.x) * along) / length, a.y + ((b.y - a.y) * along) / length];
      const isEmerging = (first === 0 && along < EMERGING) || (last === path.length - 1 && length - along < EMERGING);
      if (!isEmerging && !isDeep(x, y)) return false;
    }
    return isFilled(first, last);
  }

  /** Whether the pixels enclosed by a stretch of the path and the line back are all covered. */
  function isFilled(first: number, last: number): boolean {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = first; index <= last; index++) {
      const { x, y } = path[index] as Point;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    if ((right - left) * (bottom - top) > LARGEST_CUT) return false;
    const firstRow = Math.floor(top);
    const crossings: number[][] = Array.from({ length: Math.ceil(bottom) - firstRow + 1 }, () => []);
    for (let index = first; index <= last; index++) {
      const a = path[index] as Point;
      const b = path[index === last ? first : index + 1] as Point;
      const [low, high] = a.y < b.y ? [a, b] : [b, a];
      for (let row = Math.ceil(low.y - 0.5); row + 0.5 < high.y; row++) {
        const x = low.x + ((row + 0.5 - low.y) * (high.x - low.x)) / (high.y - low.y);
        crossings[row - firstRow]?.push(x);
      }
    }
    return crossings.every((row, index) => {
      row.sort((a, b) => a - b);
      for (let pair = 0; pair + 1 < row.length; pair += 2) {
        for (let x = Math.ceil((row[pair] as number) - 0.5); x + 0.5 < (row[pair + 1] as number); x++) {
          if (!covers(x + 0.5, firstRow + index + 0.5)) return false;
        }
      }
      return true;
    });
  }
}
