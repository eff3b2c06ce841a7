import type { Drawing, GapLine, Segment, Shape, Subpath } from "../tracing/drawing";

/** Control points of a quarter circle: 4/3 · tan(π/8). */
const KAPPA = 0.552_284_749_8;

export function rectangle(x: number, y: number, width: number, height: number): Subpath {
  return {
    ...{ x, y },
    segments: [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
  };
}

export function circle(x: number, y: number, radius: number): Subpath {
  const quarters = [0, 1, 2, 3].map((turn): Segment => {
    const at = (along: number, across: number): [number, number] => {
      const [cos, sin] = [
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ][turn] as [number, number];
      return [x + radius * (along * cos - across * sin), y + radius * (along * sin + across * cos)];
    };
    return [...at(1, KAPPA), ...at(KAPPA, 1), ...at(0, 1)];
  });
  return { x: x + radius, y, segments: quarters };
}

export const shape = (color: string, subpaths: readonly Subpath[], opacity = 1): Shape => ({
  ...{ color, opacity, subpaths },
});

/** Two cut-out halves with a line below their border, a ring with a hole, a veil, and an outline that leaves the picture. */
export function badge(): Drawing {
  const [left, right] = [rectangle(0, 0, 120.5, 160), rectangle(120.5, 0, 119.5, 160)];
  const gap: GapLine = { color: "#0a64c8", width: 1, subpaths: [left] };
  return {
    ...{ width: 240, height: 160, gaps: [gap] },
    shapes: [
      shape("#0a64c8", [left]),
      shape("#f5c211", [right]),
      shape("#ffffff", [circle(120, 80, 60.25), circle(120, 80, 30)]),
      shape("#c01c28", [rectangle(20, 100, 60, 40)], 0.5),
      shape("#26a269", [circle(230, 150, 30)]),
      shape("#0a64c8", [
        {
          x: 100,
          y: 20,
          segments: [
            [140, 20],
            [150, 20, 150, 40, 140, 40],
            [100, 40],
            [100, 20],
          ],
        },
      ]),
    ],
  };
}
