import { expect, test } from "bun:test";
import { builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { isUsed, parameters } from "./parameters";

test("ranges and defaults are those of the tracer", () => {
  expect(parameters.cornerThreshold).toMatchObject({ min: 0, max: 180, default: 60, step: 1 });
  expect(parameters.lengthThreshold).toMatchObject({ min: 3.5, max: 10, default: 4, step: 0.5 });
  for (const { key, min, max, default: value } of Object.values(parameters)) {
    expect(TraceSettings.parse({ [key]: min })[key]).toBe(min);
    expect(TraceSettings.parse({ [key]: max })[key]).toBe(max);
    expect(TraceSettings.parse({})[key]).toBe(value);
    expect(TraceSettings.safeParse({ [key]: max + 1 }).success).toBe(false);
  }
});

test("a parameter that changes nothing is told apart", () => {
  expect(isUsed("spliceThreshold", builtinPresets.logo.settings)).toBe(false);
  expect(isUsed("spliceThreshold", TraceSettings.parse({ mode: "spline" }))).toBe(true);
  expect(isUsed("layerDifference", builtinPresets.logo.settings)).toBe(false);
  expect(isUsed("layerDifference", TraceSettings.parse({}))).toBe(false);
  expect(isUsed("layerDifference", builtinPresets.photo.settings)).toBe(true);
});
