import { expect, test } from "bun:test";
import { describeSparkline, drawSparkline } from "./sparkline-path";

test("the line runs from the left to the right edge, the highest value at the top", () => {
  expect(drawSparkline([0, 10, 5], 100, 20)).toEqual({
    line: "M0 18L50 2L100 10",
    area: "M0 18L50 2L100 10V20H0Z",
  });
});

test("equal values and a single one run along the middle", () => {
  expect(drawSparkline([7, 7], 100, 20).line).toBe("M0 10L100 10");
  expect(drawSparkline([7], 100, 20).line).toBe("M0 10L100 10");
});

test("without values nothing is drawn", () => {
  expect(drawSparkline([], 100, 20)).toEqual({ line: "", area: "" });
  expect(describeSparkline([])).toBe("no values yet");
});

test("words say what the line shows", () => {
  expect(describeSparkline([3, 1, 9, 4])).toBe("4 values, from 1 to 9, now 4");
});
