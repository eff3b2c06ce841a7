import type { PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import type { Attributes, IllustrationStyle, Persona, Recipe } from "@lumiku/contracts/avatar-creator-recipe";

/** A person of the platform's own to begin with. */
export interface BuiltinPreset {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly category: PresetCategory;
  readonly recipe: Recipe;
}

export interface Person {
  id: string;
  name: string;
  summary: string;
  persona: Persona;
  attributes: Attributes;
  /** The scene and the light, for a model that paints photographs. */
  prompt: string;
  style: IllustrationStyle;
  /** Chosen by eye, from a sheet of many. */
  seed: number;
}

/** A preset, and the seed that its picture is drawn with. */
export interface PersonPreset {
  preset: BuiltinPreset;
  seed: number;
}

export function people(category: PresetCategory, persons: readonly Person[]): PersonPreset[] {
  return persons.map(({ id, name, summary, seed, ...recipe }) => ({
    preset: { id, name, summary, category, recipe: { ...recipe, model: "illustrated", width: 1024, height: 1024 } },
    seed,
  }));
}
