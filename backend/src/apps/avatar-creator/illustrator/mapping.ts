import { choose, pick, suitable } from "./choosing";
import { type Field, fieldOfWorn, type Look, type WornFact, wornTerms } from "./facts";
import { mapHair } from "./hair";
import { type Answer, createPage, type Sitting, weights } from "./page";
import { type Palette, paletteOf } from "./palette";
import type { StyleTable } from "./styles/table";
import { isNearBlack, standOut } from "./tones";
import { clothingTerms } from "./words/clothes";
import { bodyTerms, expressionTerms } from "./words/face";
import type { Said } from "./words/phrase";
import type { Terms } from "./words/term";

export interface Mapping {
  options: Readonly<Record<string, unknown>>;
  palette: Palette;
  /** One or more for everything that was asked for. */
  answers: readonly Answer[];
  /** How much of what was asked is lost: a thing counts more than its colour. */
  missing: number;
}

/** Turns a look into a style's options, and tells of everything asked for whether it is there. */
export function mapLook(look: Look, table: StyleTable, seed: number): Mapping {
  const page = createPage(table);
  const sitting: Sitting = { look, table, page, palette: paletteOf(look, table, seed), seed };
  if (look.gender) page.show("gender", look.gender);
  const inHair = mapWorn(sitting);
  const hasHairColor = mapHair(sitting, inHair);
  mapSkinAndEyes(sitting);
  mapClothing(sitting);
  mapBody(sitting);
  mapAge(sitting, hasHairColor);
  mapExpression(sitting);
  for (const { field, words } of look.unknown) {
    page.regret(field, notKnown(field, words, table.title), weights.nothing);
  }
  const { options, answers, missing } = page;
  return { options, answers, missing, palette: sitting.palette };
}

/** @returns what this style draws as part of the hair: a headband, flowers */
function mapWorn({ look, table, page, palette, seed }: Sitting): Said<WornFact>[] {
  const inHair: Said<WornFact>[] = [];
  for (const said of look.worn) {
    const field = fieldOfWorn(said.fact);
    const chosen = choose([said], table.worn, wornTerms as Terms<WornFact>, look, seed);
    if (!chosen?.shown.length && table.hair.some(({ shows }) => shows.includes(said.fact))) inHair.push(said);
    else if (!chosen) page.lack(field, said.words);
    else if (page.place(field, chosen)) {
      const { colors = [], isBlack } = chosen.choice;
      const isInked = isBlack === true && said.color !== undefined && isNearBlack(said.color.hex);
      if (isInked) page.show(field, `${said.color?.words} ${said.words}`);
      else if (said.color) page.paintAsked(field, colors, said.color, said.words);
      else if (field === "headwear") page.paint(colors, palette.headwear);
      if (chosen.shown.length > 0 && !isInked && !(said.color && colors.length > 0)) page.show(field, said.words);
    }
  }
  return inHair;
}

function mapSkinAndEyes({ look, table: { colors, title, hasPaintedEyes }, page, palette }: Sitting) {
  const hasSkin = page.paint(colors.skin, palette.skin);
  if (look.skinColor && hasSkin) page.show("skinTone", `${look.skinColor.words} skin`);
  else if (look.skinColor) page.regret("skinTone", `${title} has no skin colour.`, weights.color);
  if (look.origin && hasSkin) page.show("ethnicity", `${look.origin.words} looks`);
  else if (look.origin) page.regret("ethnicity", `${title} has no skin colour.`, weights.color);
  if (!look.eyeColor) return;
  const hasEyes = page.paint(colors.eyes, standOut(look.eyeColor.hex, palette.skin)) || hasPaintedEyes === true;
  if (hasEyes) page.show("eyeColor", `${look.eyeColor.words} eyes`);
  else page.regret("eyeColor", `${title} has no eye colour.`, weights.color);
}

function mapClothing({ look, table, page, palette, seed }: Sitting) {
  const dressed = choose(look.clothing, table.clothing, clothingTerms, look, seed);
  let names = table.colors.clothing;
  if (dressed) {
    if (page.place("clothing", dressed)) for (const said of dressed.shown) page.show("clothing", said.words);
    names = dressed.choice.colors ?? names;
  } else {
    for (const said of look.clothing) page.lack("clothing", said.words);
    const isYoung = look.age === "child" || look.age === "teenager";
    const fitting = suitable(table.clothing, look.gender).filter(({ isGrownUp }) => !(isYoung && isGrownUp));
    // Who asked for what cannot be drawn gets something plain.
    const usual = look.clothing.length > 0 ? fitting[0] : fitting.length > 0 ? pick(fitting, seed + 1) : undefined;
    page.fill(usual?.options);
    names = usual?.colors ?? names;
  }
  const isBare = table.clothing.length === 0 && look.clothing.length > 0;
  if (look.clothingColor && isBare) page.lack("clothingColor", look.clothing[0]?.words ?? "");
  else if (look.clothingColor) page.paintAsked("clothingColor", names, look.clothingColor, "clothes");
  else page.paint(names, palette.clothing);
}

function mapBody({ look, table, page, seed }: Sitting) {
  const name = (words: string) => `${words} build`;
  for (const said of look.body) {
    const chosen = choose([said], table.body, bodyTerms, {}, seed);
    if (said.fact === "average") page.show("bodyType", name(said.words));
    else if (!chosen) page.lack("bodyType", name(said.words));
    else if (page.place("bodyType", chosen, name) && chosen.shown.length > 0) page.show("bodyType", name(said.words));
  }
}

function mapAge({ look: { age }, table: { old, young, title }, page }: Sitting, hasHairColor: boolean) {
  if (!age) return;
  const marks = age === "senior" ? old : age === "child" ? young : undefined;
  page.fill(marks);
  if (age === "senior" && !marks && !hasHairColor) {
    page.regret("ageRange", `${title} shows no marks of age.`, weights.color);
  } else if (age === "child" && !marks) page.regret("ageRange", `${title} draws grown-up faces only.`, weights.color);
  else page.show("ageRange", age);
}

function mapExpression({ look, table, page, seed }: Sitting) {
  if (look.expression.length === 0) return;
  const name = (words: string) => `${words} expression`;
  const chosen = choose(look.expression, table.expression, expressionTerms, {}, seed);
  if (!chosen) for (const said of look.expression) page.lack("expression", name(said.words));
  else if (page.place("expression", chosen, name)) {
    for (const said of chosen.shown) page.show("expression", name(said.words));
  }
}

function notKnown(field: Field, words: string, title: string): string {
  if (field.endsWith("Color") || field === "skinTone") return `“${words}” is no colour the illustrators know.`;
  if (field === "ethnicity") return `The illustrators do not know the word “${words}”.`;
  const nouns: Partial<Record<Field, string>> = { hairStyle: " hair", expression: " expression", bodyType: " build" };
  return `${title} draws no ${words}${nouns[field] ?? ""}.`;
}
