import type { Attributes } from "@lumiku/contracts/avatar-creator-recipe";
import type { Tone } from "./colors";
import { type ClothingFact, headwearTerms } from "./words/clothes";
import { type BodyFact, type ExpressionFact, extraTerms, eyewearTerms } from "./words/face";
import type { FacialHairFact, HairFact } from "./words/hair";
import type { Origin } from "./words/people";
import type { Said } from "./words/phrase";
import type { FactOf } from "./words/term";

export const wornTerms = [...eyewearTerms, ...headwearTerms, ...extraTerms];
export type WornFact = FactOf<typeof headwearTerms> | FactOf<typeof eyewearTerms> | FactOf<typeof extraTerms>;

export type Gender = "woman" | "man" | "non-binary";
export type Age = "child" | "teenager" | "young adult" | "adult" | "middle-aged" | "senior";
export type Field = Exclude<keyof Attributes, "gender" | "ageRange">;

/** What was asked for, as facts. What nobody said is left to the seed. */
export interface Look {
  readonly gender?: Gender | undefined;
  readonly age?: Age | undefined;
  readonly origin?: (Origin & { words: string }) | undefined;
  readonly hair: readonly Said<HairFact>[];
  readonly hairColor?: Tone | undefined;
  readonly skinColor?: Tone | undefined;
  readonly eyeColor?: Tone | undefined;
  readonly facialHair: readonly Said<FacialHairFact>[];
  readonly clothing: readonly Said<ClothingFact>[];
  readonly clothingColor?: Tone | undefined;
  readonly expression: readonly Said<ExpressionFact>[];
  /** On the head, the face or the body: hats, glasses, earrings, freckles. */
  readonly worn: readonly Said<WornFact>[];
  readonly body: readonly Said<BodyFact>[];
  /** rrggbb, as the description says it. */
  readonly background?: string | undefined;
  /** Words in a field of their own that name nothing here. */
  readonly unknown: readonly { field: Field; words: string }[];
}

const onHead = new Set<string>(headwearTerms.map(({ fact }) => fact));

/** The field that a worn thing is answered for. */
export const fieldOfWorn = (fact: string): Field => (onHead.has(fact) ? "headwear" : "accessories");
