import fc from "fast-check";
import { type Draft, emptyDraft, limits } from "./draft";
import { aspects } from "./sizes";
import { ageRanges, genders } from "./suggestions";

const text = (maxLength: number) =>
  fc.string({ maxLength, unit: "grapheme" }).map((typed) => typed.slice(0, maxLength));
const word = text(limits.word);
const maybe = <T>(value: fc.Arbitrary<T>, otherwise: T) => fc.option(value, { nil: otherwise });

const attributes = fc.record(
  {
    ...{ gender: fc.constantFrom(...genders), ageRange: fc.constantFrom(...ageRanges) },
    ...{ ethnicity: word, bodyType: word, hairStyle: word, hairColor: word, eyeColor: word, skinTone: word },
    ...{ facialHair: word, expression: word, headwear: word, clothing: word, clothingColor: word },
  },
  { requiredKeys: [] },
);

/** Whatever a person can type and choose. */
export const anyDraft: fc.Arbitrary<Draft> = fc.record({
  startFrom: fc.constantFrom("describe", "references"),
  prompt: text(limits.prompt),
  negativePrompt: text(limits.negativePrompt),
  name: word,
  age: maybe(fc.integer({ min: 0, max: limits.age }).map(String), ""),
  personality: fc.array(word, { maxLength: limits.personality }),
  story: text(limits.story),
  attributes,
  accessories: fc.array(word, { maxLength: limits.accessories }),
  model: fc.constant(""),
  style: fc.constantFrom("", "micah", "lorelei"),
  look: word,
  background: fc.constantFrom("keep", "transparent", "#ded8fb"),
  count: fc.integer({ min: 1, max: 4 }),
  aspect: fc.constantFrom(...aspects),
  resolution: fc.constantFrom(512, 768, 1024, 1440, 1536, 2048),
  steps: maybe<number | null>(fc.integer({ min: 1, max: 50 }), null),
  guidance: maybe<number | null>(
    fc.integer({ min: 3, max: 10 }).map((half) => half / 2),
    null,
  ),
  seed: maybe(fc.integer({ min: 0, max: 2 ** 31 - 64 }).map(String), ""),
  referenceAssetIds: fc.uniqueArray(fc.uuid(), { maxLength: limits.references }),
  presetId: maybe<string | null>(fc.constant("amal"), null),
  parentAvatarId: maybe<string | null>(fc.uuid(), null),
});

/** A woman described in words and attributes. */
export const described: Draft = {
  ...emptyDraft,
  prompt: "A woman with glasses",
  name: "Amal",
  age: "34",
  personality: ["calm", "curious"],
  story: "Runs a small clinic by the harbour.",
  style: "micah",
  look: "watercolour",
  seed: "7",
  steps: 20,
  guidance: 2.5,
  attributes: { hairColor: "auburn", clothing: " " },
  accessories: ["glasses", " ", "earrings"],
};
