import { type Faces, faceAt, JOINS_FALLING } from "./faces";
import { growingBytes, growingIntegers } from "./growing";

/** The four ways along the cracks between pixels: right, down, left, up. */
export const STEP_X = [1, 0, -1, 0] as const;
export const STEP_Y = [0, 1, 0, -1] as const;

/**
 * The borders between faces as a planar graph. An arc is a chain of cracks between pixels with one face on its left
 * and another on its right; it runs from one junction of three or more faces to another, or is closed on itself.
 */
export interface Borders {
  readonly count: number;
  /** Faces on the left and right hand of each arc, {@link OUTSIDE} beyond the frame. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Corners, as y · (width + 1) + x, at which each arc begins and ends. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly isClosed: Uint8Array;
  /** Where the ways of each arc begin in `ways`; one more than there are arcs. */
  readonly offsets: Int32Array;
  readonly ways: Uint8Array;
}

const SEEN_RIGHT = 4;
const SEEN_DOWN = 8;

/** Follows every border once, in time linear in the picture. Marks what it has seen in `faces.corners`. */
export function traceBorders(faces: Faces): Borders {
  const { width, height } = faces;
  const stride = width + 1;
  const ways = growingBytes();
  const [left, right, start, end] = [growingIntegers(), growingIntegers(), growingIntegers(), growingIntegers()];
  const isClosed = growingBytes();
  const offsets = growingIntegers();
  offsets.push(0);

  function follow(corner: number, firstWay: number, closes: boolean): void {
    let x = corner % stride;
    let y = (corner - x) / stride;
    let way = firstWay;
    left.push(faceAt(faces, ...besideLeft(x, y, way)));
    right.push(faceAt(faces, ...besideRight(x, y, way)));
    start.push(corner);
    while (true) {
      markSeen(faces.corners, y * stride + x, way, stride);
      ways.push(way);
      x += STEP_X[way] as number;
      y += STEP_Y[way] as number;
      if (closes ? y * stride + x === corner && isLoopEnd(way) : isJunction(x, y)) break;
      way = onward(x, y, way);
    }
    end.push(y * stride + x);
    isClosed.push(closes ? 1 : 0);
    offsets.push(ways.length);

    function isLoopEnd(arrival: number): boolean {
      return onward(x, y, arrival) === firstWay;
    }
  }

  function cracksAt(x: number, y: number): number {
    const topLeft = faceAt(faces, x - 1, y - 1);
    const topRight = faceAt(faces, x, y - 1);
    const bottomLeft = faceAt(faces, x - 1, y);
    const bottomRight = faceAt(faces, x, y);
    return (
      (topRight !== bottomRight ? 1 : 0) |
      (bottomLeft !== bottomRight ? 2 : 0) |
      (topLeft !== bottomLeft ? 4 : 0) |
      (topLeft !== topRight ? 8 : 0)
    );
  }

  function isJunction(x: number, y: number): boolean {
    if (((faces.corners[y * stride + x] as number) & 3) !== 0) return false;
    const cracks = cracksAt(x, y);
    return cracks === 7 || cracks === 11 || cracks === 13 || cracks === 14 || cracks === 15;
  }

  function onward(x: number, y: number, arrival: number): number {
    const join = (faces.corners[y * stride + x] as number) & 3;
    if (join !== 0) {
      return (join === JOINS_FALLING ? [1, 0, 3, 2] : [3, 2, 1, 0])[arrival] as number;
    }
    const onwards = cracksAt(x, y) & ~(1 << ((arrival + 2) & 3));
    return onwards & 1 ? 0 : onwards & 2 ? 1 : onwards & 4 ? 2 : 3;
  }

  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      if (!isCrossed(faces, x, y) || !isJunction(x, y)) continue;
      const corner = y * stride + x;
      const cracks = cracksAt(x, y);
      for (let way = 0; way < 4; way++) {
        if (cracks & (1 << way) && !hasSeen(faces.corners, corner, way, stride)) follow(corner, way, false);
      }
    }
  }
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x < width; x++) {
      const corner = y * stride + x;
      if (faceAt(faces, x, y - 1) !== faceAt(faces, x, y) && !hasSeen(faces.corners, corner, 0, stride)) {
        follow(corner, 0, true);
      }
    }
  }
  const count = left.length;
  return {
    count,
    left: left.values.subarray(0, count),
    right: right.values.subarray(0, count),
    start: start.values.subarray(0, count),
    end: end.values.subarray(0, count),
    isClosed: isClosed.values.subarray(0, count),
    offsets: offsets.values.subarray(0, count + 1),
    ways: ways.values.subarray(0, ways.length),
  };
}

/** Length of an arc in cracks. */
export function arcLength(borders: Borders, arc: number): number {
  return (borders.offsets[arc + 1] as number) - (borders.offsets[arc] as number);
}

/** The pixel on the left hand of the crack that leads this way from a corner. */
export function besideLeft(x: number, y: number, way: number): [number, number] {
  return way === 0 ? [x, y - 1] : way === 1 ? [x, y] : way === 2 ? [x - 1, y] : [x - 1, y - 1];
}

export function besideRight(x: number, y: number, way: number): [number, number] {
  return way === 0 ? [x, y] : way === 1 ? [x - 1, y] : way === 2 ? [x - 1, y - 1] : [x, y - 1];
}

function isCrossed({ faceOf, width, height }: Faces, x: number, y: number): boolean {
  if (x === 0 || y === 0 || x === width || y === height) return true;
  const pixel = y * width + x;
  const face = faceOf[pixel];
  return faceOf[pixel - 1] !== face || faceOf[pixel - width] !== face || faceOf[pixel - width - 1] !== face;
}

function markSeen(corners: Uint8Array, corner: number, way: number, stride: number): void {
  if (way === 0) corners[corner] = (corners[corner] as number) | SEEN_RIGHT;
  else if (way === 1) corners[corner] = (corners[corner] as number) | SEEN_DOWN;
  else if (way === 2) corners[corner - 1] = (corners[corner - 1] as number) | SEEN_RIGHT;
  else corners[corner - stride] = (corners[corner - stride] as number) | SEEN_DOWN;
}

function hasSeen(corners: Uint8Array, corner: number, way: number, stride: number): boolean {
  if (way === 0) return ((corners[corner] as number) & SEEN_RIGHT) !== 0;
  if (way === 1) return ((corners[corner] as number) & SEEN_DOWN) !== 0;
  if (way === 2) return ((corners[corner - 1] as number) & SEEN_RIGHT) !== 0;
  return ((corners[corner - stride] as number) & SEEN_DOWN) !== 0;
}
