import type { Raster } from "../drawing";
import { type Borders, besideLeft, besideRight, STEP_X, STEP_Y } from "./borders";
import { type Faces, OUTSIDE } from "./faces";
import { type Growing, growingFloats } from "./growing";

/** Points of an edge in order, in pixels, and how far each is to be trusted, 0–1. */
export interface EdgePoints {
  readonly xs: Growing<Float64Array>;
  readonly ys: Growing<Float64Array>;
  readonly weights: Growing<Float64Array>;
}

export function noEdgePoints(): EdgePoints {
  return { xs: growingFloats(), ys: growingFloats(), weights: growingFloats() };
}

function addEdgePoint(points: EdgePoints, x: number, y: number, weight: number): void {
  points.xs.push(x);
  points.ys.push(y);
  points.weights.push(weight);
}

/** Pixels on each side of a crack over which an edge may be smeared. */
const REACH = 3;
/** Share of the other side's colour up to which a pixel is wholly of one side. */
const PURE = 0.03;
const NEARLY_PURE = 0.12;
/** Squared distance of two colours below which nothing can be told from a mixture of them. */
const INDISTINCT = 150;
/** Pixels beyond which an edge does not lie from the crack that stands for it. */
const FARTHEST = 1.5;
/** What the middle of a crack is worth where the pixels do not tell more. */
const GUESS_WEIGHT = 0.05;
/** Cracks without a point after which such guesses are taken. */
const LONGEST_SILENCE = 4;

/**
 * Appends where the edge of an arc truly lies. A renderer blends the two colours of an edge by the share of the pixel
 * that each covers, so the shares of one, summed across the crack until both sides are pure, are the place of the
 * edge in that row or column; for a straight edge that is exact. A crack across which they never become pure runs
 * along the edge rather than across and is passed over.
 */
