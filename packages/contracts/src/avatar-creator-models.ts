import type { ModelContract, Tier } from "@lumiku/app-sdk";

const size = { min: 256, max: 2048, multipleOf: 8 };
const fluxSize = { min: 256, max: 1440, multipleOf: 32 };
const price = (minTier: Tier, costCredits: number, costUnits: number) => ({ minTier, costCredits, costUnits });
const portrait = { action: "portrait", has: ["text-to-image"] } as const;

/** What draws portraits, and for how much. */
export const avatarModels = {
  illustrated: {
    name: "Illustrated",
    summary: "Hand-drawn styles, built in: no key, no waiting",
    action: "portrait",
    ...price("free", 1, 1),
    has: ["text-to-image"],
    builtin: true,
    size,
  },
  "flux-schnell": {
    ...portrait,
    name: "FLUX.1 schnell",
    summary: "Fast: four steps to a picture",
    ...price("free", 6, 1),
    has: ["text-to-image", "negative-prompt"],
    size: fluxSize,
    steps: { min: 1, max: 4, default: 4 },
    providers: {
      sdserver: "flux-schnell",
      comfyui: "flux1-schnell.safetensors",
      fal: "fal-ai/flux/schnell",
      replicate: "black-forest-labs/flux-schnell",
      huggingface: "black-forest-labs/FLUX.1-schnell",
    },
  },
  "flux-dev": {
    ...portrait,
    name: "FLUX.1 dev",
    summary: "Finer detail, follows the description closely",
    ...price("free", 8, 1),
    has: ["text-to-image", "negative-prompt"],
    size: fluxSize,
    steps: { min: 1, max: 50, default: 28 },
    guidance: { min: 1.5, max: 5, default: 3.5 },
    providers: {
      sdserver: "flux-dev",
      comfyui: "flux1-dev.safetensors",
      bfl: "flux-dev",
      fal: "fal-ai/flux/dev",
      replicate: "black-forest-labs/flux-dev",
      huggingface: "black-forest-labs/FLUX.1-dev",
    },
  },
  "flux-dev-realism": {
    ...portrait,
    name: "FLUX.1 dev Realism",
    summary: "Skin, light and fabric as a camera sees them",
    ...price("basic", 12, 2),
    has: ["text-to-image", "negative-prompt"],
    size: fluxSize,
    steps: { min: 1, max: 50, default: 28 },
    guidance: { min: 1.5, max: 5, default: 3.5 },
    providers: {
      sdserver: "flux-dev-realism",
      comfyui: "flux1-dev.safetensors",
      fal: "fal-ai/flux-realism",
      huggingface: "XLabs-AI/flux-RealismLora",
    },
  },
  "flux-pro": {
    ...portrait,
    name: "FLUX 1.1 pro",
    summary: "The finest of the FLUX models, up to 1440 px",
    ...price("pro", 15, 3),
    size: fluxSize,
    providers: {
      bfl: "flux-pro-1.1",
      fal: "fal-ai/flux-pro/v1.1",
      replicate: "black-forest-labs/flux-1.1-pro",
    },
  },
  "flux-kontext": {
    ...portrait,
    name: "FLUX Kontext",
    summary: "Follows one to four reference pictures",
    ...price("pro", 25, 3),
    has: ["text-to-image", "image-references"],
    size: fluxSize,
    minReferences: 1,
    maxReferences: 4,
    providers: {
      bfl: "flux-kontext-pro",
      fal: "fal-ai/flux-pro/kontext",
      replicate: "black-forest-labs/flux-kontext-pro",
    },
  },
  "gpt-image": {
    ...portrait,
    name: "GPT Image",
    summary: "Any OpenAI-style images service; follows long descriptions",
    ...price("basic", 30, 2),
    size: { min: 256, max: 1536, multipleOf: 8 },
    providers: { openai: "gpt-image-1" },
  },
} as const satisfies Record<string, ModelContract>;
