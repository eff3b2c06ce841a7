import { expect, test } from "bun:test";
import { findColor } from "./colors";
import { type Look, readLook } from "./look";

const green = findColor("green", "any") ?? "";
const red = findColor("red", "any") ?? "";
const blue = findColor("blue", "any") ?? "";
const hair = (name: string) => findColor(name, "hair") ?? "";
const skin = (name: string) => findColor(name, "skin") ?? "";

const phrases: [string, Partial<Look>][] = [
  [
    "woman with a green hijab and glasses",
    { gender: "woman", headwear: "hijab", headwearColor: green, eyewear: "glasses" },
  ],
  [
    "a woman in a green hijab and a red hoodie",
    { headwear: "hijab", headwearColor: green, clothing: "hoodie", clothingColor: red },
  ],
  ["a red-haired man in a blue suit", { gender: "man", hairColor: hair("red"), clothing: "suit", clothingColor: blue }],
  ["a man with red hair and a blue t-shirt", { hairColor: hair("red"), clothing: "t-shirt", clothingColor: blue }],
  ["a man without glasses", { gender: "man", eyewear: null }],
  ["a man with no beard", { facialHair: null }],
  ["clean-shaven man", { facialHair: null }],
  ["a bearded man", { facialHair: "beard" }],
  ["a man with a moustache", { facialHair: "moustache" }],
  ["a man with a mustache and stubble", { facialHair: "stubble" }],
  ["a man with a goatee", { facialHair: "goatee" }],
  ["bald man", { hair: "bald" }],
  ["woman with curly hair", { hair: "curly" }],
  ["woman with long brown hair", { hair: "long", hairColor: hair("brown") }],
  ["woman with long, dark brown hair", { hair: "long", hairColor: hair("dark brown") }],
  ["man with short black hair", { hair: "short", hairColor: hair("black") }],
  ["a long-haired woman", { hair: "long" }],
  ["woman with an afro", { hair: "afro" }],
  ["woman with her hair in a bun", { hair: "bun" }],
  ["girl with braids", { hair: "braids", isYoung: true }],
  ["a man with dreadlocks", { hair: "dreadlocks" }],
  ["woman with a ponytail", { hair: "ponytail" }],
  ["punk with a mohawk", { hair: "mohawk" }],
  ["woman with a bob", { hair: "bob" }],
  ["silver hair", { hairColor: hair("silver") }],
  ["a brunette", { hairColor: hair("brunette") }],
  ["a blonde woman", { hairColor: hair("blonde") }],
  ["a redhead", { hairColor: hair("ginger") }],
  ["a woman with auburn hair", { hairColor: hair("auburn") }],
  ["a woman with pink hair", { hairColor: findColor("pink", "any") ?? "" }],
  ["dark-skinned man", { skinColor: skin("dark") }],
  ["woman with olive skin", { skinColor: skin("olive") }],
  ["a black woman", { skinColor: skin("dark") }],
  ["a woman in a black dress", { clothing: "dress", clothingColor: findColor("black", "any") ?? "" }],
  ["man with sunglasses", { eyewear: "sunglasses" }],
  ["pirate with an eye patch", { eyewear: "eyepatch" }],
  ["man in a red beanie", { headwear: "beanie", headwearColor: red }],
  ["sikh man with an orange turban", { headwear: "turban", headwearColor: findColor("orange", "any") ?? "" }],
  ["boy with a baseball cap", { headwear: "cap", isYoung: true }],
  ["woman in a hat", { headwear: "hat" }],
  ["woman without a hat", { headwear: null }],
  ["a smiling woman", { expression: "happy" }],
  ["a serious man", { expression: "serious" }],
  ["a surprised person", { expression: "surprised" }],
  ["a sad boy", { expression: "sad" }],
  ["an angry man", { expression: "angry" }],
  ["a woman on a blue background", { background: blue }],
  ["a woman with freckles and earrings", { extras: ["earrings", "freckles"] }],
  [
    "a non-binary person in a yellow sweater",
    { gender: "non-binary", clothing: "sweater", clothingColor: findColor("yellow", "any") ?? "" },
  ],
];

for (const [phrase, facts] of phrases) {
  test(`reads "${phrase}"`, () => {
    expect(readLook(phrase, {})).toMatchObject(facts);
  });
}

test("attributes win over the words of the prompt", () => {
  const look = readLook("a woman with long red hair and glasses", {
    hairStyle: "short",
    hairColor: "black",
    headwear: "green hijab",
    clothing: "blue suit",
  });
  expect(look).toMatchObject({
    hair: "short",
    hairColor: hair("black"),
    headwear: "hijab",
    headwearColor: green,
    clothing: "suit",
    clothingColor: blue,
    eyewear: "glasses",
  });
});

test("an attribute may say none", () => {
  expect(readLook("a bearded man in a hat", { facialHair: "none", headwear: "none" })).toMatchObject({
    facialHair: null,
    headwear: null,
  });
});

test("a child never has a beard", () => {
  expect(readLook("a boy with a beard", {}).facialHair).toBeUndefined();
  expect(readLook("a man with a beard", { ageRange: "child" }).facialHair).toBeUndefined();
});
