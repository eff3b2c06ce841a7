import { expect, test } from "bun:test";
import { nearestAspectRatio, readPercent, toDataUrl } from "./wire";

test.each([
  [1024, 1024, "1:1"],
  [1920, 1088, "16:9"],
  [1000, 2000, "9:16"],
  [4000, 1000, "21:9"],
])("%d × %d is nearest to %s", (width, height, ratio) => {
  expect<string>(nearestAspectRatio(width, height, ["1:1", "16:9", "9:16", "21:9"])).toBe(ratio);
});

test("the last progress bar counts, and logs without one say nothing", () => {
  expect(readPercent("  0%|  | 0/28\n 45%|████ | 13/28")).toBe(45);
  expect(readPercent("50% of the weights are loaded")).toBeUndefined();
  expect(readPercent(null)).toBeUndefined();
});

test("a WebP picture is named so in its data URL", () => {
  expect(toDataUrl(new TextEncoder().encode("RIFF"))).toBe("data:image/webp;base64,UklGRg==");
});
