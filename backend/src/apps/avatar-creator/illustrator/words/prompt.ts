import { colorPattern, findColor, type Palette, type Tone } from "../colors";
import { type Age, type Gender, type Look, wornTerms } from "../facts";
import { clothingTerms } from "./clothes";
import { bodyTerms, expressionTerms } from "./face";
import { facialHairTerms, hairTerms } from "./hair";
import { findOrigin } from "./people";
import { createPhrase, denial } from "./phrase";

const hairNouns = "hair(?:ed)?|curls|waves|braids|bob|bun|afro|dreads|dreadlocks|locs|ponytail|pigtails|mohawk|twists";
const besideHair = new RegExp(`(?:,? [\\w-]+){0,3}?[ -](?:${hairNouns})\\b`);
const nowhere = /(?!)/;

const genders: readonly (readonly [RegExp, Gender])[] = [
  [/\b(?:non-?binary|androgynous|enby)\b/, "non-binary"],
  [
    /\b(?:(?:business)?wom[ae]n|girl|female|lady|she|her|(?:grand)?mother|grandma|aunt|sister|queen|princess|witch)\b/,
    "woman",
  ],
  [
    /\b(?:(?:business)?m[ae]n|boy|male|gentleman|guy|he|his|(?:grand)?father|grandpa|uncle|brother|king|prince|wizard)\b/,
    "man",
  ],
];
const ages: readonly (readonly [RegExp, Age])[] = [
  [
    /\b(?:elderly|senior|old (?:\w+ )?(?:wo)?man|old lady|grand(?:mother|father|ma|pa)|pensioner|in (?:his|her|their) (?:6|7|8|9)0s)\b/,
    "senior",
  ],
  [/\b(?:middle[- ]aged|in (?:his|her|their) (?:4|5)0s)\b/, "middle-aged"],
  [/\b(?:child|kid|toddler|baby|infant|little (?:girl|boy))\b/, "child"],
  [/\b(?:teen(?:age[rd]?)?|adolescent|girl|boy)\b/, "teenager"],
];
const skinWords = /\b((?:[a-z]+ )?[a-z]+)[- ]skin(?:ned)?\b|\bskin (?:tone )?(?:is )?((?:dark |light )?[a-z]+)\b/;
const hairWords = new RegExp(
  `\\b${colorPattern}(?:[ ,-]+(?!hijab|hat|and\\b|with\\b)[\\w-]+){0,2}?[ -](?:${hairNouns})\\b`,
);
const hairNamed = /\b(?:(?:dirty |platinum |strawberry |honey |ash )?blonde?|brunette|auburn|redhead(?:ed)?|ginger)\b/;
const eyeWords = new RegExp(`\\b${colorPattern}(?:[ -][\\w-]+)?[ -]eye[sd]?\\b`);
const backgroundWords = new RegExp(`\\b${colorPattern}(?: [\\w-]+){0,2} (?:background|backdrop)\\b`);
const bodyWords =
  /\b((?:[\w-]+,? (?:and )?)?[\w-]+) (?:build|figure|physique|frame)\b|\b(muscular|plus[- ]size|chubby|petite)\b/;

/** The facts of a free description. What it denies ("without glasses") is not there. */
export function readPrompt(prompt: string): Look {
  const text = prompt.toLowerCase().replace(/[’`]/g, "'").replace(denial, " | ");
  const phrase = createPhrase(text);
  const body = bodyWords.exec(text);
  const clothing = phrase.take(clothingTerms, nowhere);
  const skin = skinWords.exec(text);
  return {
    gender: genders.find(([said]) => said.test(text))?.[1],
    age: readAge(text),
    origin: findOrigin(text),
    worn: phrase.take(wornTerms, nowhere),
    hair: phrase.take(hairTerms, besideHair),
    hairColor: tone(hairNamed.exec(text)?.[0], "hair") ?? tone(hairWords.exec(text)?.[1], "hair"),
    skinColor: tone(skin?.[1] ?? skin?.[2], "skin"),
    eyeColor: tone(eyeWords.exec(text)?.[1], "eyes"),
    facialHair: phrase.take(facialHairTerms, nowhere),
    clothing,
    clothingColor: clothing.find(({ color }) => color)?.color,
    expression: phrase.take(expressionTerms, nowhere).slice(0, 1),
    body: createPhrase(body?.[1] ?? body?.[2] ?? "").take(bodyTerms),
    background: tone(backgroundWords.exec(text)?.[1], "any")?.hex,
    unknown: [],
  };
}

function readAge(text: string): Age | undefined {
  const years = /\b(\d{1,3})[- ]years?[- ]old\b/.exec(text)?.[1];
  if (years) return ageRangeOf(Number(years));
  return ages.find(([said]) => said.test(text))?.[1];
}

/** The range that a number of years falls in. */
export function ageRangeOf(years: number): Age {
  if (years < 13) return "child";
  if (years < 18) return "teenager";
  if (years < 30) return "young adult";
  if (years < 45) return "adult";
  return years < 62 ? "middle-aged" : "senior";
}

function tone(words: string | undefined, palette: Palette): Tone | undefined {
  const named = words?.replace(/redhead(?:ed)?/, "ginger");
  const hex = named && findColor(named, palette);
  return named && hex ? { hex, words: named } : undefined;
}
