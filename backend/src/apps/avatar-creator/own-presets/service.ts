import { type Asset, contractError } from "@lumiku/app-sdk";
import type { Actor, AppContext } from "@lumiku/app-sdk/server";
import { avatarCreator } from "@lumiku/contracts/avatar-creator";
import {
  type NewPreset,
  type Preset,
  PresetCategory,
  type PresetChanges,
} from "@lumiku/contracts/avatar-creator-presets";
import { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import type { AvatarsService } from "../avatars/service";
import { type BuiltinPreset, presets as builtin, drawPreset, pictureName } from "../presets/catalogue";
import type { PresetRow, PresetsRepository } from "./repository";

/** So many that a person can still find theirs. */
const MAX_OWN = 100;

export interface PresetQuery {
  category?: PresetCategory | undefined;
  /** Words in the name, the summary or the prompt. */
  q?: string | undefined;
  own?: boolean | undefined;
}

export interface PresetsService {
  /** One's own, the newest first, then the platform's. */
  list(actor: Actor, query: PresetQuery): Promise<Preset[]>;
  /** @throws AppError PRESET_NOT_FOUND */
  get(actor: Actor, presetId: string): Promise<Preset>;
  /** @throws AppError PRESETS_FULL, and AVATAR_NOT_FOUND for its picture */
  create(actor: Actor, preset: NewPreset): Promise<Preset>;
  /** The platform's own cannot be changed: they are not found. */
  update(actor: Actor, presetId: string, changes: PresetChanges): Promise<Preset>;
  remove(actor: Actor, presetId: string): Promise<void>;
  /** Draws the pictures of the platform's presets that are not there yet. */
  publishPictures(): Promise<void>;
}

export type PresetsDependencies = Pick<AppContext, "assets" | "files" | "now"> & {
  repository: PresetsRepository;
  avatars: Pick<AvatarsService, "get">;
};

export function createPresetsService({ repository, avatars, assets, files, now }: PresetsDependencies): PresetsService {
  let known: Preset[] | undefined;
  // What a picture is called takes drawing it.
  const ofPlatform = (): Preset[] =>
    (known ??= builtin.map((preset) => toKnown(preset, files.url(pictureName(preset)))));

  const ofPerson = async (userId: string, rows: readonly PresetRow[]): Promise<Preset[]> => {
    const pictures = await assets.list(
      userId,
      rows.flatMap(({ assetId }) => assetId ?? []),
    );
    return rows.map((row) => toPreset(row, pictures));
  };

  const get = async (userId: string, presetId: string): Promise<Preset> => {
    const builtinPreset = ofPlatform().find(({ id }) => id === presetId);
    if (builtinPreset) return builtinPreset;
    const row = await repository.find(userId, presetId);
    const [preset] = row ? await ofPerson(userId, [row]) : [];
    if (!preset) throw missing();
    return preset;
  };

  return {
    async list({ userId }, { category, q, own }) {
      const mine = own === false ? [] : await ofPerson(userId, await repository.list(userId));
      const all = own === true ? mine : [...mine, ...ofPlatform()];
      const words = q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
      return all.filter((preset) => {
        const text = `${preset.name} ${preset.summary} ${preset.recipe.prompt}`.toLowerCase();
        return (!category || preset.category === category) && words.every((word) => text.includes(word));
      });
    },

    get: ({ userId }, presetId) => get(userId, presetId),

    async create(actor, { avatarId, ...preset }) {
      const { userId } = actor;
      if ((await repository.count(userId)) >= MAX_OWN) throw contractError(avatarCreator, "PRESETS_FULL");
      const picture = avatarId ? (await avatars.get(actor, avatarId)).asset : null;
      const facts = { id: Bun.randomUUIDv7(), userId, assetId: picture?.id ?? null, createdAt: now() };
      const row = await repository.create({ ...preset, ...facts });
      return toPreset(row, new Map(picture ? [[picture.id, picture]] : []));
    },

    async update({ userId }, presetId, changes) {
      if (!(await repository.change(userId, presetId, changes))) throw missing();
      return get(userId, presetId);
    },

    async remove({ userId }, presetId) {
      if (!(await repository.remove(userId, presetId))) throw missing();
    },

    async publishPictures() {
      for (const preset of builtin) await files.publish(pictureName(preset), () => drawPreset(preset));
    },
  };
}

function missing() {
  return contractError(avatarCreator, "PRESET_NOT_FOUND");
}

function toKnown(preset: BuiltinPreset, pictureUrl: string): Preset {
  return { ...preset, isOwn: false, pictureUrl, createdAt: null };
}

function toPreset(
  { assetId, recipe, category, createdAt, ...row }: PresetRow,
  pictures: ReadonlyMap<string, Asset>,
): Preset {
  return {
    ...row,
    category: PresetCategory.parse(category),
    recipe: Recipe.parse(recipe),
    isOwn: true,
    // A picture that was removed from the library is not shown, and the preset stays.
    pictureUrl: (assetId && pictures.get(assetId)?.thumbnailUrl) || null,
    createdAt: createdAt.toISOString(),
  };
}
