import { expect, test } from "bun:test";
import { composePrompt, describeParts } from "./avatar-creator-prompt";

const ada = {
  prompt: "Ada at her desk",
  style: "watercolour",
  background: "#000080",
  negativePrompt: "hats, text",
  persona: { name: "Ada", age: 34, personality: ["calm", "curious"], background: "a mathematician in London" },
  attributes: {
    ...{ gender: "woman", ageRange: "adult", ethnicity: "British", bodyType: "slim", hairStyle: "long wavy" },
    ...{ hairColor: "dark brown", eyeColor: "grey", skinTone: "fair", facialHair: "no beard", expression: "smiling" },
    ...{
      headwear: "a straw hat",
      clothing: "dress",
      clothingColor: "navy",
      accessories: ["round glasses", "earrings"],
    },
  },
} as const;
const recipe = structuredClone(ada) as unknown as Parameters<typeof composePrompt>[0];

test("a prompt alone is sent as it is", () => {
  expect(composePrompt({ prompt: "A woman with a green hijab" })).toBe("A woman with a green hijab");
});

test("every attribute, the persona, the style and the background are named", () => {
  const words = composePrompt(recipe);
  for (const fact of [
    ...["Ada at her desk", "woman", "adult", "British", "34 years old", "slim", "long wavy", "dark brown", "grey eyes"],
    ...["fair skin", "no beard", "smiling", "straw hat", "navy dress", "round glasses", "earrings"],
    ...["calm", "curious", "mathematician in London", "watercolour style", "one solid colour: navy"],
  ])
    expect(words).toContain(fact);
});

test("what to leave out is said in the prompt only where the model is not told apart", () => {
  expect(composePrompt(recipe, { hasNegativePrompt: true })).not.toContain("hats");
  expect(composePrompt(recipe, { hasNegativePrompt: false })).toEndWith("Without: hats, text.");
});

test.each([
  [{ attributes: { gender: "woman", eyeColor: "grey" } }, "Portrait of a woman with grey eyes."],
  [{ persona: { name: "Amal" } }, "Portrait of Amal."],
  [{ attributes: { hairStyle: "bun", hairColor: "black" } }, "Portrait of a person with black hair in a bun."],
  [{ attributes: { ageRange: "teenager", gender: "man" } }, "Portrait of a teenage boy."],
  [{ attributes: { hairColor: "#ff0000", ethnicity: "Indian" } }, "Portrait of an Indian person with red hair."],
  [{ attributes: { clothing: "suit", accessories: ["glasses"] } }, "Wearing a suit and glasses."],
  [{ referenceAssetIds: ["a"] }, "The same person as in the reference pictures."],
] as [Partial<typeof recipe>, string][])(
  "without words of one's own there is still a sentence: %j",
  (params, words) => {
    expect(composePrompt({ prompt: "", ...params })).toBe(words);
  },
);

test("a model that cannot leave the background out is asked for the nearest", () => {
  expect(composePrompt({ prompt: "A man", background: "transparent" })).toBe(
    "A man. Cut out on a plain white background.",
  );
  expect(composePrompt({ prompt: "A man", background: "#232323" })).toEndWith("colour: charcoal grey.");
});

test("the preview's parts are the prompt, sentence by sentence", () => {
  const parts = describeParts(recipe, { hasNegativePrompt: false });
  expect(parts.map(({ label }) => label)).toEqual([
    ...(["Your words", "Person", "Clothing", "Character", "Style", "Background", "Left out"] as const),
  ]);
  for (const { text } of parts) expect(composePrompt(recipe, { hasNegativePrompt: false })).toContain(text);
});
