import { channelDifference, NOTHING, type PackedRaster } from "./packed";

/** What is flat in a picture. */
export interface Areas {
  /** 1 where a pixel is part of a square of 2 × 2 of one colour: never so on an anti-aliased border. */
  readonly isFlat: Uint8Array;
  /** Difference of a channel, 0–255, up to which two neighbours are of one colour. */
  readonly tolerance: number;
}

const TOLERANCE = { least: 2, most: 12 };
/** Difference of a channel that no noise makes. */
const EDGE_FROM = 16;
/** Of neighbours that are looked at to measure noise. */
const SAMPLES = 200_000;

export function findAreas(packed: PackedRaster): Areas {
  const noise = measureNoise(packed);
  const tolerance = Math.min(TOLERANCE.most, TOLERANCE.least + 2 * noise);
  const { width, height, colors } = packed;
  const isFlat = new Uint8Array(colors.length);
  for (let y = 0; y + 1 < height; y++) {
    for (let index = y * width; index < (y + 1) * width - 1; index++) {
      const [own, right] = [colors[index] as number, colors[index + 1] as number];
      const [below, across] = [colors[index + width] as number, colors[index + width + 1] as number];
      if (own === NOTHING || right === NOTHING || below === NOTHING || across === NOTHING) continue;
      const isSame = own === right && own === below && own === across;
      if (!isSame && !isAlike(own, right, below, across, tolerance)) continue;
      isFlat[index] = isFlat[index + 1] = isFlat[index + width] = isFlat[index + width + 1] = 1;
    }
  }
  return { isFlat, tolerance };
}

function isAlike(own: number, right: number, below: number, across: number, tolerance: number): boolean {
  return (
    channelDifference(own, right) <= tolerance &&
    channelDifference(own, below) <= tolerance &&
    channelDifference(own, across) <= tolerance &&
    channelDifference(right, below) <= tolerance
  );
}

/**
 * How much neighbours in a row differ where there is no edge, 0–{@link EDGE_FROM}: hardly one in thirty by more. 0 for what
 * was drawn, more for what was photographed or compressed.
 */
function measureNoise({ width, height, colors }: PackedRaster): number {
  const counts = new Uint32Array(EDGE_FROM);
  const step = Math.max(1, Math.floor((width * height) / SAMPLES));
  let total = 0;
  for (let index = 0; index < colors.length; index += step) {
    if (index % width === width - 1) continue;
    const [own, right] = [colors[index] as number, colors[index + 1] as number];
    if (own === NOTHING || right === NOTHING) continue;
    const difference = channelDifference(own, right);
    if (difference >= EDGE_FROM) continue;
    counts[difference] = (counts[difference] as number) + 1;
    total++;
  }
  let seen = 0;
  const percentile = counts.findIndex((count) => {
    seen += count;
    return seen >= 0.97 * total;
  });
  return Math.max(0, percentile);
}
