import { describe, expect, test } from "bun:test";
import { type Attributes, IllustrationStyle } from "@lumiku/contracts/avatar-creator-recipe";
import fc from "fast-check";
import { wornTerms } from "./facts";
import { readLook } from "./look";
import { mapLook } from "./mapping";
import type { AnswerField } from "./page";
import { styles } from "./styles";
import type { Choice, StyleTable } from "./styles/table";
import { clothingTerms, headwearTerms } from "./words/clothes";
import { bodyTerms, expressionTerms } from "./words/face";
import { facialHairTerms, hairTerms } from "./words/hair";

const map = (style: IllustrationStyle, attributes: Attributes, seed = 1) =>
  mapLook(readLook("", attributes), styles[style], seed);
const notesOf = (style: IllustrationStyle, attributes: Attributes) =>
  map(style, attributes).answers.flatMap(({ note }) => note ?? []);
const shownOf = (style: IllustrationStyle, attributes: Attributes) =>
  map(style, attributes).answers.flatMap(({ shown }) => shown ?? []);

const oneOf = (...words: string[]) => fc.constantFrom(...words);
const colors = ["red", "dark brown", "navy", "#12ab9f", "salt and pepper", "tomato", "iridescent"];
const styleOf = fc.constantFrom(...IllustrationStyle.options);
const attributesOf = fc.record(
  {
    gender: fc.constantFrom("woman", "man", "non-binary"),
    ageRange: fc.constantFrom("child", "teenager", "young adult", "adult", "middle-aged", "senior"),
    ethnicity: oneOf("Nigerian", "South Korean", "Māori", "white", "Martian"),
    bodyType: oneOf("slim", "plus-size", "average", "tall"),
    hairStyle: oneOf("long wavy", "dreads", "hi-top fade", "bald", "short curly with bangs", "space buns", "zigzag"),
    hairColor: oneOf(...colors),
    eyeColor: oneOf("blue", "hazel", "galaxy"),
    skinTone: oneOf("olive", "deep brown", "fair", "#b07a50"),
    facialHair: oneOf("beard", "handlebar moustache", "goatee and sideburns", "five petals"),
    expression: oneOf("smiling", "laughing", "in love", "stern", "bewildered"),
    headwear: oneOf("green hijab", "baseball cap", "gele", "tiara", "cat ears", "straw hat", "feather boa"),
    clothing: oneOf("suit", "kimono", "puffer jacket", "red silk dress", "checked shirt", "space thing", "tie"),
    clothingColor: oneOf(...colors),
    accessories: fc.uniqueArray(
      oneOf("round glasses", "sunglasses", "septum piercing", "hoops", "freckles", "headphones", "flowers", "wand"),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { requiredKeys: [] },
);

test("every attribute that is filled in is shown or named in a note, in every style", () => {
  fc.assert(
    fc.property(styleOf, attributesOf, fc.nat(), (style, attributes, seed) => {
      const { answers } = map(style, attributes as Attributes, seed);
      const answered = new Set<AnswerField>(answers.map(({ field }) => field));
      for (const name of Object.keys(attributes)) expect([...answered]).toContain(name as AnswerField);
      for (const accessory of attributes.accessories ?? []) {
        const word = accessory.split(" ").at(-1) as string;
        expect(answers.filter(({ shown, note }) => `${shown} ${note}`.includes(word)).length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 600 },
  );
});

test("what is said to be shown is among the options, and the options are the engine's own", () => {
  fc.assert(
    fc.property(styleOf, attributesOf, fc.nat(), (style, attributes, seed) => {
      const { options } = map(style, attributes as Attributes, seed);
      const { properties = {} } = styles[style].engine.schema as { properties?: Record<string, Property> };
      for (const [name, value] of Object.entries(options)) expectValid(properties, name, value);
    }),
    { numRuns: 300 },
  );
});

type Property = { items?: { enum?: string[]; pattern?: string } };

function expectValid(properties: Record<string, Property>, name: string, value: unknown) {
  const { items } = properties[name] ?? {};
  expect(properties).toHaveProperty([name]);
  for (const one of [value].flat()) {
    if (items?.enum) expect(items.enum).toContain(one as string);
    if (items?.pattern) expect(one).toMatch(new RegExp(items.pattern));
  }
}

describe.each(IllustrationStyle.options)("%s", (style) => {
  const table: StyleTable = styles[style];
  const { properties } = table.engine.schema as { properties: Record<string, Property> };

  test("names only drawings that the engine has", () => {
    const lists: (readonly Choice[])[] = [
      ...[table.hair, table.facialHair, table.clothing, table.expression, table.worn, table.body],
    ];
    for (const { options, colors = [] } of lists.flat()) {
      for (const [name, value] of Object.entries(options)) {
        expectValid(properties, name, value);
      }
      for (const name of colors) expect(properties).toHaveProperty([name]);
    }
    for (const part of [table.base, table.friendly, table.old ?? {}, table.young ?? {}]) {
      for (const [name, value] of Object.entries(part)) expectValid(properties, name, value);
    }
    for (const name of Object.values(table.colors).flat()) expect(properties).toHaveProperty([name]);
  });

  test("shows each thing it has a drawing of, alone, without a note", () => {
    const fields = [
      ["hairStyle", hairTerms, table.hair],
      ["facialHair", facialHairTerms, table.facialHair],
      ["clothing", clothingTerms, table.clothing],
      ["expression", expressionTerms, table.expression],
      ["accessories", wornTerms, table.worn],
      ["bodyType", bodyTerms, table.body],
    ] as const;
    for (const [field, terms, choices] of fields) {
      const drawn = new Set<string>(choices.flatMap(({ shows }) => shows as readonly string[]));
      for (const { fact, said } of terms) {
        if (!drawn.has(fact) || !said.test(fact)) continue;
        const asked = { [field]: field === "accessories" ? [fact] : fact } as Attributes;
        expect({ fact, notes: notesOf(style, asked) }).toEqual({ fact, notes: [] });
      }
    }
  });

  test("draws nothing on head or face that nobody asked for", () => {
    const worn = table.worn.filter(({ shows }) => !shows.includes("wrinkles"));
    for (let seed = 0; seed < 40; seed++) {
      const { options } = map(style, {}, seed);
      for (const { options: unasked } of worn) {
        const [[slot, names] = ["", []]] = Object.entries(unasked);
        const isOff = options[`${slot}Probability`] === 0 || options[slot] === undefined;
        if (!isOff) for (const name of [options[slot]].flat()) expect(names as unknown[]).not.toContain(name);
      }
      if (table.facialHair.length > 0)
        expect(Object.values(options).filter((value) => value === 0).length).toBeGreaterThan(0);
    }
  });
});

describe("what a style cannot draw", () => {
  test.each([
    ["open-peeps", { clothing: "gown made of fog" }, "Open Peeps draws no made."],
    ["open-peeps", { clothing: "poncho" }, "Open Peeps draws no poncho."],
    ["micah", { accessories: ["septum piercing"] }, "Micah draws no septum piercing."],
    ["avataaars", { eyeColor: "blue" }, "Avataaars has no eye colour."],
    ["notionists", { skinTone: "deep" }, "Notionists has no skin colour."],
    ["avataaars", { clothing: "cardigan", headwear: "gele" }, "Avataaars draws no gele; this is a turban."],
    ["lorelei", { headwear: "hijab" }, "Lorelei draws no hijab."],
    [
      "big-smile",
      { accessories: ["sunglasses"], facialHair: "moustache" },
      "Big Smile cannot draw moustache together with sunglasses.",
    ],
    [
      "open-peeps",
      { headwear: "orange turban", clothingColor: "navy" },
      "Open Peeps draws turban and clothes in one colour.",
    ],
    ["open-peeps", { hairStyle: "long", hairColor: "blonde" }, "Open Peeps has no colour for this hair."],
    ["avataaars", { headwear: "hijab", hairStyle: "long" }, "The hijab covers the hair."],
    ["micah", { hairStyle: "bald", hairColor: "red" }, "There is no hair to colour."],
    ["avataaars", { ageRange: "child", facialHair: "beard" }, "A child is drawn without facial hair."],
    ["avataaars", { ageRange: "child" }, "Avataaars draws grown-up faces only."],
    ["micah", { clothingColor: "iridescent" }, "“iridescent” is no colour the illustrators know."],
    ["micah", { ethnicity: "Martian" }, "The illustrators do not know the word “martian”."],
  ] as [IllustrationStyle, Attributes, string][])("%s: %j", (style, attributes, note) => {
    expect(notesOf(style, attributes)).toContain(note);
  });
});

test("what is inked in black is black when black is asked for", () => {
  expect(notesOf("open-peeps", { headwear: "black hijab", facialHair: "black beard" })).toEqual([]);
  expect(notesOf("open-peeps", { headwear: "green hijab" })).toEqual(["Open Peeps has no colour for hijab."]);
});

describe("what nobody said", () => {
  test("a senior's hair is grey unless a colour is said", () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(["a7abb0", "c6c9ce", "e4e4e2", "8e9299"]).toContain(
        map("avataaars", { ageRange: "senior" }, seed).palette.hair,
      );
    }
    expect(map("avataaars", { ageRange: "senior", hairColor: "ginger" }).palette.hair).toBe("c8602a");
  });

  test("ethnicity chooses among several tones and never overrides what is said", () => {
    const skins = new Set<string>();
    for (let seed = 0; seed < 30; seed++) skins.add(map("avataaars", { ethnicity: "Brazilian" }, seed).palette.skin);
    expect(skins.size).toBeGreaterThan(2);
    const { palette } = map("avataaars", { ethnicity: "Nigerian", skinTone: "fair", hairColor: "blonde" });
    expect(palette).toMatchObject({ skin: "fbd3b4", hair: "e3bf72" });
  });

  test("a child wears no suit, and wears one that is asked for", () => {
    const clothesOf = (attributes: Attributes, seed: number) => map("avataaars", attributes, seed).options.clothing;
    for (let seed = 0; seed < 60; seed++)
      expect(clothesOf({ ageRange: "child" }, seed)).not.toEqual(["blazerAndShirt"]);
    expect(clothesOf({ ageRange: "child", clothing: "suit" }, 1)).toEqual(["blazerAndShirt"]);
  });

  test("a woman with short hair and a man with long hair get it", () => {
    for (const style of ["avataaars", "lorelei", "open-peeps", "personas", "toon-head"] as const) {
      expect(shownOf(style, { gender: "woman", hairStyle: "short" })).toContain("short hair");
      expect(shownOf(style, { gender: "man", hairStyle: "long" })).toContain("long hair");
    }
  });
});

test("words people really type are understood", () => {
  const words = new Set(headwearTerms.map(({ fact }) => fact));
  expect(words.size).toBeGreaterThan(15);
  for (const clothing of [
    "puffer jacket",
    "turtleneck",
    "kimono",
    "polo",
    "tracksuit",
    "dungarees",
    "lab coat",
    "t shirt",
    "roll neck",
  ]) {
    expect({ clothing, unknown: readLook("", { clothing }).unknown }).toEqual({ clothing, unknown: [] });
  }
  for (const hairStyle of [
    "dreads",
    "hi-top fade",
    "man bun",
    "top knot",
    "French braid",
    "cornrows",
    "pixie cut",
    "undercut",
    "shoulder-length",
    "mullet",
    "buzzcut",
    "Afro",
    "bantu knots",
    "curtain bangs",
    "side part",
    "comb-over",
    "long locs",
    "crew cut",
    "box braids",
  ]) {
    expect({ hairStyle, unknown: readLook("", { hairStyle }).unknown }).toEqual({ hairStyle, unknown: [] });
  }
  for (const facialHair of [
    "5 o'clock shadow",
    "stubble",
    "full beard",
    "van dyke",
    "handlebar mustache",
    "mutton chops",
    "clean-shaven",
    "soul patch",
    "thick moustache",
    "white beard",
  ]) {
    const { unknown } = readLook("", { facialHair });
    expect({ facialHair, unknown }).toEqual({ facialHair, unknown: [] });
  }
});
