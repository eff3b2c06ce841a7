import { expect, test } from "bun:test";
import { isLightColor } from "./color";

test("marks are dark on light colours and white on dark ones", () => {
  expect(["#ffffff", "#d9b36c", "#f4f4f5", "#00ff00"].map(isLightColor)).toEqual([true, true, true, true]);
  expect(["#000000", "#8c2f1b", "#0000ff", "#5b5bd6"].map(isLightColor)).toEqual([false, false, false, false]);
});

test("what is no colour, or none at all, counts as light", () => {
  expect([isLightColor("transparent"), isLightColor("#fff")]).toEqual([true, true]);
});
