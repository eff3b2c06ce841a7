import { expect, test } from "bun:test";
import { PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import { composePrompt } from "@lumiku/contracts/avatar-creator-prompt";
import { DrawableRecipe, IllustrationStyle } from "@lumiku/contracts/avatar-creator-recipe";
import sharp from "sharp";
import { readIllustration } from "../illustrator/reading";
import { drawPreset, pictureName, presets } from "./catalogue";

test("there are at least 28, four or more of each category, each one of a kind", () => {
  expect(presets.length).toBeGreaterThanOrEqual(28);
  for (const category of PresetCategory.options) {
    expect(presets.filter((preset) => preset.category === category).length).toBeGreaterThanOrEqual(4);
  }
  for (const key of ["id", "name", "summary"] as const) {
    expect(new Set(presets.map((preset) => preset[key])).size).toBe(presets.length);
  }
});

test("each is a whole person: name, age, two to four traits, a background, a full look and a prompt", () => {
  for (const { id, summary, recipe } of presets) {
    expect(DrawableRecipe.safeParse(recipe)).toMatchObject({ success: true });
    const { persona, attributes, prompt, style } = recipe;
    expect({ id, model: recipe.model, style: IllustrationStyle.options.includes(style as IllustrationStyle) }).toEqual({
      ...{ id, model: "illustrated", style: true },
    });
    expect(persona?.name).toBeString();
    expect(persona?.age).toBeNumber();
    expect(persona?.personality?.length).toBeWithin(2, 5);
    expect(persona?.background).toEndWith(".");
    expect(Object.keys(attributes ?? {}).length).toBeGreaterThanOrEqual(6);
    expect(prompt.length).toBeWithin(60, 200);
    expect(summary.length).toBeLessThanOrEqual(140);
    expect(composePrompt(recipe)).toContain(String(persona?.age));
  }
});

test("people of every gender, age and many origins are among them, none of them twice", () => {
  const genders = Map.groupBy(presets, ({ recipe }) => recipe.attributes?.gender ?? "unsaid");
  expect(genders.get("woman")?.length).toBeGreaterThanOrEqual(12);
  expect(genders.get("man")?.length).toBeGreaterThanOrEqual(12);
  expect(genders.get("non-binary")?.length).toBeGreaterThanOrEqual(3);
  expect(new Set(presets.map(({ recipe }) => recipe.attributes?.ageRange)).size).toBeGreaterThanOrEqual(6);
  expect(new Set(presets.flatMap(({ recipe }) => recipe.attributes?.ethnicity ?? [])).size).toBeGreaterThanOrEqual(24);
  expect(new Set(presets.map(({ recipe }) => recipe.style)).size).toBe(IllustrationStyle.options.length);
});

test("each style shows most of what its person is: what it cannot is a few words at most", () => {
  for (const { id, recipe } of presets) {
    const { notes, shown } = readIllustration(recipe);
    expect({ id, notes, isFaithful: shown.length >= 5 && notes.length <= 4 }).toMatchObject({ isFaithful: true });
  }
});

test("pictures are WebP of 512 × 512, alike each time, and named after what is drawn", async () => {
  const names = presets.map(pictureName);
  expect(new Set(names).size).toBe(presets.length);
  for (const name of names) expect(name).toMatch(/^preset-[a-z-]+-[0-9a-f]{16}\.webp$/);
  const [first] = presets;
  if (!first) throw new Error("There are no presets");
  const picture = await drawPreset(first);
  expect(await sharp(picture).metadata()).toMatchObject({ format: "webp", width: 512, height: 512 });
  expect(await drawPreset(first)).toEqual(picture);
  expect(pictureName(first)).toBe(names[0] ?? "");
  const changed = {
    ...first,
    recipe: { ...first.recipe, attributes: { ...first.recipe.attributes, hairColor: "red", headwear: "none" } },
  };
  expect(pictureName(changed)).not.toBe(names[0] ?? "");
});
