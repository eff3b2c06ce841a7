import { describe, expect, test } from "bun:test";
import { findColor, type Palette } from "./colors";
import type { Look } from "./facts";
import { type Hints, readLook } from "./look";

const tone = (words: string, palette: Palette = "any") => findColor(words, palette) ?? "";

/** Facts as plain words, for tables: "green hijab" is a hijab in green. */
function summarise(look: Look) {
  const facts = (said: Look["worn" | "hair" | "facialHair" | "clothing" | "expression" | "body"]) =>
    said.map(({ fact }) => fact as string).toSorted();
  const { gender, age, hair, facialHair, clothing, expression, worn, body } = look;
  return {
    ...{ gender, age, hair: facts(hair), facialHair: facts(facialHair), clothing: facts(clothing) },
    ...{ expression: facts(expression), worn: facts(worn), body: facts(body) },
    ...{ hairColor: look.hairColor?.hex, skinColor: look.skinColor?.hex, eyeColor: look.eyeColor?.hex },
    ...{ clothingColor: look.clothingColor?.hex, wornColor: worn[0]?.color?.hex, background: look.background },
  };
}
type Summary = Partial<ReturnType<typeof summarise>>;

describe("a description", () => {
  test.each([
    ["woman with a green hijab and glasses", { gender: "woman", worn: ["glasses", "hijab"] }],
    ["a woman in a green hijab and a red hoodie", { wornColor: tone("green"), clothingColor: tone("red") }],
    ["a red-haired man in a blue suit", { gender: "man", hairColor: tone("red", "hair"), clothingColor: tone("blue") }],
    ["a man with red hair and a blue t-shirt", { hairColor: tone("red", "hair"), clothing: ["t-shirt"] }],
    ["a man without glasses", { gender: "man", worn: [] }],
    ["a man with no beard or hat", { facialHair: [], worn: [] }],
    ["a bearded man", { facialHair: ["beard"] }],
    ["a man with a mustache and stubble", { facialHair: ["moustache", "stubble"] }],
    ["a man with a long black beard", { facialHair: ["long beard"] }],
    ["bald man", { hair: ["bald"] }],
    ["woman with long, curly, dark brown hair", { hair: ["curly", "long"], hairColor: tone("dark brown", "hair") }],
    ["a long-haired woman", { hair: ["long"] }],
    ["a man on a long road with a short story", { hair: [] }],
    ["Bob the builder", { hair: [] }],
    ["woman with a bob and bangs", { hair: ["bob", "fringe"] }],
    ["a man with a hi-top fade", { hair: ["flat top"] }],
    ["a man with dreads", { hair: ["dreadlocks"] }],
    ["girl with braids", { hair: ["braids"], age: "teenager", gender: "woman" }],
    ["a brunette", { hairColor: tone("brunette", "hair") }],
    ["a redhead", { hairColor: tone("ginger", "hair") }],
    ["a platinum blonde woman", { hairColor: tone("platinum blonde", "hair") }],
    ["a woman with salt and pepper hair", { hairColor: tone("salt and pepper", "hair") }],
    ["a woman with pink hair", { hairColor: tone("pink") }],
    ["dark-skinned man with blue eyes", { skinColor: tone("dark", "skin"), eyeColor: tone("blue", "eyes") }],
    ["a woman in a black dress", { clothing: ["dress"], clothingColor: tone("black"), skinColor: undefined }],
    ["man with sunglasses in a puffer jacket", { worn: ["sunglasses"], clothing: ["puffer jacket"] }],
    ["woman in a turtleneck with a septum piercing", { clothing: ["turtleneck"], worn: ["nose ring"] }],
    ["woman in a red kimono", { clothing: ["kimono"], clothingColor: tone("red") }],
    ["pirate with an eye patch", { worn: ["eyepatch"] }],
    ["boy with a baseball cap", { worn: ["cap"], age: "teenager" }],
    ["an 8-year-old child", { age: "child" }],
    ["an elderly woman", { age: "senior" }],
    ["a smiling woman with rosy cheeks", { expression: ["happy"], worn: ["blush"] }],
    ["an astonished person", { expression: ["surprised"] }],
    ["a woman on a blue background", { background: tone("blue") }],
    ["a muscular man", { body: ["athletic"] }],
    ["a field of flowers, people watch, shades of grey", { worn: [] }],
    ["a non-binary person in a yellow jumper", { gender: "non-binary", clothing: ["sweater"] }],
  ] as [string, Summary][])("%s", (prompt, facts) => {
    expect(summarise(readLook(prompt, {}))).toMatchObject(facts);
  });

  test("an origin is a range of tones; black and white are colours unless a person follows", () => {
    expect(readLook("a black woman", {}).origin?.skin).toContain("5b3722");
    expect(readLook("a woman in a black dress, white wall", {}).origin).toBeUndefined();
    expect(readLook("a Korean man", {}).origin?.words).toBe("korean");
  });

  test("two thousand characters are read within 50 ms", () => {
    const prompt = "a woman with long red hair, light brown dark green blue and ".repeat(34).slice(0, 2000);
    readLook(prompt, {});
    const before = performance.now();
    readLook(prompt, {});
    expect(performance.now() - before).toBeLessThan(50);
  });
});

