import { type Draft, emptyPerson } from "./draft";
import { genders } from "./suggestions";
import { beards, callings, hairStyles, origins } from "./surprise-people";

/** Somebody made up, in whom everything goes together; the same seed makes up the same person. */
export function inventPerson(seed: number): Partial<Draft> {
  const pick = createPicker(seed);
  const origin = pick(origins);
  const calling = pick(callings);
  const gender = pick(genders);
  const age = 19 + Math.floor(pick.share() * 55);
  const wearsHeadwear = gender === "woman" && origin.headwear !== undefined && pick.share() < 0.5;
  const facialHair = gender === "man" ? pick(beards) : undefined;
  const hair = age > 58 ? pick(["grey", "white"]) : pick(origin.hair);
  return {
    ...emptyPerson,
    prompt: calling.prompt,
    name: pick(gender === "non-binary" ? [...origin.woman, ...origin.man] : origin[gender]),
    age: String(age),
    story: calling.story,
    personality: [...calling.traits],
    accessories: [...calling.accessories],
    attributes: {
      gender,
      ethnicity: origin.ethnicity,
      skinTone: pick(origin.skin),
      eyeColor: pick(origin.eyes),
      expression: calling.expression,
      clothing: calling.clothing,
      clothingColor: pick(calling.colors),
      ...(wearsHeadwear ? { headwear: origin.headwear } : { hairStyle: pick(hairStyles[gender]), hairColor: hair }),
      ...(facialHair && { facialHair }),
    },
  };
}

/** Picks by a seed: mulberry32, 32 bits of state (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
function createPicker(seed: number) {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(options: readonly T[]): T => options[Math.floor(share() * options.length)] as T;
  return Object.assign(pick, { share });
}
