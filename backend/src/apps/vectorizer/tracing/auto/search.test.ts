import { expect, test } from "bun:test";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import fc from "fast-check";
import type { Ladder, Rung } from "./ladders";
import { chooseBest, type Outcome, reaches, type SearchOptions, searchLadder } from "./search";

const target = { ssim: 0.9, psnr: 30 };
const ladder: Ladder = {
  rungs: Array.from({ length: 8 }, (_, index) => ({ label: String(index), settings: TraceSettings.parse({}) })),
  start: 3,
};

/** Rungs from `first` on suffice; each costs more than the one below it. */
function options(first: number, changes: Partial<SearchOptions> = {}): SearchOptions {
  return {
    target,
    effort: "best",
    hasTime: () => true,
    measure: async (rung: Rung) => {
      const index = Number(rung.label);
      return { rung, ssim: index >= first ? 0.95 : 0.8 + index / 100, psnr: 40, bytes: 100 + index, nodes: 10 };
    },
    ...changes,
  };
}

test("the lowest rung that suffices is found wherever it is, in four tries of eight rungs", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), async (first, start) => {
      const tried = await searchLadder({ ...ladder, start }, options(first));
      expect(new Set(tried.map(({ rung }) => rung.label)).size).toBe(tried.length);
      expect(chooseBest(tried, target).rung.label).toBe(String(first));
      if (start === 3) expect(tried.length).toBeLessThanOrEqual(4);
    }),
  );
});

test("one try is made without time, and no more", async () => {
  expect(await searchLadder(ladder, options(0, { hasTime: () => false }))).toHaveLength(1);
});

test("a fast search makes two tries at most", async () => {
  expect(await searchLadder(ladder, options(7, { effort: "fast" }))).toHaveLength(2);
});

const outcome = (ssim: number, bytes: number, nodes = 10, psnr: number | null = 40): Outcome => ({
  ...{ ssim, bytes, nodes, psnr },
  rung: ladder.rungs[0] as Rung,
});

test("of those that suffice, fewer bytes and nodes win over more likeness", () => {
  const [near, lean, coarse] = [outcome(0.99, 900), outcome(0.91, 500), outcome(0.85, 100)];
  expect(chooseBest([near, lean, coarse], target)).toBe(lean);
  const manyNodes = outcome(0.92, 490, 20);
  expect(chooseBest([manyNodes, lean], target)).toBe(lean);
});

test("when none suffices the likest wins, or one as good that takes less", () => {
  const [likest, lean, poor] = [outcome(0.8905, 900), outcome(0.89, 500), outcome(0.8, 100)];
  expect(chooseBest([likest, lean, poor], target)).toBe(lean);
  expect(chooseBest([likest, poor], target)).toBe(likest);
});

test("noise counts as well as structure, and equal pictures have none", () => {
  expect(reaches(outcome(0.95, 1, 1, 29), target)).toBe(false);
  expect(reaches(outcome(0.95, 1, 1, null), target)).toBe(true);
});
