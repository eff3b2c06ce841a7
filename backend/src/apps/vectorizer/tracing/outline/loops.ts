import type { LoopArc } from "./arcs";
import type { Borders } from "./borders";

/**
 * Chains the sides of a region (2 · arc + (1 when the region is on the right hand)) to closed loops, the region always
 * on the left hand.
 */
export function chainLoops(borders: Borders, sides: Int32Array): LoopArc[][] {
  const loops: LoopArc[][] = [];
  const leaving = new Map<number, number[]>();
  for (const side of sides) {
    if (borders.isClosed[side >> 1] as number) {
      loops.push([{ arc: side >> 1, isReversed: (side & 1) === 1 }]);
      continue;
    }
    const corner = startOf(side);
    const others = leaving.get(corner);
    if (others) others.push(side);
    else leaving.set(corner, [side]);
  }
  for (const first of leaving.values()) {
    while (first.length > 0) {
      const loop: LoopArc[] = [];
      let side = first.pop();
      while (side !== undefined) {
        loop.push({ arc: side >> 1, isReversed: (side & 1) === 1 });
        side = leaving.get(endOf(side))?.pop();
      }
      loops.push(loop);
    }
  }
  return loops;

  function startOf(side: number): number {
    return (side & 1 ? borders.end : borders.start)[side >> 1] as number;
  }

  function endOf(side: number): number {
    return (side & 1 ? borders.start : borders.end)[side >> 1] as number;
  }
}
