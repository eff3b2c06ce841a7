import { type LabelMap, type Raster, TRANSPARENT } from "../drawing";
import { growingIntegers } from "./growing";

/** The face beyond the picture's frame. */
export const OUTSIDE = -1;

/** Flags of a corner of four pixels at which two of one colour touch only diagonally and belong to one face. */
export const JOINS_FALLING = 1;
const JOINS_RISING = 2;

/** Pixels of a face from which an eighth of them tell its colour. */
const LARGE = 4_096;

/** The connected areas of one label each. */
export interface Faces {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** A face a pixel. */
  readonly faceOf: Int32Array;
  /** A label a face. */
  readonly labels: Uint8Array;
  /** Pixels a face. */
  readonly areas: Int32Array;
  /** What a face looks like inside: red, green, blue, alpha of 0–255, the first three multiplied by alpha. */
  readonly colors: Float64Array;
  /** Flags of the (width + 1) × (height + 1) corners between pixels. */
  readonly corners: Uint8Array;
}

/**
 * Finds the faces of a label map, by union of rows. Pixels are neighbours across a side; across a corner only where
 * the picture says so: of the two diagonals of a corner, the one that covers more of its four pixels is joined, so a
 * line as thin as a pixel stays in one piece.
 */
export function findFaces(raster: Raster, map: LabelMap): Faces {
  const { width, height, labels } = map;
  const palette = premultipliedPalette(map);
  const corners = new Uint8Array((width + 1) * (height + 1));
  const faceOf = new Int32Array(width * height);
  const parents = growingIntegers();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const label = labels[pixel] as number;
      const isLeft = x > 0 && labels[pixel - 1] === label;
      const isAbove = y > 0 && labels[pixel - width] === label;
      if (isLeft) faceOf[pixel] = faceOf[pixel - 1] as number;
      else if (isAbove) faceOf[pixel] = faceOf[pixel - width] as number;
      else {
        faceOf[pixel] = parents.length;
        parents.push(parents.length);
      }
      if (isLeft && isAbove && faceOf[pixel - 1] !== faceOf[pixel - width]) {
        unite(parents.values, faceOf[pixel - 1] as number, faceOf[pixel - width] as number);
      }
      if (x === 0 || y === 0 || isLeft || isAbove) continue;
      const join = joinAt(raster, labels, palette, pixel);
      corners[y * (width + 1) + x] = join;
      if (join === JOINS_FALLING) unite(parents.values, faceOf[pixel] as number, faceOf[pixel - width - 1] as number);
      if (join === JOINS_RISING) unite(parents.values, faceOf[pixel - 1] as number, faceOf[pixel - width] as number);
    }
  }
  return { width, height, corners, faceOf, ...describeFaces(raster, map, faceOf, parents.values, palette) };
}

/** The face of a pixel, {@link OUTSIDE} beyond the frame. */
export function faceAt(faces: Faces, x: number, y: number): number {
  return x < 0 || y < 0 || x >= faces.width || y >= faces.height
    ? OUTSIDE
    : (faces.faceOf[y * faces.width + x] as number);
}

export function isPainted(faces: Faces, face: number): boolean {
  return face !== OUTSIDE && faces.labels[face] !== TRANSPARENT;
}

function premultipliedPalette({ palette }: LabelMap): Float64Array {
  const colors = new Float64Array(256 * 4);
  palette.forEach((hex, label) => {
    const value = Number.parseInt(hex.slice(1), 16);
    colors.set([value >> 16, (value >> 8) & 255, value & 255, 255], label * 4);
  });
  return colors;
}

/** Which diagonal of the corner at the top left of a pixel is joined, where neither of the pixel's sides is. */
function joinAt(raster: Raster, labels: Uint8Array, palette: Float64Array, pixel: number): number {
  const { width } = raster;
  const square = [pixel - width - 1, pixel - width, pixel, pixel - 1] as const;
  const [topLeft, topRight, bottomRight, bottomLeft] = [
    labels[square[0]] as number,
    labels[square[1]] as number,
    labels[square[2]] as number,
    labels[square[3]] as number,
  ];
  const isFalling = topLeft === bottomRight;
  const isRising = topRight === bottomLeft;
  if (!isFalling && !isRising) return 0;
  const joined = isFalling ? topLeft : topRight;
  const [other, otherToo] = isFalling ? [topRight, bottomLeft] : [topLeft, bottomRight];
  let covered = 0;
  for (const place of square) {
    const label = labels[place] as number;
    if (label === joined) {
      covered += (share(raster, palette, place, joined, other) + share(raster, palette, place, joined, otherToo)) / 2;
    } else covered += share(raster, palette, place, joined, label);
  }
  if (covered > 2) return isFalling ? JOINS_FALLING : JOINS_RISING;
  if (!(isFalling && isRising)) return 0;
  return JOINS_RISING;
}

