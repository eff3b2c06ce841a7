import { expect, test } from "bun:test";
import type { Avatar } from "@lumiku/contracts/avatar-creator";
import { findDifferences, lookFacts, makingFacts, personaFacts } from "./avatar-facts";

const recipe = {
  ...{ prompt: "A potter", width: 1024, height: 1280, model: "illustrated", style: "lorelei" },
  persona: { name: "Amal", age: 34, personality: ["calm", "curious"] },
  attributes: { hairColor: "auburn", accessories: ["glasses", "earrings"] },
};
const asset = { id: "a", url: "", thumbnailUrl: "", preview: null, mime: "image/png", width: 1024, height: 1280 };
const avatar: Avatar = {
  ...{ id: "1", projectId: "p", generationId: "g", source: "text", name: "Amal", prompt: "A potter" },
  ...{ model: "illustrated", seed: 7, recipe, notes: [], isFavourite: false, parentId: null, version: 1 },
  asset: { ...asset, sizeBytes: 1, sha256: "", source: null },
  createdAt: "2026-11-21T12:00:00Z",
};

test("only what is known is told", () => {
  expect(personaFacts(recipe)).toEqual([
    ["Name", "Amal"],
    ["Age", "34"],
    ["Personality", "calm, curious"],
  ]);
  expect(lookFacts(recipe)).toEqual([
    ["Hair colour", "auburn"],
    ["Accessories", "glasses, earrings"],
  ]);
  const made = Object.fromEntries(makingFacts(avatar, "Illustrated"));
  expect(made).toMatchObject({ Model: "Illustrated", Seed: "7", Size: "1024 × 1280 px", Style: "lorelei" });
  expect(made).not.toHaveProperty("Steps");
});

test("beside each other only the differences are told, and what one of them lacks is a dash", () => {
  const other = { ...avatar, seed: 8, recipe: { ...recipe, attributes: { hairColor: "black", headwear: "hijab" } } };
  expect(findDifferences([avatar, other], (key) => key)).toEqual([
    { term: "Hair colour", values: ["auburn", "black"] },
    { term: "Accessories", values: ["glasses, earrings", "–"] },
    { term: "Seed", values: ["7", "8"] },
    { term: "Headwear", values: ["–", "hijab"] },
  ]);
  expect(findDifferences([avatar, avatar], (key) => key)).toEqual([]);
});
