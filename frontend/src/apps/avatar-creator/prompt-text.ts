import type { Model } from "@lumiku/contracts/apps";
import { composePrompt } from "@lumiku/contracts/avatar-creator-prompt";
import type { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { hasNegativePrompt } from "./models";

/** The words that a model is told, as the server puts them together. */
export function promptText(recipe: Recipe, model: Pick<Model, "has">): string {
  return composePrompt(recipe, { hasNegativePrompt: hasNegativePrompt(model) });
}
