import type { Model } from "@lumiku/contracts/apps";
import type { Draft } from "./draft";
import { fitResolution, resolutionsOf } from "./sizes";

export const qualities = ["draft", "standard", "high"] as const;
export type Quality = (typeof qualities)[number];

export interface QualitySettings {
  /** Null for a model without steps. */
  steps: number | null;
  resolution: number;
}

/** Steps compared with the model's own number, and the longest side in pixels. */
const aims: Record<Quality, { steps: number; resolution: number }> = {
  draft: { steps: 0.5, resolution: 768 },
  standard: { steps: 1, resolution: 1024 },
  high: { steps: 1.5, resolution: Number.POSITIVE_INFINITY },
};

/** What a quality means for a model. High is as large as it draws, with half as many steps again where it has them. */
export function settingsOf(quality: Quality, model: Pick<Model, "steps" | "size">): QualitySettings {
  const { steps, resolution } = aims[quality];
  return {
    steps: model.steps && clamp(Math.round(model.steps.default * steps), model.steps),
    resolution: fitResolution(Math.min(resolution, resolutionsOf(model).at(-1) ?? resolution), model),
  };
}

/** The quality that a draft's steps and size amount to; null for a mixture of one's own. */
export function qualityOf(draft: Pick<Draft, "steps" | "resolution">, model: Pick<Model, "steps" | "size">) {
  const steps = model.steps && (draft.steps ?? model.steps.default);
  const resolution = fitResolution(draft.resolution, model);
  const found = qualities.find((quality) => {
    const settings = settingsOf(quality, model);
    return settings.steps === steps && settings.resolution === resolution;
  });
  return found ?? null;
}

const clamp = (value: number, { min, max }: { min: number; max: number }) => Math.min(Math.max(value, min), max);
