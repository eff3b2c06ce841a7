import type { Model } from "@lumiku/contracts/apps";
import type { VectorPreset } from "@lumiku/contracts/vectorizer";
import {
  AutoSettings,
  type BuiltinPresetId,
  builtinPresets,
  type Effort,
  type TraceRecipe,
} from "@lumiku/contracts/vectorizer-settings";

/** How all pictures of a batch are traced. */
export type RecipeChoice =
  | { kind: "auto"; effort: Effort }
  | { kind: "builtin"; id: BuiltinPresetId }
  | { kind: "own"; id: string };

export const firstChoice: RecipeChoice = { kind: "auto", effort: "balanced" };
/** For whom the automatic tracer is closed. */
const otherChoice: RecipeChoice = { kind: "builtin", id: "logo" };

export function modelOf(choice: RecipeChoice): TraceRecipe["model"] {
  return choice.kind === "auto" ? "vtracer-auto" : "vtracer";
}

/** What was chosen before, as long as there is such a thing and the person's plan has it. */
export function findChoice(
  chosen: RecipeChoice,
  models: readonly Pick<Model, "key" | "closed">[],
  presets: readonly Pick<VectorPreset, "id">[],
): RecipeChoice {
  const isClosed = models.some(({ key, closed }) => key === modelOf(chosen) && closed?.code === "MODEL_LOCKED");
  const isGone = chosen.kind === "own" && !presets.some(({ id }) => id === chosen.id);
  return isClosed || isGone ? otherChoice : chosen;
}

/** @returns undefined for a preset that is gone */
export function toRecipe(choice: RecipeChoice, presets: readonly VectorPreset[]): TraceRecipe | undefined {
  if (choice.kind === "auto") return { model: "vtracer-auto", auto: AutoSettings.parse({ effort: choice.effort }) };
  const settings =
    choice.kind === "builtin"
      ? builtinPresets[choice.id].settings
      : presets.find(({ id }) => id === choice.id)?.settings;
  return settings && { model: "vtracer", settings };
}
