import { expect, test } from "bun:test";
import { composePrompt } from "./prompt";

test("a prompt alone is sent as it is", () => {
  expect(composePrompt({ prompt: "A woman with a green hijab." })).toBe("A woman with a green hijab.");
});

test("every attribute, the persona and the style are named", () => {
  const words = composePrompt({
    prompt: "Ada at her desk",
    style: "watercolour",
    persona: { age: 34, personality: ["calm", "curious"], background: "a mathematician in London" },
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
  });
  for (const fact of [
    ...["Ada at her desk", "woman", "British", "34 years old", "slim", "long wavy", "dark brown", "grey eyes"],
    ...["fair skin", "no beard", "smiling", "straw hat", "navy dress", "round glasses", "earrings"],
    ...["calm", "curious", "mathematician in London", "watercolour style"],
  ])
    expect(words).toContain(fact);
});
