import type { Avatar } from "@lumiku/contracts/avatar-creator";
import type { GenerateAvatars } from "@lumiku/contracts/avatar-creator-recipe";
import { toDraft } from "./draft-request";
import { useDrafts } from "./store";

/**
 * The request that draws an avatar once more, with another seed, as another version of it; null for what was uploaded.
 * Those in its reference pictures agreed when it was first drawn.
 */
export function redrawRequest({ id, recipe }: Pick<Avatar, "id" | "recipe">): GenerateAvatars | null {
  if (!recipe) return null;
  return { ...recipe, count: 1, parentAvatarId: id, ...(recipe.referenceAssetIds && { hasConsent: true }) };
}

/** Puts all that an avatar was made with into its project's studio, to be changed and drawn as another version of it. */
export function openInStudio({ id, projectId, recipe, seed }: Avatar): void {
  if (!recipe) return;
  const draft = toDraft({ ...recipe, count: 1, parentAvatarId: id, ...(seed !== null && { seed }) });
  useDrafts.getState().change(projectId, draft);
}