describe("attributes", () => {
  test.each([
    [
      { hairStyle: "long wavy", hairColor: "auburn" },
      { hair: ["long", "wavy"], hairColor: tone("auburn", "hair") },
    ],
    [
      { hairStyle: "short", clothing: "top" },
      { hair: ["short"], clothing: ["scoop-neck top"] },
    ],
    [{ hairStyle: "black bun with flowers" }, { hair: ["bun"], hairColor: tone("black", "hair"), worn: ["flowers"] }],
    [{ headwear: "baseball cap, red" }, { worn: ["cap"], wornColor: tone("red") }],
    [{ accessories: ["round gold glasses", "hoops"] }, { worn: ["hoop earrings", "round glasses"] }],
    [{ accessories: ["no glasses"] }, { worn: [] }],
    [{ clothing: "white shirt and navy blazer" }, { clothing: ["blazer", "shirt"], clothingColor: tone("navy") }],
    [{ clothingColor: "rebeccapurple" }, { clothingColor: "663399" }],
    [{ clothingColor: "#0af" }, { clothingColor: "00aaff" }],
    [{ skinTone: "very fair" }, { skinColor: tone("very fair", "skin") }],
    [{ eyeColor: "hazel" }, { eyeColor: tone("hazel", "eyes") }],
    [{ age: 7 }, { age: "child" }],
    [{ age: 70 }, { age: "senior" }],
  ] as [Hints, Summary][])("%j", (hints, facts) => {
    const look = readLook("", hints);
    expect(summarise(look)).toMatchObject(facts);
    expect(look.unknown).toEqual([]);
  });

  test("win over the words of the prompt, and leave the rest of them", () => {
    const look = readLook("a woman with long red hair, a hat, sunglasses and freckles", {
      ...{ hairStyle: "short", hairColor: "black", headwear: "green hijab", accessories: ["round glasses"] },
    });
    expect(summarise(look)).toMatchObject({
      ...{ gender: "woman", hair: ["short"], hairColor: tone("black", "hair") },
      worn: ["freckles", "hijab", "round glasses"],
    });
  });

  test("may say none", () => {
    const look = readLook("a bearded man in a hat", { facialHair: "none", headwear: "none" });
    expect(look).toMatchObject({ facialHair: [], worn: [], unknown: [] });
  });

  test("keep what nobody understood, word for word", () => {
    const look = readLook("", {
      ...{ clothing: "red silk dress with gold embroidery", hairStyle: "zigzag", ethnicity: "Martian" },
      ...{ eyeColor: "galaxy", accessories: ["magic wand"] },
    });
    expect(look.unknown).toEqual([
      { field: "clothing", words: "silk" },
      { field: "clothing", words: "gold embroidery" },
      { field: "hairStyle", words: "zigzag" },
      { field: "ethnicity", words: "martian" },
      { field: "eyeColor", words: "galaxy" },
      { field: "accessories", words: "magic wand" },
    ]);
  });
});
