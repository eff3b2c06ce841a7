import type { Attributes } from "@lumiku/contracts/avatar-creator-recipe";
import { findColor, type Tone } from "./colors";
import { type Look, type WornFact, wornTerms } from "./facts";
import { clothingTerms, headwearTerms } from "./words/clothes";
import { bodyTerms, expressionTerms, eyewearTerms } from "./words/face";
import { createFields, type Fields } from "./words/fields";
import { facialHairTerms, hairTerms } from "./words/hair";
import { origins } from "./words/people";
import type { Said } from "./words/phrase";
import { ageRangeOf, readPrompt } from "./words/prompt";

export type Hints = Attributes & {
  /** Years. */
  age?: number | undefined;
};

type Stated = { readonly [Key in keyof Look]?: Look[Key] | undefined };

/** Reads a description in plain words and the structured attributes together; attributes win. */
export function readLook(prompt: string, { age, ...attributes }: Hints): Look {
  const spoken = readPrompt(prompt);
  const fields = createFields(attributes);
  const stated: Stated = {
    gender: attributes.gender,
    age: attributes.ageRange ?? (age === undefined ? undefined : ageRangeOf(age)),
    ...readFields(fields, attributes),
  };
  const present = Object.entries(stated).filter(([, value]) => value !== undefined);
  return { ...spoken, ...Object.fromEntries(present), worn: joinWorn(spoken, stated, fields) } as Look;
}

function readFields(fields: Fields, { ethnicity = "" }: Attributes): Stated {
  const hair = fields.take(["hairStyle"], hairTerms);
  const facialHair = fields.take(["facialHair", "accessories"], facialHairTerms);
  const clothing = fields.take(["clothing", "accessories"], clothingTerms);
  const worn = fields.take(["headwear", "accessories", "hairStyle", "clothing"], wornTerms);
  const expression = fields.take(["expression"], expressionTerms);
  const body = fields.take(["bodyType"], bodyTerms);
  const [origin] = origins.filter(({ said }) => fields.drop("ethnicity", said));
  const hairColor = fields.takeColor("hairColor", "hair") ?? colorOf(hair, "hair");
  const clothingColor = fields.takeColor("clothingColor", "any") ?? colorOf(clothing, "any");
  const beardColor = colorOf(facialHair, "hair") ?? fields.takeColor("facialHair", "hair");
  const [first, ...others] = worn ?? [];
  return {
    origin: origin && { ...origin.origin, words: ethnicity },
    hair,
    facialHair: facialHair?.map((said) => ({ ...said, color: beardColor })),
    clothing,
    worn: first && [{ ...first, color: first.color ?? fields.takeColor("headwear", "any") }, ...others],
    expression,
    body,
    hairColor: hairColor ?? fields.takeColor("hairStyle", "hair"),
    clothingColor: clothingColor ?? fields.takeColor("clothing", "any"),
    skinColor: fields.takeColor("skinTone", "skin"),
    eyeColor: fields.takeColor("eyeColor", "eyes"),
    unknown: fields.listRest(),
  };
}

const onHead = new Set<string>(headwearTerms.map(({ fact }) => fact));
const onEyes = new Set<string>(eyewearTerms.map(({ fact }) => fact));

/** Both say what is worn, but what is stated for the head or the eyes replaces what the prompt puts there. */
function joinWorn(spoken: Look, { worn = [] }: Stated, fields: Fields): Said<WornFact>[] {
  const isTaken = (places: Set<string>) => worn.some(({ fact }) => places.has(fact));
  const kept = spoken.worn.filter(({ fact }) => {
    if (worn.some((said) => said.fact === fact)) return false;
    if (onHead.has(fact)) return !isTaken(onHead) && !fields.isNone("headwear");
    return !(onEyes.has(fact) && isTaken(onEyes));
  });
  return [...worn, ...kept];
}

function colorOf(facts: readonly Said[] | undefined, palette: "hair" | "any"): Tone | undefined {
  const words = facts?.find(({ color }) => color)?.color?.words;
  const hex = words && findColor(words, palette);
  return words && hex ? { hex, words } : undefined;
}
