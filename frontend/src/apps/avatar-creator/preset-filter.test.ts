import { expect, test } from "bun:test";
import type { Preset } from "@lumiku/contracts/avatar-creator-presets";
import { fillingOf } from "./preset-draft";
import { filterPresets } from "./preset-filter";

const preset = (changes: Partial<Preset>): Preset => ({
  id: "amal",
  name: "Amal",
  summary: "A calm doctor",
  category: "professional",
  recipe: {
    ...{ model: "illustrated", prompt: "In a light clinic", width: 1024, height: 1024, style: "micah" },
    ...{ persona: { name: "Amal", age: 34 }, attributes: { headwear: "green hijab", accessories: ["glasses"] } },
  },
  isOwn: false,
  pictureUrl: null,
  createdAt: null,
  ...changes,
});
const own = preset({ id: "mine", name: "Noor", summary: "", category: "casual", isOwn: true });
const all = [preset({}), own];

test("a shelf shows its category, or one's own", () => {
  expect(filterPresets(all, "all", "")).toHaveLength(2);
  expect(filterPresets(all, "own", "")).toEqual([own]);
  expect(filterPresets(all, "professional", "").map(({ id }) => id)).toEqual(["amal"]);
});

test("a search finds words of the recipe, all of them", () => {
  expect(filterPresets(all, "all", "Hijab doctor").map(({ id }) => id)).toEqual(["amal"]);
  expect(filterPresets(all, "all", "glasses micah")).toHaveLength(2);
  expect(filterPresets(all, "all", "glasses turban")).toEqual([]);
});

test("a preset fills in the person and how they are drawn, and neither count nor seed", () => {
  const filling = fillingOf(preset({}));
  expect(filling).toMatchObject({ name: "Amal", age: "34", style: "micah", model: "illustrated", presetId: "amal" });
  expect(filling).not.toHaveProperty("count");
  expect(filling).not.toHaveProperty("seed");
});
