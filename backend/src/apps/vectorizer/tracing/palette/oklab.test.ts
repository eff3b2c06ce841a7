import { expect, test } from "bun:test";
import fc from "fast-check";
import { formatColor, oklabOf, parseColor, rgbOf } from "./oklab";

const channel = fc.integer({ min: 0, max: 255 });
const rgb = fc.tuple(channel, channel, channel);

test("every colour comes back from Oklab as it was", () => {
  fc.assert(
    fc.property(rgb, (color) => expect(rgbOf(oklabOf(...color))).toEqual(color)),
    { numRuns: 2_000 },
  );
});

test("hue and chroma are Ottosson's, lightness that of Okhsl", () => {
  const [lightness, a, b] = oklabOf(255, 0, 0);
  // Red is 0.62796, 0.22486, 0.12585 in Oklab; its lightness in Okhsl is 0.56808.
  expect(lightness).toBeCloseTo(0.56808, 3);
  expect(a / b).toBeCloseTo(0.22486 / 0.12585, 3);
  expect(oklabOf(255, 255, 255)[0]).toBeCloseTo(1, 5);
  expect(oklabOf(0, 0, 0)).toEqual([0, 0, 0]);
});

test("a colour is written as it is read", () => {
  fc.assert(fc.property(rgb, (color) => expect(parseColor(formatColor(color))).toEqual(color)));
});
