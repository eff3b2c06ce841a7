import { MAX_SEED } from "@lumiku/app-sdk";
import { z } from "zod";

const Word = z.string().trim().min(1).max(60);

/** Who the person is. Every field is optional: a prompt alone is enough. */
export const Persona = z.object({
  name: Word.optional(),
  age: z.int().min(0).max(120).optional(),
  personality: z.array(Word).max(8).optional(),
  background: z.string().trim().max(500).optional(),
});
export type Persona = z.infer<typeof Persona>;

/** How the person looks, in plain words ("dark brown", "green hijab"). Colours may be CSS names or #rrggbb. */
export const Attributes = z.object({
  gender: z.enum(["woman", "man", "non-binary"]).optional(),
  ageRange: z.enum(["child", "teenager", "young adult", "adult", "middle-aged", "senior"]).optional(),
  ethnicity: Word.optional(),
  bodyType: Word.optional(),
  hairStyle: Word.optional(),
  hairColor: Word.optional(),
  eyeColor: Word.optional(),
  skinTone: Word.optional(),
  facialHair: Word.optional(),
  expression: Word.optional(),
  headwear: Word.optional(),
  clothing: Word.optional(),
  clothingColor: Word.optional(),
  accessories: z.array(Word).max(6).optional(),
});
export type Attributes = z.infer<typeof Attributes>;

/** The built-in illustrators, by the style they draw in. */
export const IllustrationStyle = z.enum([
  "avataaars",
  "personas",
  "micah",
  "lorelei",
  "notionists",
  "open-peeps",
  "adventurer",
  "big-smile",
  "toon-head",
]);
export type IllustrationStyle = z.infer<typeof IllustrationStyle>;

const Side = z.int().min(256).max(2048).multipleOf(8);

/** Whose drawings a style is made of, for the attribution its licence asks for. */
export const StyleCredit = z.object({
  id: IllustrationStyle,
  title: z.string(),
  artist: z.string(),
  licence: z.string(),
  licenceUrl: z.string(),
  sourceUrl: z.string(),
});
export type StyleCredit = z.infer<typeof StyleCredit>;

/** What is behind the person: what the model or the prompt makes of it, nothing, or one colour. */
export const Background = z.union([
  z.enum(["keep", "transparent"]),
  z.string().regex(/^#[0-9a-f]{6}$/i, 'A colour is written as "#rrggbb".'),
]);
export type Background = z.infer<typeof Background>;

export const PortraitParams = z.object({
  projectId: z.string(),
  /** May be empty where persona, attributes or reference pictures describe the person. */
  prompt: z.string().trim().max(2000),
  negativePrompt: z.string().trim().max(1000).optional(),
  width: Side.default(1024),
  height: Side.default(1024),
  steps: z.int().min(1).max(50).optional(),
  guidance: z.number().min(0).max(20).optional(),
  /** For `illustrated`, one of the illustration styles; the prompt decides when left out. For other models, words added to the prompt. */
  style: Word.optional(),
  persona: Persona.optional(),
  attributes: Attributes.optional(),
  /** Only `illustrated` draws on nothing; other models are told of a colour in words. */
  background: Background.optional(),
  /** Pictures of your library that the portrait is to follow, for models that take references. */
  referenceAssetIds: z.array(z.string().max(100)).min(1).max(4).optional(),
  /** That everybody who can be recognised in the reference pictures agreed. Recorded with the time. */
  hasConsent: z.boolean().optional(),
  /** The avatar that this is another version of. */
  parentAvatarId: z.string().max(100).optional(),
  presetId: z.string().max(100).optional(),
});
export type PortraitParams = z.infer<typeof PortraitParams>;

/** Where an avatar came from. */
export const AvatarSource = z.enum(["text", "references", "preset", "upload"]);
export type AvatarSource = z.infer<typeof AvatarSource>;

/** What a person agrees to who uses pictures of people as references: shown, and recorded, in these words. */
export const CONSENT_STATEMENT = "Everybody who can be recognised in these pictures agreed to this use.";

const undescribed = { path: ["prompt"], message: "Describe the person in a few words." };

/** Everything a portrait is made with, apart from where it goes. */
export const Recipe = PortraitParams.omit({
  projectId: true,
  hasConsent: true,
  parentAvatarId: true,
  presetId: true,
}).extend({ model: z.string().min(1).max(60) });
export type Recipe = z.infer<typeof Recipe>;

/** One that something can be drawn from. */
export const DrawableRecipe = Recipe.refine(isDescribed, undescribed);

export const GenerateAvatars = PortraitParams.omit({ projectId: true })
  .extend({
    model: z.string().min(1).max(60),
    count: z.int().min(1).max(4).default(1),
    seed: z.int().min(0).max(MAX_SEED).optional(),
  })
  .refine(isDescribed, undescribed);
export type GenerateAvatars = z.infer<typeof GenerateAvatars>;

/** Whether there is anything to draw from. */
export function isDescribed(
  recipe: Pick<PortraitParams, "prompt" | "persona" | "attributes" | "referenceAssetIds">,
): boolean {
  const { prompt, persona = {}, attributes = {}, referenceAssetIds = [] } = recipe;
  const said = [prompt, ...Object.values(persona), ...Object.values(attributes), ...referenceAssetIds];
  return said.flat().some((value) => value !== undefined && value !== "");
}