function share(raster: Raster, palette: Float64Array, pixel: number, label: number, against: number): number {
  const { data } = raster;
  const opacity = (data[pixel * 4 + 3] as number) / 255;
  let along = 0;
  let length = 0;
  for (let channel = 0; channel < 4; channel++) {
    const value = channel === 3 ? opacity * 255 : (data[pixel * 4 + channel] as number) * opacity;
    const from = palette[against * 4 + channel] as number;
    const difference = (palette[label * 4 + channel] as number) - from;
    along += (value - from) * difference;
    length += difference * difference;
  }
  return length === 0 ? 0.5 : Math.min(1, Math.max(0, along / length));
}

function describeFaces(
  raster: Raster,
  map: LabelMap,
  faceOf: Int32Array,
  parents: Int32Array,
  palette: Float64Array,
): Pick<Faces, "count" | "labels" | "areas" | "colors"> {
  const { width, height } = map;
  const numbers = new Int32Array(parents.length).fill(-1);
  const labels: number[] = [];
  for (let pixel = 0; pixel < faceOf.length; pixel++) {
    const root = rootOf(parents, faceOf[pixel] as number);
    if (numbers[root] === -1) numbers[root] = labels.push(map.labels[pixel] as number) - 1;
    faceOf[pixel] = numbers[root] as number;
  }
  const count = labels.length;
  const areas = new Int32Array(count);
  for (const face of faceOf) areas[face] = (areas[face] as number) + 1;
  const colors = new Float64Array(count * 4);
  const insides = new Int32Array(count);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const face = faceOf[pixel] as number;
      if ((areas[face] as number) > LARGE && ((x + 3 * y) & 7) !== 0) continue;
      if (!isInside(faceOf, width, height, x, y)) continue;
      insides[face] = (insides[face] as number) + 1;
      const alpha = raster.data[pixel * 4 + 3] as number;
      for (let channel = 0; channel < 3; channel++) {
        colors[face * 4 + channel] =
          (colors[face * 4 + channel] as number) + ((raster.data[pixel * 4 + channel] as number) * alpha) / 255;
      }
      colors[face * 4 + 3] = (colors[face * 4 + 3] as number) + alpha;
    }
  }
  for (let face = 0; face < count; face++) {
    const pixels = insides[face] as number;
    const label = labels[face] as number;
    for (let channel = 0; channel < 4; channel++) {
      const slot = face * 4 + channel;
      if (label === TRANSPARENT) colors[slot] = 0;
      else if (pixels < 4) colors[slot] = palette[label * 4 + channel] as number;
      else colors[slot] = (colors[slot] as number) / pixels;
    }
  }
  return { count, labels: Uint8Array.from(labels), areas, colors };
}

/** Whether the eight pixels around it are of the same face, so that it has no part in an edge. */
function isInside(faceOf: Int32Array, width: number, height: number, x: number, y: number): boolean {
  const pixel = y * width + x;
  const face = faceOf[pixel];
  const [left, right] = [x > 0 ? 1 : 0, x < width - 1 ? 1 : 0];
  const [above, below] = [y > 0 ? width : 0, y < height - 1 ? width : 0];
  return (
    faceOf[pixel - left] === face &&
    faceOf[pixel + right] === face &&
    faceOf[pixel - above] === face &&
    faceOf[pixel + below] === face &&
    faceOf[pixel - above - left] === face &&
    faceOf[pixel - above + right] === face &&
    faceOf[pixel + below - left] === face &&
    faceOf[pixel + below + right] === face
  );
}

function unite(parents: Int32Array, a: number, b: number): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)];
  if (first < second) parents[second] = first;
  else parents[first] = second;
}

function rootOf(parents: Int32Array, face: number): number {
  let root = face;
  while ((parents[root] as number) !== root) {
    const above = parents[parents[root] as number] as number;
    parents[root] = above;
    root = above;
  }
  return root;
}
