import { expect, test } from "bun:test";
import { describeEntry } from "./service";

const work = "Avatar Creator: FLUX dev, 2 pictures";

test("work is named by what was begun, in every entry it leaves", () => {
  const entries = [
    { kind: "hold", note: work, workNote: work },
    { kind: "capture", note: "flux-dev, 2 of 2 delivered", workNote: work },
    { kind: "capture", note: "flux-dev, 1 of 2 delivered", workNote: work },
    { kind: "release", note: "flux-dev, 1 of 2 delivered", workNote: work },
    { kind: "release", note: "flux-dev, 0 of 2 delivered", workNote: work },
  ] as const;
  expect(entries.map(describeEntry)).toEqual([
    `Set aside for ${work}`,
    work,
    `${work} (1 of 2 delivered)`,
    `Freed again: ${work} (1 of 2 delivered)`,
    `Freed again: ${work} (0 of 2 delivered)`,
  ]);
});

test("everything else says what was written at the time, and never nothing", () => {
  expect(describeEntry({ kind: "grant", note: "Bought 500 credits", workNote: null })).toBe("Bought 500 credits");
  expect(describeEntry({ kind: "adjust", note: "", workNote: null })).toBe("Corrected by the platform");
  expect(describeEntry({ kind: "capture", note: "flux-dev, 2 of 2 delivered", workNote: null })).toBe(
    "flux-dev, 2 of 2 delivered",
  );
});
