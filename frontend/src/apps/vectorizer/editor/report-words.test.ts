import { expect, test } from "bun:test";
import { trace } from "../document.fixture";
import { bytes, milliseconds, similarity, sizeWords, verdictOf } from "./report-words";

const { report } = trace();
const ofSsim = (mean: number, p95 = 1) =>
  verdictOf({ ...report, ssim: { ...report.ssim, mean }, deltaE: { mean: 0.2, p95 } });

test("a trace is called indistinguishable only when neither structure nor colour shows a difference", () => {
  expect(ofSsim(0.996)).toEqual({ words: "Indistinguishable at normal size", tone: "success" });
  expect(ofSsim(0.996, 6).words).toBe("Very close: differences show when you zoom in");
  expect(verdictOf({ ...report, psnr: null }).words).toBe("Identical: not one pixel differs");
});

test("the worse a trace is, the plainer it is said", () => {
  expect([0.985, 0.96, 0.9, 0.5].map((mean) => ofSsim(mean).tone)).toEqual([
    "success",
    "neutral",
    "neutral",
    "warning",
  ]);
});

test("a similarity below one is never written as one", () => {
  expect(similarity(0.99999)).toBe("0.9999");
  expect(similarity(0.98765)).toBe("0.9877");
  expect(similarity(1)).toBe("1");
});

test("sizes and times are short", () => {
  expect([980, 8_440, 152_300, 1_240_000].map(bytes)).toEqual(["980 B", "8.4 kB", "152 kB", "1.2 MB"]);
  expect(sizeWords({ colors: 1, paths: 45, bytes: 8_440 })).toBe("1 colour · 45 paths · 8.4 kB");
  expect([420, 2_440].map(milliseconds)).toEqual(["420 ms", "2.4 s"]);
});
