import { expect, test } from "bun:test";
import { colorDistance, mixColors } from "./color-mixing";
import { addColor, mergeColors, nearestColor, readHex, replaceColor } from "./palette-edits";

test("a palette has every colour once, and 64 at most", () => {
  expect(addColor(["#000000"], "#000000")).toEqual(["#000000"]);
  expect(replaceColor(["#000000", "#ffffff"], "#ffffff", "#000000")).toEqual(["#000000"]);
  const full = Array.from({ length: 64 }, (_, index) => `#0000${index.toString(16).padStart(2, "0")}`);
  expect(addColor(full, "#ffffff")).toEqual(full);
});

test("two colours become the one between them, in the place of the first", () => {
  expect(mergeColors(["#000000", "#ff0000", "#ffffff"], "#000000", "#ffffff")).toEqual(["#636363", "#ff0000"]);
});

test("mixing a colour with itself changes nothing", () => {
  for (const color of ["#000000", "#ffffff", "#12ab9f", "#ff0000", "#0000ff"])
    expect(mixColors(color, color)).toBe(color);
});

test("distance is as people see it: black to white is 1, and two blues are nearer than blue and yellow", () => {
  expect(colorDistance("#000000", "#ffffff")).toBeCloseTo(1, 3);
  expect(nearestColor(["#0000ff", "#ffff00", "#2020e0"], "#0000ff")).toBe("#2020e0");
  expect(nearestColor(["#0000ff"], "#0000ff")).toBeUndefined();
});

test("a colour is read in every way people write it", () => {
  expect(readHex("#ABCDEF")).toBe("#abcdef");
  expect(readHex(" abc ")).toBe("#aabbcc");
  expect(readHex("red")).toBeUndefined();
  expect(readHex("#12345")).toBeUndefined();
});
