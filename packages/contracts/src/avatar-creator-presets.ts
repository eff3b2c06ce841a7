import { MAX_SEED } from "@lumiku/app-sdk";
import { z } from "zod";
import { DrawableRecipe, Recipe } from "./avatar-creator-recipe";

export const PresetCategory = z.enum(["professional", "casual", "sport", "fashion", "traditional", "fantasy"]);
export type PresetCategory = z.infer<typeof PresetCategory>;

/** A person to begin with. */
export const Preset = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  category: PresetCategory,
  recipe: Recipe,
  /** Made by this person, not part of the platform. */
  isOwn: z.boolean(),
  /** Its picture's address; null for one's own that was saved without. */
  pictureUrl: z.string().nullable(),
  createdAt: z.iso.datetime().nullable(),
});
export type Preset = z.infer<typeof Preset>;

export const NewPreset = z.object({
  name: z.string().trim().min(1, "Give the preset a name.").max(60),
  summary: z.string().trim().max(140).default(""),
  category: PresetCategory,
  recipe: DrawableRecipe,
  /** The avatar whose picture it shows. */
  avatarId: z.string().max(100).optional(),
});
export type NewPreset = z.infer<typeof NewPreset>;

export const PresetChanges = z.object({
  name: NewPreset.shape.name.optional(),
  summary: z.string().trim().max(140).optional(),
  category: PresetCategory.optional(),
  recipe: DrawableRecipe.optional(),
});
export type PresetChanges = z.infer<typeof PresetChanges>;

export const FromPreset = z.object({
  presetId: z.string().max(100),
  /** The preset's own when left out. */
  model: z.string().min(1).max(60).optional(),
  count: z.int().min(1).max(4).default(1),
  seed: z.int().min(0).max(MAX_SEED).optional(),
  /** For presets of one's own that follow reference pictures. */
  hasConsent: z.boolean().optional(),
});
export type FromPreset = z.infer<typeof FromPreset>;
