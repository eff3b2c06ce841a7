import type { Drawing, Subpath } from "../drawing";

/** Points that outlines go through: one a segment, and the beginning where the last segment does not lead back there. */
export function countNodes(subpaths: readonly Subpath[]): number {
  return subpaths.reduce((nodes, { x, y, segments }) => {
    const [endX, endY] = segments.at(-1)?.slice(-2) ?? [x, y];
    return nodes + segments.length + (endX === x && endY === y ? 0 : 1);
  }, 0);
}

/** What it takes to draw a picture. */
export function countParts({ shapes, gaps }: Drawing): { paths: number; nodes: number; colors: number } {
  const outlines = [...gaps, ...shapes];
  return {
    paths: outlines.length,
    nodes: outlines.reduce((nodes, { subpaths }) => nodes + countNodes(subpaths), 0),
    colors: new Set(shapes.map(({ color }) => color)).size,
  };
}
