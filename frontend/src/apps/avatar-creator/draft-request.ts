import type { Model } from "@lumiku/contracts/apps";
import type { Attributes, GenerateAvatars, Persona, Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { type Draft, emptyDraft, limits } from "./draft";
import { isIllustrated, takesReferences } from "./models";
import { aspectOf, sizeOf } from "./sizes";

/** What is sent: of all that was typed and chosen, only what the model takes. */
export function toRequest(draft: Draft, model: Model, hasConsent = false): GenerateAvatars {
  const { presetId, parentAvatarId, seed } = draft;
  const references = referencesOf(draft, model);
  return {
    ...toPresetRecipe(draft, model),
    count: draft.count,
    ...(seed && { seed: Number(seed) }),
    ...(references.length > 0 && { referenceAssetIds: references, hasConsent }),
    ...(presetId && { presetId }),
    ...(parentAvatarId && { parentAvatarId }),
  };
}

/** What of a draft is kept as a preset: everything but the pictures it follows, whose people agreed to one use only. */
export function toPresetRecipe(draft: Draft, model: Model): Recipe {
  const persona = toPersona(draft);
  const attributes = toAttributes(draft);
  const style = clip(isIllustrated(model) ? draft.style : draft.look);
  const negativePrompt = isIllustrated(model) ? "" : draft.negativePrompt.trim();
  const background = backgroundOf(draft, model);
  return {
    prompt: draft.prompt.trim(),
    model: model.key,
    ...sizeOf(draft.aspect, draft.resolution, model),
    ...(style && { style }),
    ...(negativePrompt && { negativePrompt }),
    ...(background !== "keep" && { background }),
    ...(model.steps && draft.steps !== null && { steps: draft.steps }),
    ...(model.guidance && draft.guidance !== null && { guidance: draft.guidance }),
    ...(Object.keys(persona).length > 0 && { persona }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

/** The pictures that are followed: none where the draft begins elsewhere or the model follows none. */
export function referencesOf({ startFrom, referenceAssetIds }: Draft, model: Model): string[] {
  return startFrom === "references" && takesReferences(model) ? referenceAssetIds.slice(0, model.maxReferences) : [];
}

/** What was made, or kept as a preset: a recipe, with how many and from which seed where that is known. */
export type Made = Partial<Recipe & Pick<GenerateAvatars, "count" | "seed" | "presetId" | "parentAvatarId">>;

/** The draft that leads to the same request again. */
export function toDraft(made: Made): Draft {
  const { persona = {}, attributes: { accessories, ...attributes } = {}, referenceAssetIds = [] } = made;
  const { width = emptyDraft.resolution, height = width } = made;
  const isDrawn = isIllustrated({ key: made.model ?? "" });
  return {
    startFrom: referenceAssetIds.length > 0 ? "references" : "describe",
    prompt: made.prompt ?? "",
    negativePrompt: made.negativePrompt ?? "",
    name: persona.name ?? "",
    age: persona.age === undefined ? "" : String(persona.age),
    personality: persona.personality ?? [],
    story: persona.background ?? "",
    attributes: attributes as Draft["attributes"],
    accessories: accessories ?? [],
    model: made.model ?? "",
    style: isDrawn ? (made.style ?? "") : "",
    look: isDrawn ? "" : (made.style ?? ""),
    background: made.background ?? "keep",
    count: made.count ?? emptyDraft.count,
    aspect: aspectOf({ width, height }),
    resolution: Math.max(width, height),
    steps: made.steps ?? null,
    guidance: made.guidance ?? null,
    seed: made.seed === undefined ? "" : String(made.seed),
    referenceAssetIds,
    presetId: made.presetId ?? null,
    parentAvatarId: made.parentAvatarId ?? null,
  };
}

function toPersona({ name, age, personality, story }: Draft): Persona {
  const words = personality.map(clip).filter(Boolean).slice(0, limits.personality);
  return {
    ...(clip(name) && { name: clip(name) }),
    ...(age && { age: Number(age) }),
    ...(words.length > 0 && { personality: words }),
    ...(story.trim() && { background: story.trim() }),
  };
}

function toAttributes({ attributes, accessories }: Draft): Attributes {
  const filled = Object.entries(attributes).flatMap(([name, value]) => (clip(value) ? [[name, clip(value)]] : []));
  const listed = accessories.map(clip).filter(Boolean).slice(0, limits.accessories);
  return { ...Object.fromEntries(filled), ...(listed.length > 0 && { accessories: listed }) };
}

/** Only drawings can have nothing behind them; other models can be told of a colour. */
function backgroundOf({ background }: Draft, model: Model): Draft["background"] {
  return background === "transparent" && !isIllustrated(model) ? "keep" : background;
}

const clip = (text = "") => text.trim().slice(0, limits.word).trim();
