import { MAX_COLORS } from "@lumiku/contracts/vectorizer-settings";
import type { Areas } from "./areas";
import { type Assignment, assignColors, explainedWithin } from "./assign";
import { type Cluster, clusterColors, clusterOf, isNear, listColors, mergeClusters, refineClusters } from "./cluster";
import { colorDistance, mixtureOf } from "./mixtures";
import { NOTHING, type PackedRaster } from "./packed";

/** What a picture is made of: its colours, and each pixel's. */
export interface Distinct extends Assignment {
  readonly clusters: readonly Cluster[];
}

/** In Oklab: nearer than this, two colours that were drawn are one, or two that were photographed or compressed. */
const RADIUS = { drawn: 0.006, noisy: 0.02 };
/** Colours of flat areas that make a drawing, when they make up such a share of them. */
const DRAWN = { colors: 64, share: 0.9, tolerance: 2 };
/** What noise adds to a colour is so much rarer, and in Oklab nearer to it than this. */
const NOISE = { share: 0.05, distance: 0.08 };
/** Pixels from the middle of a rim to its sides: of what was drawn, or made larger and so softer. */
const RIM = { drawn: 1, soft: 3 };
/** Pixels that are looked at. */
const SAMPLES = 400_000;

/**
 * The colours that a picture has for itself, at most {@link MAX_COLORS}: of its flat areas as they are, of thin lines
 * what they are mixed from. Mixtures along borders are none.
 */
export function findDistinctColors(packed: PackedRaster, areas: Areas): Distinct {
  const histogram = countColors(packed, areas.isFlat);
  const isDrawing = areas.tolerance === DRAWN.tolerance && isOfFewColors(histogram);
  const all = listColors(histogram.size > 0 ? histogram : countColors(packed));
  const flat = isDrawing ? clusterColors(all, RADIUS.drawn) : dropNoise(clusterColors(all, RADIUS.noisy));
  const distinct = flat.length > MAX_COLORS ? refineClusters(mergeClusters(flat, MAX_COLORS), all) : flat;
  const assign = (clusters: readonly Cluster[]) => ({
    clusters,
    ...assignColors(
      packed,
      areas,
      clusters.map(({ color }) => color),
    ),
  });
  const first = assign(distinct);
  const kept = withoutRims(packed, areas, first);
  const plain = kept.length < distinct.length ? assign(kept) : first;
  const thin = findThinColors(packed, areas, plain);
  return thin.length > 0 ? assign([...plain.clusters, ...thin]) : plain;
}

/** Pixels by colour, of a part of them when there are many. */
export function countColors({ width, colors }: PackedRaster, isCounted?: Uint8Array): Map<number, number> {
  const histogram = new Map<number, number>();
  const step = Math.max(1, Math.ceil(Math.sqrt(colors.length / SAMPLES)));
  let [last, run] = [NOTHING, 0];
  const count = () => {
    if (run > 0 && last !== NOTHING) histogram.set(last, (histogram.get(last) ?? 0) + run);
    run = 0;
  };
  for (let row = 0; row < colors.length; row += width * step) {
    for (let index = row; index < row + width; index += step) {
      if (isCounted?.[index] === 0) continue;
      const color = colors[index] as number;
      if (color !== last) count();
      last = color;
      run += step * step;
    }
  }
  count();
  return histogram;
}

/** Without what compression leaves around a colour. */
function dropNoise(clusters: readonly Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const cluster of clusters.toSorted((one, other) => other.weight - one.weight)) {
    const isNoise = kept.some((other) =>
      isNear(cluster, other, cluster.weight < NOISE.share * other.weight ? NOISE.distance : 1.5 * RADIUS.noisy),
    );
    if (!isNoise) kept.push(cluster);
  }
  return kept;
}

function isOfFewColors(histogram: ReadonlyMap<number, number>): boolean {
  const weights = [...histogram.values()].sort((one, other) => other - one);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(weights.slice(0, DRAWN.colors)) >= DRAWN.share * sum(weights);
}

/** Without colours that are nowhere more than a rim between two others. */
function withoutRims({ width, colors }: PackedRaster, areas: Areas, { clusters, labels }: Distinct): Cluster[] {
  const all = new Float64Array(256);
  const inner = new Float64Array(256);
  const reach = areas.tolerance === DRAWN.tolerance ? RIM.drawn : RIM.soft;
  for (let index = reach * width; index < colors.length - reach * width; index++) {
    const label = labels[index] as number;
    all[label] = (all[label] as number) + 1;
    if (
      labels[index - reach] === label &&
      labels[index + reach] === label &&
      labels[index - reach * width] === label &&
      labels[index + reach * width] === label
    ) {
      inner[label] = (inner[label] as number) + 1;
    }
  }
  return clusters.filter(({ color, weight }, label) => {
    if ((inner[label] as number) > 0.1 * (all[label] as number)) return true;
    const heavier = clusters.filter((other) => other.weight > weight);
    return !heavier.some((one, at) =>
      heavier
        .slice(at + 1)
        .some((other) => mixtureOf(color, one.color, other.color).residual < explainedWithin(areas.tolerance)),
    );
  });
}

/** Pixels from which a colour counts that no area has, and their share of the picture. */
const LEAST = { pixels: 6, share: 1 / 20_000 };

/** The colours of lines too thin to be flat: the one that explains most of what is odd, again and again. */
function findThinColors(
  packed: PackedRaster,
  { tolerance }: Areas,
  { clusters, odd: unexplained, labels }: Distinct,
): Cluster[] {
  const known = clusters.map(({ color }) => color);
  const least = Math.max(LEAST.pixels, packed.colors.length * LEAST.share);
  const explained = explainedWithin(tolerance);
  let odd = unexplained;
  const found: Cluster[] = [];
  while (odd.length >= least && known.length + found.length < MAX_COLORS) {
    const taken = [...known, ...found.map(({ color }) => color)];
    const histogram = new Map<number, number>();
    for (const index of odd) {
      const color = packed.colors[index] as number;
      histogram.set(color, (histogram.get(color) ?? 0) + 1);
    }
    const gain = ({ color, weight }: Cluster) =>
      weight * Math.min(...taken.map((other) => colorDistance(color, other))) ** 2;
    const groups = clusterColors(listColors(histogram), 2 * RADIUS.noisy).filter(({ weight }) => weight >= least);
    const best = groups.reduce<Cluster | null>((most, each) => (most && gain(most) >= gain(each) ? most : each), null);
    if (!best) break;
    found.push(clusterOf(best.color, best.weight));
    odd = odd.filter((index) => {
      const around = known[labels[index] as number] as number;
      return mixtureOf(packed.colors[index] as number, around, best.color).residual > explained;
    });
  }
  return found;
}
