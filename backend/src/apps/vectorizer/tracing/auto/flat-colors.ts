import type { OpaquePicture } from "../quality/opaque";

/** A colour that areas of a picture are filled with. */
export interface FlatColor {
  /** Means of its pixels, 0–255. */
  readonly color: readonly [red: number, green: number, blue: number];
  /** Of all pixels of the picture, 0–1. */
  readonly share: number;
}

export interface FlatColors {
  /** The share of pixels that hardly differ from those around them, 0–1. */
  readonly flatShare: number;
  /** The most common first; at most {@link MAX_COLORS}, not nearer to each other than {@link SAME_COLOR}. */
  readonly colors: readonly FlatColor[];
  /** The share of the flat pixels that are of none of these colours, 0–1. */
  readonly restShare: number;
  /** The share of the flat pixels that are further than {@link NOISE} from the mean of their colour, 0–1: soft shades. */
  readonly shadedShare: number;
  /** The share of the flat pixels that are not quite like the one beside them, 0–1: the noise of JPEG, or shades. */
  readonly unevenShare: number;
}

const MAX_COLORS = 64;
/** Levels of 255 up to which neighbours count as one colour: JPEG's noise within an area stays below. */
const FLAT_STEP = 10;
/** Euclidean distance in RGB up to which two colours are one. */
const SAME_COLOR = 24;
/** Euclidean distance in RGB that JPEG's noise stays below within an area. */
const NOISE = 9;

/** The colours that a picture's areas have, without the mixtures at their borders. */
export function findFlatColors(picture: OpaquePicture): FlatColors {
  const total = picture.width * picture.height;
  const { bins, uneven } = collectBins(picture);
  const flat = bins.reduce((count, bin) => count + bin.count, 0) || 1;
  const clusters: { sum: Bin; bins: Bin[] }[] = [];
  let rest = 0;
  for (const bin of bins) {
    const own = clusters.find(({ sum }) => distanceBetween(sum, bin) <= SAME_COLOR);
    if (own) {
      own.bins.push(bin);
      for (const part of ["count", "red", "green", "blue"] as const) own.sum[part] += bin[part];
    } else if (clusters.length < MAX_COLORS) clusters.push({ sum: { ...bin }, bins: [bin] });
    else rest += bin.count;
  }
  const shaded = clusters.flatMap(({ sum, bins: own }) => own.filter((bin) => distanceBetween(sum, bin) > NOISE));
  return {
    flatShare: bins.reduce((count, bin) => count + bin.count, 0) / total,
    restShare: rest / flat,
    shadedShare: shaded.reduce((count, bin) => count + bin.count, 0) / flat,
    unevenShare: uneven / flat,
    colors: clusters
      .map(({ sum: { count, red, green, blue } }) => ({
        color: [red / count, green / count, blue / count] as const,
        share: count / total,
      }))
      .sort((a, b) => b.share - a.share),
  };
}

/** Pixels of nearly one colour: how many, and the sums of their channels. */
interface Bin {
  count: number;
  red: number;
  green: number;
  blue: number;
}

function distanceBetween(a: Bin, b: Bin): number {
  const of = (channel: "red" | "green" | "blue") => (a[channel] / a.count - b[channel] / b.count) ** 2;
  return Math.sqrt(of("red") + of("green") + of("blue"));
}

/** Flat pixels by the five high bits of each channel, the fullest bin first, and how many are not quite like the one before. */
function collectBins({ width, height, planes: [red, green, blue] }: OpaquePicture): { bins: Bin[]; uneven: number } {
  const bins = new Map<number, Bin>();
  let uneven = 0;
  const isStep = (plane: Uint8Array, a: number, b: number) =>
    Math.abs((plane[a] as number) - (plane[b] as number)) > FLAT_STEP;
  const differs = (a: number, b: number) => isStep(red, a, b) || isStep(green, a, b) || isStep(blue, a, b);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      if (x > 0 && differs(index, index - 1)) continue;
      if (x < width - 1 && differs(index, index + 1)) continue;
      if (y > 0 && differs(index, index - width)) continue;
      if (y < height - 1 && differs(index, index + width)) continue;
      const [r, g, b] = [red[index] as number, green[index] as number, blue[index] as number];
      if (x > 0 && (r !== red[index - 1] || g !== green[index - 1] || b !== blue[index - 1])) uneven++;
      const key = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
      const bin = bins.get(key);
      if (bin) {
        bin.count++;
        bin.red += r;
        bin.green += g;
        bin.blue += b;
      } else bins.set(key, { count: 1, red: r, green: g, blue: b });
    }
  }
  return { bins: [...bins.values()].sort((a, b) => b.count - a.count), uneven };
}
