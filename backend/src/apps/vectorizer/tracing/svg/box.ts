import type { Subpath } from "../drawing";

export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Around all points and control points, so never too small. */
export function boxOf(subpaths: readonly Subpath[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, segments } of subpaths) {
    take(x, y);
    for (const segment of segments) {
      for (let index = 0; index < segment.length; index += 2)
        take(segment[index] as number, segment[index + 1] as number);
    }
  }
  return [left, top, right, bottom];
}

/** Whether not even anti-aliased edges share a pixel. */
export function isApart(one: Box, other: Box): boolean {
  return one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
}
