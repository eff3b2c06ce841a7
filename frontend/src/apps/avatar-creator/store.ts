import { create } from "zustand";
import { persist } from "zustand/middleware";
import { emptyRecipe, type Recipe } from "./recipe";

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
    {
      name: "lumiku.avatar-creator.recipes",
      version: 2,
      migrate: (stored) => ({ byProject: complete((stored as Partial<RecipeStore>).byProject ?? {}) }),
    },
  ),
);

/** Recipes of an earlier version, with what has been added since. */
function complete(recipes: Record<string, Partial<Recipe>>): Record<string, Recipe> {
  return Object.fromEntries(Object.entries(recipes).map(([id, recipe]) => [id, { ...emptyRecipe, ...recipe }]));
}
