import type { Attributes } from "@lumiku/contracts/avatar-creator";
import { colorWords, findColor } from "./colors";

export type Hair =
  | "bald"
  | "buzz cut"
  | "short"
  | "short curly"
  | "bob"
  | "medium"
  | "long"
  | "wavy"
  | "curly"
  | "afro"
  | "bun"
  | "braids"
  | "dreadlocks"
  | "mohawk"
  | "ponytail";
export type Headwear = "hijab" | "turban" | "hat" | "beanie" | "cap";
export type Eyewear = "glasses" | "sunglasses" | "eyepatch";
export type FacialHair = "beard" | "moustache" | "goatee" | "stubble";
export type Clothing = "suit" | "hoodie" | "t-shirt" | "shirt" | "sweater" | "overall" | "dress" | "graphic t-shirt";
export type Expression = "happy" | "serious" | "sad" | "surprised" | "angry";
export type Extra = "earrings" | "freckles" | "flowers";

/** What was asked for, as facts. Undefined leaves the choice to the seed; null means "explicitly without". */
export type Look = {
  gender?: "woman" | "man" | "non-binary" | undefined;
  isYoung?: boolean | undefined;
  hair?: Hair | undefined;
  hairColor?: string | undefined;
  skinColor?: string | undefined;
  eyeColor?: string | undefined;
  headwear?: Headwear | null | undefined;
  headwearColor?: string | undefined;
  eyewear?: Eyewear | null | undefined;
  facialHair?: FacialHair | null | undefined;
  clothing?: Clothing | undefined;
  clothingColor?: string | undefined;
  expression?: Expression | undefined;
  extras: readonly Extra[];
  background?: string | undefined;
};

type Words<T extends string> = readonly (readonly [RegExp, T])[];

