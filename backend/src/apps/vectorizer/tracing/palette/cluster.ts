import { distanceSquared, type Oklab, oklabOf, type Rgb, rgbOf } from "./oklab";
import { channelDifference, channelsOf } from "./packed";

/** Colours that are taken for one. */
export interface Cluster {
  /** 0xrrggbb: a colour that occurs when one does so often, else the mean. */
  readonly color: number;
  readonly oklab: Oklab;
  /** Pixels. */
  readonly weight: number;
  /** The colour that occurs most, and in how many pixels. */
  readonly mode: { readonly color: number; readonly weight: number };
}

/** A colour stays as it is when it makes up such a share of its cluster. */
const MODE_SHARE = 0.3;
/** More colours than this are not looked at one by one. */
const MAX_EXACT = 4_096;
const MAX_GROUPS = 512;

/**
 * Groups colours that look alike, the most frequent first: each colour goes to the first group within `radius` of it,
 * or founds one. Where that would be more than {@link MAX_GROUPS}, the radius grows until it is not.
 *
 * @param radius in Oklab
 */
export function clusterColors(colors: readonly Cluster[], radius: number): Cluster[] {
  const ordered = colors.toSorted((one, other) => other.weight - one.weight || one.color - other.color);
  let groups: Cluster[][] | null = null;
  for (let reach = radius; !groups; reach *= 1.5) groups = groupWithin(ordered, reach);
  return groups.map(joinClusters);
}

/** Null when there are too many groups. */
function groupWithin(colors: readonly Cluster[], radius: number): Cluster[][] | null {
  const groups: Cluster[][] = [];
  const leaders: Cluster[] = [];
  for (const item of colors) {
    const found = leaders.findIndex((leader) => isNear(leader, item, radius));
    if (found >= 0) groups[found]?.push(item);
    else {
      leaders.push(item);
      groups.push([item]);
      if (groups.length > MAX_GROUPS) return null;
    }
  }
  return groups;
}

/** Whether two colours are within a distance of Oklab, or as near as that in every channel: Oklab holds blacks apart. */
export function isNear(one: Cluster, other: Cluster, distance: number): boolean {
  return (
    distanceSquared(one.oklab, other.oklab) < distance * distance ||
    channelDifference(one.color, other.color) <= 255 * distance
  );
}

/**
 * Every colour for itself; when there are very many, those alike in the first 5 bits of every channel as one.
 *
 * @param histogram pixels by 0xrrggbb
 */
export function listColors(histogram: ReadonlyMap<number, number>): Cluster[] {
  if (histogram.size <= MAX_EXACT) return Array.from(histogram, ([color, weight]) => clusterOf(color, weight));
  const bins = new Map<number, { red: number; green: number; blue: number; weight: number; mode: Cluster["mode"] }>();
  for (const [color, weight] of histogram) {
    const key = color & 0xf8f8f8;
    const bin = bins.get(key) ?? { red: 0, green: 0, blue: 0, weight: 0, mode: { color, weight } };
    bins.set(key, bin);
    bin.red += weight * (color >> 16);
    bin.green += weight * ((color >> 8) & 255);
    bin.blue += weight * (color & 255);
    bin.weight += weight;
    if (weight > bin.mode.weight) bin.mode = { color, weight };
  }
  return Array.from(bins.values(), ({ red, green, blue, weight, mode }) => {
    const mean = [red, green, blue].map((sum) => Math.round(sum / weight)) as unknown as Rgb;
    return { ...clusterOf((mean[0] << 16) | (mean[1] << 8) | mean[2], weight), mode };
  });
}

/**
 * Merges the pair that is missed least until so few are left: Ward's method with weights damped to their square root,
 * so that what is small but distinct survives.
 *
 * @param maxDistance colours further apart in Oklab are never merged
 */
