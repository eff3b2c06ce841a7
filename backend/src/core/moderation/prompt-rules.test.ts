import { describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { defaultPromptRules, type PromptRule } from "./prompt-rules";
import { listForms } from "./prompt-text";
import { readPromptRules } from "./rules-file";

function categoryOf(text: string, rules: readonly PromptRule[] = defaultPromptRules): string | undefined {
  const forms = listForms(text);
  const has = (pattern: RegExp) => forms.some((form) => pattern.test(form));
  return rules.find(({ pattern, alongside }) => has(pattern) && (!alongside || has(alongside)))?.category;
}

describe("ordinary prompts pass", () => {
  test.each([
    "Scunthorpe United's badge, data analysis in the background",
    "a walk through Essex, Middlesex and Sussex",
    "a woman with a glass of cocktail",
    "breastplate armour, a knight of Penistone",
    "bare feet on warm sand, a bare-chested swimmer",
    "a sexagenarian therapist with a sextant",
    "nude lipstick, nude-toned nails, a dress in soft colours, nude matte lips, nude make-up, nude lip-gloss",
    "visible with the naked eye, a naked mole-rat, a naked cake with berries",
    "a topless convertible on the coast road",
    "a cock crowing at dawn, two great tits and a blue tit in pussy willow",
    "Moby Dick, an orgy of colour, magna cum laude, a field of rape in bloom",
    "portrait of a scientist, fully clothed, no nudity, not nsfw, without naked skin",
    "the pen is mightier than the sword; an alien",
    "a same-sex couple with their child in the park",
    "a mother breastfeeding her child, a child learning about plants with the naked eye",
    "a sexy twenty-five-year-old woman, 25 years old, 175 cm",
    "sexy woman in lingerie, baby blue wall, under 180 cm",
    "the erection of a tower, chicken breasts on a plate, a banana cream-pie",
    "4k, 8k, f1.8, 50mm, ISO 100, 3/4 view, seed 1 2 3 4 5",
    "U.S.S. Enterprise, N.A.S.A. logo, A B C D blocks",
    "Женщина с бокалом, ein Porträt in Öl, 笑顔の女性, 얼굴",
    "",
  ])("%s", (text) => {
    expect(categoryOf(text)).toBeUndefined();
  });
});

describe("explicit prompts are blocked under their category", () => {
  test.each([
    ["a nude woman on a beach", "nudity"],
    ["completely naked, oil painting", "nudity"],
    ["nude, pink hair, lips parted", "nudity"],
    ["nude toned woman", "nudity"],
    ["naked light-skinned man", "nudity"],
    ["nude brown woman in a garden", "nudity"],
    ["a man wearing no clothes", "nudity"],
    ["pornographic photo", "sexual acts"],
    ["two people having sex", "sexual acts"],
    ["oral-sex, detailed", "sexual acts"],
    ["a naked child", "minors"],
    ["a sexy 14 year old", "minors"],
    ["a sexy fifteen-year-old", "minors"],
    ["seductive schoolgirl", "minors"],
    ["little girl in lingerie", "minors"],
    ["lolicon", "minors"],
  ])("%s: %s", (text, category) => {
    expect(categoryOf(text)).toBe(category);
  });
});

describe("simple disguises do not help", () => {
  test.each([
    ["case", "a NuDe woman"],
    ["diacritics", "a ñüdé woman"],
    ["full-width letters", "a ｎｕｄｅ woman"],
    ["mathematical letters", "a 𝓷𝓾𝓭𝓮 woman"],
    ["zero-width characters", "a n\u200bu\u200dd\u2060e woman"],
    ["soft hyphens", "a n\u00adude woman"],
    ["right-to-left marks", "a nu\u202ede woman"],
    ["Cyrillic letters", "a nud\u0435 w\u043eman, \u0440\u043ern"],
    ["digits", "p0rn"],
    ["digits and signs", "p3n!s, v@g1na"],
    ["one for l", "b1owjob"],
    ["punctuation in a word", "a n.u-d*e woman"],
    ["punctuation in the middle", "po.rn"],
    ["letters apart", "a n u d e  woman"],
    ["letters apart by points and spaces", "p . o . r . n"],
    ["letters apart, with digits", "p 0 r n"],
    ["an article before letters apart", "a p o r n"],
    ["letters drawn out", "nuuuude"],
    ["underscores", "nude_woman_having_sex"],
    ["a number behind", "nude2"],
  ])("%s", (_, text) => {
    expect(categoryOf(text)).toBeDefined();
  });
});

describe("checking takes time in proportion to the text", () => {
  const hostile = {
    "one letter": "a",
    "letters apart": "n ",
    "letters and points": "p.o.",
    "denials without end": "no ",
    "ages without end": "17-",
    "beginnings of phrases": "sexual double bare ",
    "drawn-out letters": "nnuu",
    "only punctuation": "_-.*",
    "digits and signs": "1!|0",
    "combining marks": "e\u0301\u0323",
    "children without end": "a child aged 1, ",
  };

  test.each(Object.entries(hostile))("2,000 characters of %s are read within 100 ms", (_, unit) => {
    const text = unit.repeat(2_000).slice(0, 2_000);
    const began = performance.now();
    categoryOf(text);
    expect(performance.now() - began).toBeLessThan(100);
  });

  test.each(Object.entries(hostile))("a hundred times more of %s is still read within 2 s", (_, unit) => {
    const text = unit.repeat(200_000).slice(0, 200_000);
    const began = performance.now();
    categoryOf(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("any text is read without error", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void categoryOf(text)));
  });
});

describe("a deployment's file", () => {
  async function withFile<T>(content: string, use: (path: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "lumiku-rules-"));
    const path = join(folder, "rules.json");
    await Bun.write(path, content);
    return use(path).finally(() => rm(folder, { recursive: true }));
  }
  const read = (content: unknown) => withFile(JSON.stringify(content), readPromptRules);

  test("no file: the defaults hold", async () => {
    expect(await readPromptRules(undefined)).toBe(defaultPromptRules);
  });

  test("adds its own words and phrases, whole, in every disguise the defaults see through", async () => {
    const rules = await read({ rules: [{ category: "brand", words: ["Acme", "Größe 7", "C++ Builder"] }] });
    for (const text of ["an ACME mug", "a c m e", "4cme", "größe-7", "c++ builder"]) {
      expect(categoryOf(text, rules)).toBe("brand");
    }
    for (const text of ["acmeist poets", "größe 77", "a builder"]) expect(categoryOf(text, rules)).toBeUndefined();
    expect(categoryOf("a nude woman", rules)).toBe("nudity");
  });

  test("finds a word inside a sentence of a script without spaces", async () => {
    const rules = await read({ rules: [{ category: "brand", words: ["商標名"] }] });
    expect(categoryOf("これは商標名です", rules)).toBe("brand");
  });

  test("replaces the defaults, except those that protect minors", async () => {
    const rules = await read({ replace: true, rules: [{ category: "brand", words: ["acme"] }] });
    expect(categoryOf("a nude woman", rules)).toBeUndefined();
    expect(categoryOf("a nude child", rules)).toBe("minors");
    expect(categoryOf("acme", rules)).toBe("brand");
  });

  test("a file that is missing, no JSON or wrong ends the start with one readable message", async () => {
    await expect(readPromptRules("/nowhere/rules.json")).rejects.toThrow("in /nowhere/rules.json are not there");
    await expect(withFile("{ not json", readPromptRules)).rejects.toThrow("are not JSON");
    const wrong = { replace: "yes", rules: [{ category: "", words: ["x", "…"] }], extra: 1 };
    const message = await read(wrong).catch((error: Error) => error.message);
    expect(message).toMatch(
      /^The moderation rules in .*rules\.json are not valid:\n {2}replace: .+\n {2}rules\.0\.category: .+/,
    );
    expect(message).toContain("rules.0.words.0: needs at least two letters or digits");
    expect(message).toContain("rules.0.words.1: needs at least two letters or digits");
  });
});
