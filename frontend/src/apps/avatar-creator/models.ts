import type { Model } from "@lumiku/contracts/apps";
import type { avatarCreator } from "@lumiku/contracts/avatar-creator";
import type { Draft } from "./draft";

const ILLUSTRATED = "illustrated" satisfies keyof typeof avatarCreator.models;

/** Draws in the built-in styles, from attributes as they are; the others draw from words. */
export const isIllustrated = ({ key }: Pick<Model, "key">): boolean => key === ILLUSTRATED;

/** Whether it is told apart what to leave out; others that draw from words are told in the prompt. */
export const hasNegativePrompt = ({ has }: Pick<Model, "has">): boolean => has.includes("negative-prompt");

/** Whether it follows pictures. */
export const takesReferences = ({ maxReferences }: Pick<Model, "maxReferences">): boolean => maxReferences > 0;

/**
 * The model that a draft is drawn by: the one it names, as long as that can begin where the draft begins, else the
 * first that can and is open, else the first that can.
 */
export function chooseModel(models: readonly Model[], draft: Pick<Draft, "model" | "startFrom">): Model | undefined {
  const able = models.filter((model) =>
    draft.startFrom === "references" ? takesReferences(model) : model.minReferences === 0,
  );
  return able.find(({ key }) => key === draft.model) ?? able.find(({ isAvailable }) => isAvailable) ?? able[0];
}

/** What changes in a draft when a model is chosen for it. Steps and guidance of one mean nothing to another. */
export function choosingModel(model: Model, draft: Draft): Partial<Draft> {
  const startFrom =
    model.minReferences > 0
      ? "references"
      : draft.startFrom === "references" && !takesReferences(model)
        ? "describe"
        : draft.startFrom;
  return { model: model.key, steps: null, guidance: null, startFrom };
}