export function createEdgeReader(raster: Raster, faces: Faces, borders: Borders) {
  const { width, height, data } = raster;
  const { faceOf, colors } = faces;
  const base = new Float64Array(4);
  const axis = new Float64Array(4);
  let squared = 0;
  let isPure = false;

  function aim(from: number, to: number): void {
    squared = 0;
    for (let channel = 0; channel < 4; channel++) {
      const origin = colors[from * 4 + channel] as number;
      const difference = (colors[to * 4 + channel] as number) - origin;
      base[channel] = origin;
      axis[channel] = difference;
      squared += difference * difference;
    }
  }

  /** Share of the colour aimed at in a pixel. */
  function shareAt(x: number, y: number): number {
    const pixel = (y * width + x) * 4;
    const opacity = data[pixel + 3] as number;
    const scale = opacity / 255;
    const along =
      ((data[pixel] as number) * scale - (base[0] as number)) * (axis[0] as number) +
      ((data[pixel + 1] as number) * scale - (base[1] as number)) * (axis[1] as number) +
      ((data[pixel + 2] as number) * scale - (base[2] as number)) * (axis[2] as number) +
      (opacity - (base[3] as number)) * (axis[3] as number);
    const share = along / squared;
    return share < 0 ? 0 : Math.min(1, share);
  }

  function faceOfPixel(x: number, y: number): number {
    return x < 0 || y < 0 || x >= width || y >= height ? OUTSIDE : (faceOf[y * width + x] as number);
  }

  /**
   * How much of the opposite face's colour lies on one side of a crack, in pixels: from (x, y) on in steps of
   * (dx, dy). Where the face is too thin to become pure, its middle pixel is shared with the edge beyond.
   */
  function smear(x: number, y: number, dx: number, dy: number, face: number, opposite: number): number {
    let run = 1;
    while (run < 2 * REACH && faceOfPixel(x + run * dx, y + run * dy) === face) run++;
    const beyond = faceOfPixel(x + run * dx, y + run * dy);
    if (beyond === OUTSIDE) run = 2 * REACH;
    aim(face, opposite);
    let sum = 0;
    let last = 1;
    const whole = run >> 1;
    for (let step = 0; step < whole; step++) {
      const [column, row] = [x + step * dx, y + step * dy];
      if (column < 0 || row < 0 || column >= width || row >= height) break;
      last = shareAt(column, row);
      sum += last;
      if (last <= PURE) break;
    }
    isPure = last <= NEARLY_PURE || run < 2 * REACH;
    if (last <= PURE || (run & 1) === 0) return sum;
    return sum + shareOfMiddle(x + whole * dx, y + whole * dy, dx, dy, whole, face, opposite, beyond);
  }

  function shareOfMiddle(
    x: number,
    y: number,
    dx: number,
    dy: number,
    reach: number,
    face: number,
    opposite: number,
    beyond: number,
  ): number {
    const middle = shareAt(x, y);
    if (middle <= PURE / 2) return 0;
    const near = pollution(x - (reach + 1) * dx, y - (reach + 1) * dy, face, opposite);
    const far = pollution(x + (reach + 1) * dx, y + (reach + 1) * dy, face, beyond);
    const unmixed = shareOfThree(x, y, face, opposite, beyond);
    aim(face, opposite);
    if (unmixed !== null) return unmixed;
    return near + far < 0.02 ? middle / 2 : (middle * near) / (near + far);
  }

  /** Share of a thin face in the pixel just beyond its edge: where there is some, the edge lies out there. */
  function pollution(x: number, y: number, face: number, other: number): number {
    if (other === OUTSIDE || faceOfPixel(x, y) !== other) return 0;
    aim(other, face);
    return squared < INDISTINCT ? 0 : 1 - shareAt(x, y);
  }

  /** Share of `first` in a mixture of three colours; null when they cannot be told apart. */
  function shareOfThree(x: number, y: number, own: number, first: number, second: number): number | null {
    if (second === first || second === OUTSIDE) return null;
    let [aa, ab, bb, pa, pb] = [0, 0, 0, 0, 0];
    const pixel = (y * width + x) * 4;
    const opacity = data[pixel + 3] as number;
    for (let channel = 0; channel < 4; channel++) {
      const origin = colors[own * 4 + channel] as number;
      const value = channel === 3 ? opacity : ((data[pixel + channel] as number) * opacity) / 255;
      const a = (colors[first * 4 + channel] as number) - origin;
      const b = (colors[second * 4 + channel] as number) - origin;
      aa += a * a;
      ab += a * b;
      bb += b * b;
      pa += (value - origin) * a;
      pb += (value - origin) * b;
    }
    const determinant = aa * bb - ab * ab;
    if (determinant < 0.05 * aa * bb) return null;
    const firstShare = (pa * bb - pb * ab) / determinant;
    const secondShare = (pb * aa - pa * ab) / determinant;
    if (secondShare < 0) return Math.min(1, Math.max(0, pa / aa));
    return Math.min(1, Math.max(0, firstShare));
  }

  /** Appends the points of an arc, from its start to its end or, reversed, the other way round. */
  return function readArc(arc: number, isReversed: boolean, points: EdgePoints): void {
    const [from, to] = [borders.offsets[arc] as number, borders.offsets[arc + 1] as number];
    const stride = width + 1;
    const corner = (isReversed ? borders.end : borders.start)[arc] as number;
    let x = corner % stride;
    let y = (corner - x) / stride;
    const [left, right] = isReversed
      ? [borders.right[arc] as number, borders.left[arc] as number]
      : [borders.left[arc] as number, borders.right[arc] as number];
    aim(left, right);
    const isTold = squared >= INDISTINCT;
    let silence = 0;
    for (let step = from; step < to; step++) {
      const way = isReversed
        ? ((borders.ways[to - 1 - (step - from)] as number) + 2) & 3
        : (borders.ways[step] as number);
      const [stepX, stepY] = [STEP_X[way] as number, STEP_Y[way] as number];
      const middleX = x + stepX / 2;
      const middleY = y + stepY / 2;
      const [acrossX, acrossY] = [-stepY, stepX];
      let weight = 0;
      let offset = 0;
      if (isTold) {
        const [leftX, leftY] = besideLeft(x, y, way);
        const [rightX, rightY] = besideRight(x, y, way);
        const onLeft = smear(leftX, leftY, -acrossX, -acrossY, left, right);
        const isLeftPure = isPure;
        const onRight = smear(rightX, rightY, acrossX, acrossY, right, left);
        offset = onRight - onLeft;
        weight = isLeftPure && isPure && Math.abs(offset) <= FARTHEST ? 1 : 0;
      }
      x += stepX;
      y += stepY;
      if (weight === 0) {
        silence++;
        if (silence < LONGEST_SILENCE) continue;
        offset = 0;
        weight = GUESS_WEIGHT;
      } else silence = 0;
      addEdgePoint(points, middleX + offset * acrossX, middleY + offset * acrossY, weight);
    }
  };
}
