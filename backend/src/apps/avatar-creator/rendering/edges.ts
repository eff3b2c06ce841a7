/** Grey, one byte a pixel. */
export interface Grey {
  pixels: Uint8Array;
  width: number;
  height: number;
}

export interface MaskRequest {
  /** 0 to 1, side × side, stretched over the whole picture. */
  mask: Float32Array;
  side: number;
  grey: Grey;
  /** The same picture, small enough to look for edges in. */
  guide: Grey;
}

/** In pixels of the guide. */
const RADIUS = 9;
/** How much a grey may vary (0 to 1, squared) before it counts as an edge. */
const EPSILON = 4e-4;
/** Of the mask: what lies outside is certain and keeps no texture of the picture. */
const SURE = { background: 0.04, person: 0.96 };
/** Of the result: cut a little inside, so that no rim of the old background stays. */
const FEATHER = { from: 0.3, to: 0.9 };

/**
 * Brings a coarse mask to the picture's own size, its edges along the picture's: the fast guided filter of He and Sun,
 * https://arxiv.org/abs/1505.00996.
 *
 * @returns alpha, width × height
 */
export function refineMask({ mask, side, grey, guide }: MaskRequest): Uint8Array<ArrayBuffer> {
  const { width, height } = guide;
  const light = new Float32Array(guide.pixels.length);
  for (let index = 0; index < light.length; index++) light[index] = at(guide.pixels, index) / 255;
  const coarse = stretch(mask, side, width, height);
  const mean = (values: Float32Array, radius = RADIUS) => boxMean(values, width, height, radius);

  const [meanLight, meanMask] = [mean(light), mean(coarse)];
  const meanProduct = mean(light.map((value, index) => value * at(coarse, index)));
  const meanSquare = mean(light.map((value) => value * value));
  const slope = light.map((_, index) => {
    const covariance = at(meanProduct, index) - at(meanLight, index) * at(meanMask, index);
    return covariance / (at(meanSquare, index) - at(meanLight, index) ** 2 + EPSILON);
  });
  const offset = light.map((_, index) => at(meanMask, index) - at(slope, index) * at(meanLight, index));
  return apply({ slope: mean(slope), offset: mean(offset), certainty: mean(coarse, 2) }, guide, grey);
}

const at = (values: Float32Array | Float64Array | Uint8Array, index: number) => values[index] as number;

/** The filter's linear model, for every pixel of the picture. */
function apply(
  fields: { slope: Float32Array; offset: Float32Array; certainty: Float32Array },
  guide: Grey,
  { pixels, width, height }: Grey,
): Uint8Array<ArrayBuffer> {
  const alpha = new Uint8Array(width * height);
  const columns = Array.from({ length: width }, (_, x) => positionOf(x, width, guide.width));
  for (let y = 0; y < height; y++) {
    const row = positionOf(y, height, guide.height);
    const [slope, offset, certainty] = [fields.slope, fields.offset, fields.certainty].map((field) =>
      rowAt(field, guide.width, row),
    ) as [Float32Array, Float32Array, Float32Array];
    for (let x = 0; x < width; x++) {
      const column = columns[x] as Position;
      const certain = between(certainty, column);
      const index = y * width + x;
      if (certain >= SURE.person) alpha[index] = 255;
      else if (certain > SURE.background) {
        const value = (between(slope, column) * at(pixels, index)) / 255 + between(offset, column);
        alpha[index] = Math.round(255 * smoothstep((value - FEATHER.from) / (FEATHER.to - FEATHER.from)));
      }
    }
  }
  return alpha;
}

/** Between which two samples a pixel lies, and how far from the first. */
interface Position {
  before: number;
  after: number;
  share: number;
}

function positionOf(index: number, length: number, samples: number): Position {
  const exact = Math.min(samples - 1, Math.max(0, ((index + 0.5) * samples) / length - 0.5));
  const before = Math.floor(exact);
  return { before, after: Math.min(samples - 1, before + 1), share: exact - before };
}

function between(values: Float32Array, { before, after, share }: Position): number {
  return at(values, before) + (at(values, after) - at(values, before)) * share;
}

function rowAt(field: Float32Array, width: number, { before, after, share }: Position): Float32Array {
  const above = field.subarray(before * width, (before + 1) * width);
  const below = field.subarray(after * width, (after + 1) * width);
  return above.map((value, x) => value + (at(below, x) - value) * share);
}

function stretch(mask: Float32Array, side: number, width: number, height: number): Float32Array {
  const stretched = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = rowAt(mask, side, positionOf(y, height, side));
    for (let x = 0; x < width; x++) stretched[y * width + x] = between(row, positionOf(x, width, side));
  }
  return stretched;
}

function smoothstep(value: number): number {
  const share = Math.min(1, Math.max(0, value));
  return share * share * (3 - 2 * share);
}

/** The mean of the square around each value, cut off at the edges. */
function boxMean(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  // One row and column of zeros before the sums spares every look-up a test.
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let line = 0;
    for (let x = 0; x < width; x++) {
      line += at(values, y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = at(sums, y * (width + 1) + x + 1) + line;
    }
  }
  const means = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
      const corner = (row: number, column: number) => at(sums, row * (width + 1) + column);
      const sum = corner(bottom, right) - corner(top, right) - corner(bottom, left) + corner(top, left);
      means[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return means;
}
