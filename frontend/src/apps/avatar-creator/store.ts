import type { Attributes, GenerateAvatars } from "@lumiku/contracts/avatar-creator";
import { create } from "zustand";
import { persist } from "zustand/middleware";

/** What a person has typed so far. Text fields are kept as typed; they become a request when it is sent. */
export interface Recipe {
  prompt: string;
  name: string;
  model: string;
  style: string;
  count: number;
  side: number;
  /** Empty draws a new one each time. */
  seed: string;
  attributes: { [Name in keyof Attributes]?: string | undefined };
}

export const emptyRecipe: Recipe = {
  prompt: "",
  name: "",
  model: "illustrated",
  style: "",
  count: 4,
  side: 1024,
  seed: "",
  attributes: {},
};

interface RecipeStore {
  byProject: Record<string, Recipe>;
  change(projectId: string, changes: Partial<Recipe>): void;
}

/** Kept in the browser, project by project: going away loses nothing. */
export const useRecipes = create<RecipeStore>()(
  persist(
    (set) => ({
      byProject: {},
      change: (projectId, changes) =>
        set(({ byProject }) => ({
          byProject: { ...byProject, [projectId]: { ...(byProject[projectId] ?? emptyRecipe), ...changes } },
        })),
    }),
    { name: "lumiku.avatar-creator.recipes", version: 1 },
  ),
);

export function toRequest(recipe: Recipe): GenerateAvatars {
  const { accessories, ...rest } = recipe.attributes;
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value?.trim()));
  const listed =
    accessories
      ?.split(",")
      .map((item) => item.trim())
      .filter(Boolean) ?? [];
  const attributes = { ...filled, ...(listed.length > 0 && { accessories: listed }) } as Attributes;
  return {
    prompt: recipe.prompt,
    model: recipe.model,
    count: recipe.count,
    width: recipe.side,
    height: recipe.side,
    ...(recipe.style && { style: recipe.style }),
    ...(recipe.seed && { seed: Number(recipe.seed) }),
    ...(recipe.name.trim() && { persona: { name: recipe.name.trim() } }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

/** The recipe that a generation was made with, to use it again. */
export function toRecipe(params: Record<string, unknown>, model: string, count: number, seed: number): Recipe {
  const { prompt, style, width, attributes = {}, persona = {} } = params as Partial<GenerateAvatars>;
  const { accessories, ...rest } = attributes;
  return {
    ...emptyRecipe,
    prompt: prompt ?? "",
    name: persona.name ?? "",
    style: style ?? "",
    side: width ?? emptyRecipe.side,
    attributes: { ...rest, accessories: accessories?.join(", ") },
    ...{ model, count, seed: String(seed) },
  };
}
