import type { Attributes, Background } from "@lumiku/contracts/avatar-creator-recipe";
import type { Aspect } from "./sizes";

/** What a person begins with. */
export type StartFrom = "describe" | "preset" | "references" | "upload";

export type AttributeName = Exclude<keyof Attributes, "accessories">;

/** What a person has typed and chosen so far. Text is kept as typed; it becomes a request when it is sent. */
export interface Draft {
  startFrom: StartFrom;
  prompt: string;
  negativePrompt: string;
  name: string;
  /** Years, in digits. */
  age: string;
  personality: string[];
  story: string;
  attributes: Partial<Record<AttributeName, string>>;
  accessories: string[];
  /** Empty takes the first that is open. */
  model: string;
  /** One of the illustration styles; empty leaves it to the description. */
  style: string;
  /** Words about the style, for models that draw from words. */
  look: string;
  background: Background;
  count: number;
  aspect: Aspect;
  /** Longest side in pixels; a model that has it not draws the next smaller one. */
  resolution: number;
  /** Null is the model's own. */
  steps: number | null;
  guidance: number | null;
  /** Empty draws a new one each time. */
  seed: string;
  referenceAssetIds: string[];
  presetId: string | null;
  /** The avatar that this is to be another version of. */
  parentAvatarId: string | null;
}

export const emptyDraft: Draft = {
  startFrom: "describe",
  prompt: "",
  negativePrompt: "",
  name: "",
  age: "",
  personality: [],
  story: "",
  attributes: {},
  accessories: [],
  model: "",
  style: "",
  look: "",
  background: "keep",
  count: 4,
  aspect: "1:1",
  resolution: 1024,
  steps: null,
  guidance: null,
  seed: "",
  referenceAssetIds: [],
  presetId: null,
  parentAvatarId: null,
};

/** How long what is typed may be, and how much of it there may be, as the contract has it. */
export const limits = {
  prompt: 2000,
  negativePrompt: 1000,
  word: 60,
  story: 500,
  personality: 8,
  accessories: 6,
  references: 4,
  age: 120,
} as const;

/** Who and what, and nothing of how it is drawn: what a surprise fills in and clearing takes away. */
export const emptyPerson = {
  ...{ prompt: "", negativePrompt: "", name: "", age: "", story: "" },
  personality: [],
  attributes: {},
  accessories: [],
  presetId: null,
  parentAvatarId: null,
} satisfies Partial<Draft>;

/** Whether anything was said about the person. */
export function hasPerson(draft: Draft): boolean {
  return Boolean(draft.prompt.trim() || draft.negativePrompt.trim()) || countPersona(draft) + countLook(draft) > 0;
}

/** How many fields of the persona are filled in. */
export function countPersona({ name, age, personality, story }: Draft): number {
  return [name.trim(), age, personality.length, story.trim()].filter(Boolean).length;
}

/** How many fields of the look are filled in. */
export function countLook({ attributes, accessories }: Draft): number {
  return [...Object.values(attributes), accessories.join("")].filter((value) => value?.trim()).length;
}

/** Up to 120 years, whatever is typed. */
export function readAge(typed: string): string {
  const digits = typed.replace(/\D/g, "").slice(0, 3);
  return digits && String(Math.min(Number(digits), limits.age));
}