// In each list the more particular words come first.
const hairWords: Words<Hair> = [
  [/\b(bald(?:ing)?|hairless|no hair|shaved head)\b/, "bald"],
  [/\b(buzz ?cut|crew cut|shaved hair)\b/, "buzz cut"],
  [/\b(afro|fro)\b/, "afro"],
  [/\b(dread(?:lock)?s|locs)\b/, "dreadlocks"],
  [/\b(braids?|braided|cornrows|pigtails|plaits?)\b/, "braids"],
  [/\bpony ?tail\b/, "ponytail"],
  [/\b(bun|top ?knot|chignon)\b/, "bun"],
  [/\bmohawk\b/, "mohawk"],
  [/\b(bob|pixie|pageboy)\b/, "bob"],
  [/\bshort,? (?:\w+ )?curly|curly short\b/, "short curly"],
  [/\b(curly|curls|frizzy|coily|kinky)\b/, "curly"],
  [/\b(wavy|waves)\b/, "wavy"],
  [/\b(shoulder[- ]length|medium[- ]length|mid[- ]length|medium hair)\b/, "medium"],
  [/\blong(?:,? \w+){0,2} hair|long[- ]haired|^long$|\blong (?:straight|hair)\b/, "long"],
  [/\bshort(?:,? \w+){0,2} hair|short[- ]haired|^short$/, "short"],
];
const headwearWords: Words<Headwear> = [
  [/\b(hijab|head ?scarf|headscarf|chador|shayla)\b/, "hijab"],
  [/\b(turban|dastar|pagri|head ?wrap)\b/, "turban"],
  [/\b(beanie|winter hat|woolly hat|wool hat|knit(?:ted)? (?:hat|cap)|bobble hat)\b/, "beanie"],
  [/\b(baseball cap|snapback|cap)\b/, "cap"],
  [/\b(hat|fedora|bowler|trilby)\b/, "hat"],
];
const eyewearWords: Words<Eyewear> = [
  [/\b(sun ?glasses|shades|aviators|wayfarers)\b/, "sunglasses"],
  [/\b(glasses|spectacles|eyeglasses|bespectacled)\b/, "glasses"],
  [/\beye ?patch\b/, "eyepatch"],
];
const facialHairWords: Words<FacialHair> = [
  [/\b(goatee|soul patch)\b/, "goatee"],
  [/\b(stubble|five o'clock shadow|scruff|unshaven)\b/, "stubble"],
  [/\b(beard|bearded)\b/, "beard"],
  [/\b(moustache|mustache)\b/, "moustache"],
];
const clothingWords: Words<Clothing> = [
  [/\b(hoodie|hooded sweatshirt|tracksuit)\b/, "hoodie"],
  [/\b(suit|blazer|tuxedo|jacket|business attire|tailored)\b/, "suit"],
  [/\b(overalls?|dungarees)\b/, "overall"],
  [/\b(graphic (?:t-?shirt|tee)|band t-?shirt|printed t-?shirt)\b/, "graphic t-shirt"],
  [/\b(t-?shirt|tee)\b/, "t-shirt"],
  [/\b(sweater|jumper|pullover|cardigan|turtleneck|knitwear)\b/, "sweater"],
  [/\b(dress|gown|sari|saree|kimono|abaya)\b/, "dress"],
  [/\b(shirt|blouse|top|polo)\b/, "shirt"],
];
const expressionWords: Words<Expression> = [
  [/\b(surprised|amazed|astonished|shocked|excited)\b/, "surprised"],
  [/\b(sad|crying|unhappy|melancholic|worried)\b/, "sad"],
  [/\b(angry|furious|mad|annoyed|grumpy)\b/, "angry"],
  [/\b(serious|stern|neutral|calm|determined|confident|thoughtful)\b/, "serious"],
  [/\b(happy|smil(?:e|es|ing)|laughing|cheerful|joyful|friendly|kind)\b/, "happy"],
];
const genderWords: Words<"woman" | "man" | "non-binary"> = [
  [/\b(non-?binary|androgynous|enby)\b/, "non-binary"],
  [/\b(woman|women|girl|female|lady|she|her|grandmother|mother|businesswoman|queen)\b/, "woman"],
  [/\b(man|men|boy|male|gentleman|guy|he|his|grandfather|father|businessman|king)\b/, "man"],
];
const skinWords =
  /\b((?:very |light |dark )?(?:fair|pale|porcelain|light|medium|olive|tan|tanned|bronze|brown|dark|deep|black|ebony|golden))[- ]skin(?:ned)?\b|\bskin (?:tone )?(?:is )?((?:dark |light )?\w+)\b/;
const colorPattern = `(${colorWords.join("|")}|#[0-9a-f]{3}(?:[0-9a-f]{3})?)`;

/** Reads a description in plain words and the structured attributes together; attributes win. */
export function readLook(prompt: string, attributes: Attributes & { age?: number | undefined }): Look {
  const spoken = readPrompt(prompt);
  const stated = readAttributes(attributes);
  const merged: Look = { ...spoken, ...stated, extras: [...new Set([...spoken.extras, ...stated.extras])] };
  if (merged.isYoung && merged.facialHair) return { ...merged, facialHair: undefined };
  return merged;
}

function readPrompt(prompt: string): Look {
  const text = prompt.toLowerCase().replace(/[’`]/g, "'");
  const denied = deniedIn(text);
  const said = text.replace(denialPattern, " ");
  const headwear = match(said, headwearWords);
  const eyewear = match(said, eyewearWords);
  const facialHair = match(said, facialHairWords);
  const clothing = match(said, clothingWords);
  return defined({
    gender: match(said, genderWords),
    isYoung: /\b(child|kid|boy|girl|teen(?:ager)?|baby|toddler)\b/.test(said) || undefined,
    hair: match(said, hairWords),
    hairColor: hairColorIn(said),
    skinColor: skinColorIn(said),
    eyeColor: colorBefore(said, /eyes?\b|-eyed\b/),
    headwear: headwear ?? (match(denied, headwearWords) ? null : undefined),
    headwearColor: headwear && colorBefore(said, wordsOf(headwearWords, headwear)),
    eyewear: eyewear ?? (match(denied, eyewearWords) ? null : undefined),
    facialHair: facialHair ?? (match(denied, facialHairWords) || /clean[- ]shaven/.test(text) ? null : undefined),
    clothing,
    clothingColor: clothing && colorBefore(said, wordsOf(clothingWords, clothing)),
    expression: match(said, expressionWords),
    background: colorBefore(said, /background\b|backdrop\b/),
    extras: extrasIn(said),
  });
}

function readAttributes(attributes: Attributes & { age?: number | undefined }): Look {
  const {
    gender,
    ageRange,
    hairStyle,
    hairColor,
    skinTone,
    eyeColor,
    facialHair,
    expression,
    headwear,
    clothing,
    clothingColor,
  } = attributes;
  const accessories = (attributes.accessories ?? []).join(", ").toLowerCase();
  const worn = [headwear, accessories].filter(Boolean).join(", ").toLowerCase();
  const dressed = clothing?.toLowerCase() ?? "";
  const foundHeadwear = match(worn, headwearWords);
  const foundClothing = match(dressed, clothingWords);
  const isNone = (words: string | undefined) =>
    words !== undefined && /^(none|no|without|clean[- ]shaven)\b/i.test(words.trim());
  return defined({
    gender,
    isYoung: ageRange
      ? ageRange === "child" || ageRange === "teenager"
      : attributes.age !== undefined
        ? attributes.age < 18
        : undefined,
    hair:
      hairStyle === undefined
        ? undefined
        : (match(`${hairStyle.toLowerCase()} hair`, hairWords) ?? match(hairStyle.toLowerCase(), hairWords)),
    hairColor: (hairColor && findColor(hairColor, "hair")) || (ageRange === "senior" ? "c6c9ce" : undefined),
    skinColor:
      (skinTone && findColor(skinTone, "skin")) ||
      skinColorIn((attributes.ethnicity ?? "").toLowerCase().replace(/^(black|white)$/, "$1 person")),
    eyeColor: (eyeColor && findColor(eyeColor, "any")) || undefined,
    headwear: isNone(headwear) ? null : foundHeadwear,
    headwearColor: foundHeadwear && colorBefore(worn, wordsOf(headwearWords, foundHeadwear)),
    eyewear: match(accessories, eyewearWords),
    facialHair: isNone(facialHair) ? null : match(facialHair?.toLowerCase() ?? "", facialHairWords),
    clothing: foundClothing,
    clothingColor:
      (clothingColor && findColor(clothingColor, "any")) ||
      (foundClothing && colorBefore(dressed, wordsOf(clothingWords, foundClothing))),
    expression: match(expression?.toLowerCase() ?? "", expressionWords),
    extras: extrasIn(accessories),
  });
}

const denialPattern = /\b(?:without|no|not wearing|never)(?: (?:a|any|an|the))? ([\w-]+(?: (?:or|and) [\w-]+)?)/g;

function deniedIn(text: string): string {
  return [...text.matchAll(denialPattern)].map(([, words]) => words).join(", ");
}

function extrasIn(text: string): Extra[] {
  const found: Extra[] = [];
  if (/\b(ear ?rings?|hoops?|studs?)\b/.test(text)) found.push("earrings");
  if (/\bfreckle[sd]?\b/.test(text)) found.push("freckles");
  if (/\bflowers? in\b|\bflower crown\b/.test(text)) found.push("flowers");
  return found;
}

function hairColorIn(text: string): string | undefined {
  if (/\bredhead(?:ed)?\b|\bginger\b/.test(text)) return findColor("ginger", "hair") ?? undefined;
  const named = /\b((?:dirty |platinum |strawberry )?blonde?|brunette|auburn|chestnut)\b/.exec(text)?.[1];
  if (named) return findColor(named, "hair") ?? undefined;
  const words = new RegExp(
    `\\b${colorPattern}(?:[ ,-]+(?!hijab|hat|and\\b)\\w+){0,2}?[ -](?:hair|haired|braids|curls|bun|bob|afro|dreadlocks|ponytail)\\b`,
  ).exec(text)?.[1];
  return (words && findColor(words, "hair")) || undefined;
}

const origins: readonly (readonly [RegExp, string])[] = [
  [
    /\b(black (?:woman|man|girl|boy|person|lady|guy)|african(?: american)?|nigerian|ethiopian|kenyan|afro-caribbean)\b/,
    "dark",
  ],
  [/\b(white (?:woman|man|girl|boy|person|lady|guy)|caucasian|european|scandinavian|nordic)\b/, "fair"],
  [/\b(south asian|indian|pakistani|bangladeshi|sri lankan|tamil|sikh)\b/, "bronze"],
  [/\b(latin[ao]?|hispanic|mexican|middle eastern|arab|persian|turkish|north african)\b/, "medium"],
  [/\b(east asian|asian|chinese|japanese|korean|vietnamese|thai)\b/, "light"],
];

function skinColorIn(text: string): string | undefined {
  const found = skinWords.exec(text);
  const words = found?.[1] ?? found?.[2];
  const tone = words && findColor(words, "skin");
  const origin = origins.find(([pattern]) => pattern.test(text))?.[1];
  return tone || (origin && findColor(origin, "skin")) || undefined;
}

/** The colour bound to a noun: at most two words stand between ("green silk hijab"). */
function colorBefore(text: string, noun: RegExp): string | undefined {
  const found = new RegExp(`\\b${colorPattern}(?: (?!and\\b|with\\b)[\\w-]+){0,2}?[ -]?(?:${noun.source})`).exec(text);
  return (found?.[1] && findColor(found[1], "any")) || undefined;
}

function match<T extends string>(text: string, words: Words<T>): T | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

function wordsOf<T extends string>(words: Words<T>, name: T): RegExp {
  return words.find(([, value]) => value === name)?.[0] ?? /$^/;
}

/** Leaves unsaid facts out, so that merging two looks keeps what one of them says. */
function defined(look: Look): Look {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as Look;
}
