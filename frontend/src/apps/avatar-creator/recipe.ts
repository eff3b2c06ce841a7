import type { Model } from "@lumiku/contracts/apps";
import type { Attributes, avatarCreator, GenerateAvatars } from "@lumiku/contracts/avatar-creator";

/** What a person has typed so far. Text fields are kept as typed; they become a request when it is sent. */
export interface Recipe {
  prompt: string;
  negativePrompt: string;
  name: string;
  /** Empty takes the first that is available. */
  model: string;
  /** One of the illustration styles; empty leaves it to the prompt. */
  style: string;
  /** Words about the style, for models that draw from words. */
  look: string;
  count: number;
  side: number;
  /** Null is the model's own. */
  steps: number | null;
  guidance: number | null;
  /** Empty draws a new one each time. */
  seed: string;
  referenceAssetIds: string[];
  attributes: { [Name in keyof Attributes]?: string | undefined };
}

export const emptyRecipe: Recipe = {
  prompt: "",
  negativePrompt: "",
  name: "",
  model: "",
  style: "",
  look: "",
  count: 4,
  side: 1024,
  steps: null,
  guidance: null,
  seed: "",
  referenceAssetIds: [],
  attributes: {},
};

const ILLUSTRATED = "illustrated" satisfies keyof typeof avatarCreator.models;
const SIDES = [512, 1024, 1440, 2048];
const DEFAULT_SIDE = 1024;

/** Which of the optional controls a model has. */
export const hasStyles = ({ key }: Model): boolean => key === ILLUSTRATED;
export const hasNegativePrompt = ({ has }: Model): boolean => has.includes("negative-prompt");

/** The model a recipe names, else the first that is available, else the first. */
export function chooseModel(models: readonly Model[], key: string): Model | undefined {
  return models.find((model) => model.key === key) ?? models.find(({ isAvailable }) => isAvailable) ?? models[0];
}

/** Sides of a square, in pixels, that a model draws. */
export function sidesOf({ size }: Model): number[] {
  const fitting = size
    ? SIDES.filter((side) => side >= size.min && side <= size.max && side % size.multipleOf === 0)
    : [];
  return fitting.length > 0 ? fitting : [DEFAULT_SIDE];
}

/** The side that a model draws when a recipe asks for one it may not have: the next smaller. */
export function fitSide(side: number, model: Model): number {
  const sides = sidesOf(model);
  return sides.findLast((option) => option <= side) ?? sides[0] ?? DEFAULT_SIDE;
}

/** What is sent: of all that was typed, only what the model takes. */
export function toRequest(recipe: Recipe, model: Model): GenerateAvatars {
  const { accessories, ...rest } = recipe.attributes;
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value?.trim()));
  const listed =
    accessories
      ?.split(",")
      .map((item) => item.trim())
      .filter(Boolean) ?? [];
  const attributes = { ...filled, ...(listed.length > 0 && { accessories: listed }) } as Attributes;
  const side = fitSide(recipe.side, model);
  const style = hasStyles(model) ? recipe.style : recipe.look.trim();
  const negativePrompt = hasNegativePrompt(model) ? recipe.negativePrompt.trim() : "";
  const references = recipe.referenceAssetIds.slice(0, model.maxReferences);
  return {
    prompt: recipe.prompt,
    model: model.key,
    count: recipe.count,
    width: side,
    height: side,
    ...(style && { style }),
    ...(negativePrompt && { negativePrompt }),
    ...(model.steps && recipe.steps !== null && { steps: recipe.steps }),
    ...(model.guidance && recipe.guidance !== null && { guidance: recipe.guidance }),
    ...(references.length > 0 && { referenceAssetIds: references }),
    ...(recipe.seed && { seed: Number(recipe.seed) }),
    ...(recipe.name.trim() && { persona: { name: recipe.name.trim() } }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

/** The recipe that a generation was made with, to use it again. */
export function toRecipe(params: Record<string, unknown>, model: string, count: number, seed: number): Recipe {
  const made = params as Partial<GenerateAvatars>;
  const { accessories, ...rest } = made.attributes ?? {};
  return {
    ...emptyRecipe,
    prompt: made.prompt ?? "",
    negativePrompt: made.negativePrompt ?? "",
    name: made.persona?.name ?? "",
    style: model === ILLUSTRATED ? (made.style ?? "") : "",
    look: model === ILLUSTRATED ? "" : (made.style ?? ""),
    side: made.width ?? emptyRecipe.side,
    steps: made.steps ?? null,
    guidance: made.guidance ?? null,
    referenceAssetIds: made.referenceAssetIds ?? [],
    attributes: { ...rest, accessories: accessories?.join(", ") },
    ...{ model, count, seed: String(seed) },
  };
}
