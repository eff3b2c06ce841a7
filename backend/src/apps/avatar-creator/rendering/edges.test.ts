import { expect, test } from "bun:test";
import { refineMask } from "./edges";

const SIDE = 64;

/** A dark figure left of this column, on a light wall. */
function figureUpTo(column: number, width: number, height: number) {
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => (index % width < column ? 40 : 220));
  return { pixels, width, height };
}

/** A mask that is unsure for some columns around the middle. */
const mask = Float32Array.from({ length: SIDE * SIDE }, (_, index) =>
  Math.min(1, Math.max(0, 0.5 - ((index % SIDE) + 0.5 - SIDE / 2) / 4)),
);

test("a blurred mask ends where the picture has its edge, at the picture's own size", () => {
  const grey = figureUpTo(262, 512, 256);
  const alpha = refineMask({ mask, side: SIDE, grey, guide: figureUpTo(131, 256, 128) });
  expect(alpha.length).toBe(512 * 256);
  const row = alpha.subarray(512 * 128, 512 * 129);
  expect(row.subarray(0, 261).every((value) => value > 128)).toBe(true);
  expect(row.subarray(263).every((value) => value < 25)).toBe(true);
});

test("what the mask is sure of keeps no texture of the picture", () => {
  const stripes = Uint8Array.from({ length: 128 * 128 }, (_, index) => (index % 2 ? 255 : 0));
  const grey = { pixels: stripes, width: 128, height: 128 };
  const all = refineMask({ mask: new Float32Array(SIDE * SIDE).fill(1), side: SIDE, grey, guide: grey });
  const none = refineMask({ mask: new Float32Array(SIDE * SIDE), side: SIDE, grey, guide: grey });
  expect(new Set(all)).toEqual(new Set([255]));
  expect(new Set(none)).toEqual(new Set([0]));
});
