import { expect, test } from "bun:test";
import { describe, settingsOf } from "./generation-settings";

const params = {
  name: "Amal's portrait",
  projectId: "p1",
  prompt: "",
  width: 1024,
  guidance: 3.5,
  style: "micah",
  persona: { name: "Amal", personality: ["calm", "curious"] },
  attributes: { hairColor: "dark brown" },
  referenceAssetIds: ["a1"],
  isTiled: false,
};

test("every setting has a name for people; its title, ids and what stands elsewhere are left out", () => {
  expect(settingsOf(params)).toEqual([
    { term: "Guidance", value: "3.5" },
    { term: "Style", value: "micah" },
    { term: "Name", value: "Amal" },
    { term: "Personality", value: "calm, curious" },
    { term: "Hair colour", value: "dark brown" },
    { term: "Is tiled", value: "No" },
  ]);
});

test("work without a prompt is called by what describes it, not by how it is drawn", () => {
  expect(describe(params)).toBe("Amal's portrait, Amal, calm, curious, dark brown");
  expect(describe({ style: "micah", width: 512 })).toBe("");
});
