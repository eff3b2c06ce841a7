import { expect, test } from "bun:test";
import { edgeF1Of, findEdges } from "./edges";
import { type OpaquePicture, overWhite } from "./opaque";
import { psnrOf } from "./psnr";
import { ssimOf } from "./ssim";

type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number];

function paint(width: number, height: number, colorAt: Paint): OpaquePicture {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index++)
    data.set(colorAt(index % width, Math.floor(index / width)), index * 4);
  return overWhite({ width, height, data });
}

/** Grey that looks random, the same every time. */
const noise = (seed: number): Paint => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    const value = (state >> 16) & 255;
    return [value, value, value];
  };
};
const invert = ({ planes, ...size }: OpaquePicture): OpaquePicture => ({
  ...size,
  planes: [planes[0].map((v) => 255 - v), planes[1].map((v) => 255 - v), planes[2].map((v) => 255 - v)],
});
const box = (left: number, right: number): Paint => {
  return (x, y) => (x >= left && x < right && y >= 16 && y < 48 ? [200, 30, 30] : [255, 255, 255]);
};

test("what is transparent is compared as white paper, and half of it half so", () => {
  const { planes } = overWhite({ width: 2, height: 1, data: Uint8Array.of(9, 9, 9, 0, 0, 100, 200, 128) });
  expect([...planes[0]]).toEqual([255, 127]);
  expect([...planes[1]]).toEqual([255, 177]);
  expect([...planes[2]]).toEqual([255, 227]);
});

test("equal pictures have a similarity of 1, no noise and all edges", () => {
  for (const [width, height] of [
    [64, 64],
    [1, 1],
    [3, 200],
  ] as const) {
    const picture = paint(width, height, noise(7));
    expect(ssimOf(picture, picture)).toEqual({ red: 1, green: 1, blue: 1, mean: 1 });
    expect(psnrOf(picture, picture)).toBeNull();
    expect(edgeF1Of(picture, picture)).toBe(1);
  }
});

test("an inverted picture has a similarity far below 0", () => {
  const picture = paint(64, 64, noise(7));
  expect(ssimOf(picture, invert(picture)).mean).toBeLessThan(-0.8);
});

test("two flat greys are as similar as the formula's first term says", () => {
  const similarity = ssimOf(
    paint(32, 32, () => [100, 100, 100]),
    paint(32, 32, () => [120, 120, 120]),
  );
  const c1 = 2.55 ** 2;
  expect(similarity.mean).toBeCloseTo((2 * 100 * 120 + c1) / (100 ** 2 + 120 ** 2 + c1), 10);
});

test("a similarity is that of the formula, worked out pixel by pixel", () => {
  const [one, other] = [
    paint(24, 17, noise(3)),
    paint(24, 17, (x, y) => (x > 15 ? noise(x * y + 1)(x, y) : [40, 40, 40])),
  ];
  expect(ssimOf(one, other).red).toBeCloseTo(slowSsim(one.planes[0], other.planes[0], 24, 17), 10);
});

test("a channel that alone differs is alone less similar", () => {
  const plain = paint(40, 40, noise(5));
  const { red, green, blue, mean } = ssimOf(plain, {
    ...plain,
    planes: [plain.planes[0], plain.planes[1], invert(plain).planes[2]],
  });
  expect([red, green]).toEqual([1, 1]);
  expect(blue).toBeLessThan(0);
  expect(mean).toBeCloseTo((2 + blue) / 3, 12);
});

test("noise of a known size has its known ratio in dB", () => {
  const base = paint(32, 32, () => [100, 100, 100]);
  expect(
    psnrOf(
      base,
      paint(32, 32, () => [110, 110, 110]),
    ),
  ).toBeCloseTo(28.13, 2);
  expect(
    psnrOf(
      base,
      paint(32, 32, () => [110, 100, 100]),
    ),
  ).toBeCloseTo(32.9, 2);
  expect(
    psnrOf(
      paint(8, 8, () => [0, 0, 0]),
      paint(8, 8, () => [255, 255, 255]),
    ),
  ).toBe(0);
});

test("an edge is found where a colour ends, one or two pixels wide, and not in a gentle slope", () => {
  const edges = findEdges(paint(64, 64, box(16, 48)));
  const row = edges.subarray(64 * 32, 64 * 33);
  expect([...row.keys()].filter((x) => row[x])).toEqual([15, 16, 47, 48]);
  const slope = findEdges(paint(64, 64, (x) => [x * 4, x * 4, x * 4]));
  expect(slope.some((value) => value > 0)).toBe(false);
});

test("edges one pixel aside still agree, three pixels aside they do not", () => {
  const at = (left: number) => paint(64, 64, box(left, left + 32));
  expect(edgeF1Of(at(16), at(17))).toBe(1);
  expect(edgeF1Of(at(16), at(19))).toBeLessThan(0.6);
  expect(
    edgeF1Of(
      at(16),
      paint(64, 64, () => [255, 255, 255]),
    ),
  ).toBe(0);
});

/** The definition, with nothing spared: every window of 11 × 11, cut off at the frame. */
function slowSsim(a: Uint8Array, b: Uint8Array, width: number, height: number): number {
  let total = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const taps: [weight: number, a: number, b: number][] = [];
      for (let v = Math.max(0, y - 5); v <= Math.min(height - 1, y + 5); v++)
        for (let u = Math.max(0, x - 5); u <= Math.min(width - 1, x + 5); u++) {
          const weight = Math.exp(-((u - x) ** 2 + (v - y) ** 2) / 4.5);
          taps.push([weight, a[v * width + u] as number, b[v * width + u] as number]);
        }
      const weights = taps.reduce((sum, [weight]) => sum + weight, 0);
      const mean = (of: (a: number, b: number) => number) =>
        taps.reduce((sum, [weight, valueA, valueB]) => sum + (weight / weights) * of(valueA, valueB), 0);
      const [meanA, meanB] = [mean((value) => value), mean((_, value) => value)];
      const varianceA = mean((value) => (value - meanA) ** 2);
      const varianceB = mean((_, value) => (value - meanB) ** 2);
      const covariance = mean((valueA, valueB) => (valueA - meanA) * (valueB - meanB));
      const [c1, c2] = [2.55 ** 2, 7.65 ** 2];
      total +=
        ((2 * meanA * meanB + c1) * (2 * covariance + c2)) /
        ((meanA ** 2 + meanB ** 2 + c1) * (varianceA + varianceB + c2));
    }
  return total / (width * height);
}
