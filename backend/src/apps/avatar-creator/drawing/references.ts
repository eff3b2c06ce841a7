import { type ModelContract, platformError } from "@lumiku/app-sdk";
import type { AppContext } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";

const models: Record<string, ModelContract> = avatarCreator.models;

/** Says what is wrong with reference pictures before anything is reserved. @throws AppError VALIDATION_FAILED */
export async function checkReferences(
  { assets }: Pick<AppContext, "assets">,
  { userId, model: key, ids }: { userId: string; model: string; ids: readonly string[] },
): Promise<void> {
  const model = models[key];
  if (!model) return;
  const { minReferences = 0, maxReferences = 0, name } = model;
  if (ids.length < minReferences) throw refuse(`${name} needs at least ${count(minReferences)}.`);
  if (ids.length > maxReferences) {
    throw refuse(
      maxReferences === 0 ? `${name} takes no reference pictures.` : `${name} takes at most ${count(maxReferences)}.`,
    );
  }
  const found = ids.length > 0 ? await assets.list(userId, ids) : new Map();
  if (ids.some((id) => !found.has(id))) throw refuse("One of these pictures is not in your library any more.");
}

const count = (number: number) => `${number} reference ${number === 1 ? "picture" : "pictures"}`;

const refuse = (message: string) =>
  platformError("VALIDATION_FAILED", { errors: [{ path: "/body/referenceAssetIds", message }] });