export function mergeClusters(clusters: readonly Cluster[], count: number, maxDistance = Infinity): Cluster[] {
  const slots: (Cluster | undefined)[] = [...clusters];
  const nearest: { cost: number; slot: number }[] = [];
  const price = (one: number, other: number) => {
    const [own, partner] = [slots[one], slots[other]];
    return own && partner && one !== other ? costOfMerging(own, partner, maxDistance) : Infinity;
  };
  const findNearest = (slot: number) => {
    const found = { cost: Infinity, slot };
    for (let other = 0; other < slots.length; other++) {
      const cost = price(slot, other);
      if (cost < found.cost) Object.assign(found, { cost, slot: other });
    }
    nearest[slot] = found;
  };
  for (const slot of slots.keys()) findNearest(slot);
  for (let left = slots.length; left > Math.max(1, count); left--) {
    const best = nearest.reduce(
      (least, { cost }, slot) => (cost < (nearest[least]?.cost ?? Infinity) ? slot : least),
      0,
    );
    const { cost, slot: gone } = nearest[best] ?? { cost: Infinity, slot: best };
    const [kept, lost] = [slots[best], slots[gone]];
    if (cost === Infinity || !kept || !lost) break;
    slots[best] = joinClusters([kept, lost]);
    slots[gone] = undefined;
    nearest[gone] = { cost: Infinity, slot: gone };
    findNearest(best);
    for (const [slot, { cost: before, slot: partner }] of nearest.entries()) {
      if (!slots[slot] || slot === best) continue;
      const joined = price(slot, best);
      if (partner === best || partner === gone) findNearest(slot);
      else if (joined < before) nearest[slot] = { cost: joined, slot: best };
    }
  }
  return slots.filter((cluster) => cluster !== undefined);
}

/**
 * Moves the centres of clusters to the middle of what is nearest to each (Lloyd's algorithm), from what they were
 * merged from.
 */
export function refineClusters(centres: readonly Cluster[], items: readonly Cluster[], rounds = 6): Cluster[] {
  let current = [...centres];
  for (let round = 0; round < rounds; round++) {
    const members: Cluster[][] = current.map(() => []);
    for (const item of items) members[nearestIndex(current, item.oklab)]?.push(item);
    const next = members.filter((group) => group.length > 0).map(joinClusters);
    const isSettled =
      next.length === current.length && next.every((each, index) => each.color === current[index]?.color);
    current = next;
    if (isSettled) break;
  }
  return current;
}

export function nearestIndex(clusters: readonly { readonly oklab: Oklab }[], oklab: Oklab): number {
  let [best, least] = [0, Infinity];
  for (let index = 0; index < clusters.length; index++) {
    const distance = distanceSquared((clusters[index] as Cluster).oklab, oklab);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

export function clusterOf(color: number, weight: number): Cluster {
  return { color, oklab: oklabOf(...channelsOf(color)), weight, mode: { color, weight } };
}

function joinClusters(members: readonly Cluster[]): Cluster {
  const weight = members.reduce((sum, member) => sum + member.weight, 0);
  const mode = members.reduce((best, { mode: own }) => (own.weight > best.weight ? own : best), {
    color: 0,
    weight: 0,
  });
  if (mode.weight >= MODE_SHARE * weight) {
    return { color: mode.color, oklab: oklabOf(...channelsOf(mode.color)), weight, mode };
  }
  const mean = [0, 1, 2].map(
    (channel) => members.reduce((sum, { oklab, weight: own }) => sum + (oklab[channel] as number) * own, 0) / weight,
  ) as unknown as Oklab;
  const [red, green, blue] = rgbOf(mean);
  return { color: (red << 16) | (green << 8) | blue, oklab: mean, weight, mode };
}

function costOfMerging(one: Cluster, other: Cluster, maxDistance: number): number {
  const distance = distanceSquared(one.oklab, other.oklab);
  if (distance > maxDistance * maxDistance) return Infinity;
  return distance * Math.sqrt((one.weight * other.weight) / (one.weight + other.weight));
}
