import { expect, test } from "bun:test";
import { builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { changeShared, chooseModel, isComplete, presetOf, sharedNow, toRecipe, toTuning } from "./tuning";

const byHand = toTuning({ model: "vtracer", settings: TraceSettings.parse({ filterSpeckle: 9 }) });

test("a recipe survives being tuned", () => {
  const recipe = { model: "vtracer", settings: builtinPresets.photo.settings } as const;
  expect(toRecipe(toTuning(recipe))).toEqual(recipe);
});

test("what both models are told goes along to the other, and what only one is told is there again", () => {
  const told = changeShared(byHand, { palette: { kind: "count", count: 5 } });
  const auto = chooseModel(told, "vtracer-auto");
  expect(sharedNow(auto).palette).toEqual({ kind: "count", count: 5 });
  const back = chooseModel(changeShared(auto, { hierarchical: "cutout" }), "vtracer");
  expect(back.settings).toMatchObject({
    filterSpeckle: 9,
    hierarchical: "cutout",
    palette: { kind: "count", count: 5 },
  });
});

test("settings are a preset as long as nothing of it is changed, in whatever order they come", () => {
  const { logo } = builtinPresets;
  const reversed = Object.fromEntries(Object.entries(logo.settings).reverse()) as typeof logo.settings;
  expect(presetOf(reversed)).toBe("logo");
  expect(presetOf({ ...logo.settings, filterSpeckle: 5 })).toBeUndefined();
});

test("a fixed palette needs a colour", () => {
  expect(isComplete({ kind: "fixed", colors: [] })).toBe(false);
  expect(isComplete({ kind: "fixed", colors: ["#000000"] })).toBe(true);
  expect(isComplete({ kind: "source" })).toBe(true);
});
