import { arcLength, type Borders } from "./borders";
import { type Faces, isPainted, OUTSIDE } from "./faces";
import { growingIntegers } from "./growing";
import { createMinQueue } from "./min-queue";

/** Faces that lie on each other: each is painted with all those on top of it filled in. */
interface PaintingOrder {
  /** Faces from the first painted to the last. */
  readonly faces: Int32Array;
  /** Place in that order, a face; those that are not painted are at -1. */
  readonly ranks: Int32Array;
  /** The arcs around what a face and those on top of it cover together, and on which hand that lies: 2 · arc + (1 when on the right). */
  sidesOf(face: number): Int32Array;
}

/** Neighbours with more arcs than this are looked at again only when their turn comes. */
const FEW_ARCS = 64;

/**
 * Puts faces on top of each other so that as few borders as can be are drawn twice, where the colour below would
 * shine through the anti-aliased edge. The face that has the least border with any but one neighbour, the smallest
 * first, goes on top of that neighbour, which then takes its place as well; and so on until none has a painted
 * neighbour. What is transparent is neither painted nor covered.
 */
export function orderPainting(faces: Faces, borders: Borders): PaintingOrder {
  const { count } = faces;
  const parents = Int32Array.from({ length: count }, (_, face) => face);
  const areas = Int32Array.from(faces.areas);
  const lists = createSideLists(count, borders);
  const offsets = new Int32Array(count + 1);
  const placed = new Int32Array(count).fill(-1);
  const sides = growingIntegers();
  const merged: number[] = [];
  const queue = createMinQueue();
  const lengths = new Map<number, number>();

  function groupOf(face: number): number {
    if (face === OUTSIDE) return OUTSIDE;
    let group = face;
    while ((parents[group] as number) !== group) {
      const above = parents[parents[group] as number] as number;
      parents[group] = above;
      group = above;
    }
    return group;
  }

  const beyond = (side: number) => groupOf((side & 1 ? borders.left : borders.right)[side >> 1] as number);

  /** Drops the sides that two faces of the group share, and measures its borders with each neighbour. */
  function survey(group: number): { best: number; cost: number } {
    lengths.clear();
    let total = 0;
    lists.filter(group, (side) => {
      const neighbour = beyond(side);
      if (neighbour === group) return false;
      const length = arcLength(borders, side >> 1);
      lengths.set(neighbour, (lengths.get(neighbour) ?? 0) + length);
      total += length;
      return true;
    });
    let best = OUTSIDE;
    for (const [neighbour, length] of lengths) {
      if (isPainted(faces, neighbour) && (best === OUTSIDE || length > (lengths.get(best) as number))) best = neighbour;
    }
    return { best, cost: best === OUTSIDE ? Number.POSITIVE_INFINITY : total - (lengths.get(best) as number) };
  }

  const keyOf = (cost: number, group: number) => cost + (areas[group] as number) / (faces.width * faces.height + 1);

  function enqueue(group: number): void {
    const { best, cost } = survey(group);
    if (best !== OUTSIDE) queue.push(keyOf(cost, group), group);
  }

  function place(face: number): void {
    placed[face] = merged.push(face) - 1;
    offsets[merged.length - 1] = sides.length;
    lists.filter(face, (side) => {
      if (beyond(side) !== face) sides.push(side);
      return true;
    });
  }

  for (let face = 0; face < count; face++) if (isPainted(faces, face)) enqueue(face);
  while (queue.size > 0) {
    const { key, value: group } = queue.pop();
    if ((placed[group] as number) !== -1 || groupOf(group) !== group) continue;
    const { best, cost } = survey(group);
    if (best === OUTSIDE) continue;
    if (keyOf(cost, group) > key + 1e-9) {
      queue.push(keyOf(cost, group), group);
      continue;
    }
    const neighbours = [...lengths.keys()];
    place(group);
    parents[group] = best;
    areas[best] = (areas[best] as number) + (areas[group] as number);
    lists.append(best, group);
    for (const neighbour of neighbours) {
      if (isPainted(faces, neighbour) && lists.lengthOf(neighbour) <= FEW_ARCS) enqueue(neighbour);
    }
  }
  for (let face = 0; face < count; face++) {
    if (isPainted(faces, face) && (placed[face] as number) === -1) place(face);
  }
  offsets[merged.length] = sides.length;
  const last = merged.length - 1;
  return {
    faces: Int32Array.from(merged).reverse(),
    ranks: placed.map((position) => (position === -1 ? -1 : last - position)),
    sidesOf: (face) =>
      sides.values.subarray(offsets[placed[face] as number] as number, offsets[(placed[face] as number) + 1] as number),
  };
}

/** Lists of sides, one a face, that are joined in constant time. */
function createSideLists(count: number, borders: Borders) {
  const heads = new Int32Array(count).fill(-1);
  const tails = new Int32Array(count).fill(-1);
  const sizes = new Int32Array(count);
  const nexts = new Int32Array(borders.count * 2).fill(-1);

  function push(face: number, side: number): void {
    nexts[side] = -1;
    if ((heads[face] as number) === -1) heads[face] = side;
    else nexts[tails[face] as number] = side;
    tails[face] = side;
    sizes[face] = (sizes[face] as number) + 1;
  }

  for (let arc = 0; arc < borders.count; arc++) {
    if ((borders.left[arc] as number) !== OUTSIDE) push(borders.left[arc] as number, 2 * arc);
    if ((borders.right[arc] as number) !== OUTSIDE) push(borders.right[arc] as number, 2 * arc + 1);
  }
  return {
    lengthOf: (face: number) => sizes[face] as number,
    /** Keeps the sides that the predicate holds for. */
    filter(face: number, isKept: (side: number) => boolean): void {
      let side = heads[face] as number;
      heads[face] = -1;
      sizes[face] = 0;
      while (side !== -1) {
        const next = nexts[side] as number;
        if (isKept(side)) push(face, side);
        side = next;
      }
    },
    /** Moves the sides of `from` to the end of those of `to`. */
    append(to: number, from: number): void {
      if ((heads[from] as number) === -1) return;
      if ((heads[to] as number) === -1) heads[to] = heads[from] as number;
      else nexts[tails[to] as number] = heads[from] as number;
      tails[to] = tails[from] as number;
      sizes[to] = (sizes[to] as number) + (sizes[from] as number);
      heads[from] = -1;
    },
  };
}
