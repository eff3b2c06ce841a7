import type { Model } from "@lumiku/contracts/apps";

/** A model that draws from words and is open, for tests to change. */
export const model = (changes: Partial<Model> = {}): Model => ({
  key: "flux-dev",
  name: "FLUX.1 dev",
  summary: "",
  action: "portrait",
  minTier: "free",
  costCredits: 8,
  costUnits: 1,
  has: ["text-to-image", "negative-prompt"],
  size: { min: 256, max: 1440, multipleOf: 32 },
  steps: { min: 1, max: 50, default: 28 },
  guidance: { min: 1.5, max: 5, default: 3.5 },
  minReferences: 0,
  maxReferences: 0,
  isAvailable: true,
  closed: null,
  typicalSeconds: null,
  ...changes,
});

/** The built-in illustrators. */
export const illustrated = model({
  key: "illustrated",
  name: "Illustrated",
  costCredits: 1,
  has: ["text-to-image"],
  size: { min: 256, max: 2048, multipleOf: 8 },
  steps: null,
  guidance: null,
});

/** Follows one to four pictures. */
export const kontext = model({
  key: "flux-kontext",
  name: "FLUX Kontext",
  has: ["text-to-image", "image-references"],
  minReferences: 1,
  maxReferences: 4,
  steps: null,
  guidance: null,
});

/** A refusal at the door. */
export const closed = {
  isAvailable: false,
  closed: { code: "MODEL_LOCKED", reason: "Part of the Pro plan and above." },
} satisfies Partial<Model>;
