import { AppError, contractError, type Generation, platformError } from "@lumiku/app-sdk";
import type { Actor, AppContext, DeliveredOutput } from "@lumiku/app-sdk/server";
import { type Avatar, avatarCreator } from "@lumiku/contracts/avatar-creator";
import type { FromPreset } from "@lumiku/contracts/avatar-creator-presets";
import {
  CONSENT_STATEMENT,
  type GenerateAvatars,
  type PortraitParams,
  Recipe,
} from "@lumiku/contracts/avatar-creator-recipe";
import { nameOfFile } from "../avatars/file-name";
import type { AvatarsRepository } from "../avatars/repository";
import type { AvatarsService } from "../avatars/service";
import type { PresetsService } from "../own-presets/service";
import type { ProjectsService } from "../projects/service";
import { checkReferences } from "./references";
import type { ConsentsRepository } from "./repository";

/** How avatars come to be: drawn, drawn from a preset, or brought. */
export interface DrawingService {
  /** @throws AppError CONSENT_NEEDED, PROJECT_NOT_FOUND, AVATAR_NOT_FOUND, PRESET_NOT_FOUND, and what a start throws */
  generate(actor: Actor, projectId: string, request: GenerateAvatars, idempotencyKey?: string): Promise<Generation>;
  generateFromPreset(
    actor: Actor,
    projectId: string,
    request: FromPreset,
    idempotencyKey?: string,
  ): Promise<Generation>;
  /** @param name what it is to be called; its file's name when left out */
  upload(actor: Actor, projectId: string, file: File | undefined, name?: string): Promise<Avatar>;
  /** The bytes of what a portrait is to follow. @throws AppError NOT_FOUND */
  openReferences(work: { generationId: string; userId: string; params: PortraitParams }): Promise<Uint8Array[]>;
  /** Puts a delivered portrait into its project. Part of the transaction that records the output. */
  addPortrait(output: DeliveredOutput<PortraitParams>): Promise<void>;
}

export type DrawingDependencies = Pick<AppContext, "generations" | "assets" | "now"> & {
  consents: Pick<ConsentsRepository, "record">;
  projects: Pick<ProjectsService, "require">;
  avatars: Pick<AvatarsService, "get" | "add">;
  avatarsRepository: Pick<AvatarsRepository, "findAny">;
  presets: Pick<PresetsService, "get">;
};

export function createDrawingService(dependencies: DrawingDependencies): DrawingService {
  const { generations, assets, consents, projects, avatars, avatarsRepository, presets, now } = dependencies;

  const recordConsent = async (generationId: string, userId: string, assetIds: readonly string[]) => {
    if (assetIds.length === 0) return;
    await consents.record({ generationId, userId, assetIds, statement: CONSENT_STATEMENT, createdAt: now() });
  };

  const generate: DrawingService["generate"] = async (actor, projectId, request, idempotencyKey) => {
    const { model, count, seed, hasConsent, ...recipe } = request;
    const { userId } = actor;
    await projects.require(userId, projectId);
    if (recipe.parentAvatarId) await avatars.get(actor, recipe.parentAvatarId);
    if (recipe.presetId) await presets.get(actor, recipe.presetId);
    const references = [...new Set(recipe.referenceAssetIds)];
    await checkReferences({ assets }, { userId, model, ids: references });
    if (references.length > 0 && !hasConsent) throw contractError(avatarCreator, "CONSENT_NEEDED");
    const params = {
      ...{ ...recipe, projectId },
      ...(references.length > 0 && { referenceAssetIds: references, hasConsent: true }),
    };
    const generation = await generations.start(actor, {
      ...{ action: "portrait", model, count, seed, params, idempotencyKey },
      inputAssetIds: references,
    });
    await recordConsent(generation.id, userId, references);
    return generation;
  };

  return {
    generate,

    async generateFromPreset(actor, projectId, { presetId, count, seed, hasConsent, ...choice }, idempotencyKey) {
      await projects.require(actor.userId, projectId);
      const { recipe } = await presets.get(actor, presetId);
      const model = choice.model ?? recipe.model;
      return generate(actor, projectId, { ...recipe, model, count, seed, presetId, hasConsent }, idempotencyKey);
    },

    async upload({ userId }, projectId, file, name) {
      if (!file) throw platformError("VALIDATION_FAILED");
      await projects.require(userId, projectId);
      let added: Avatar | undefined;
      await assets.upload(userId, file, async (asset) => {
        added = await avatars.add({
          ...{ userId, projectId, assetId: asset.id, source: "upload", name: name ?? nameOfFile(file.name) },
          ...{ prompt: "", generationId: null, model: null, seed: null, recipe: null, notes: [] },
        });
      });
      if (!added) throw platformError("INTERNAL");
      return added;
    },

    async openReferences({ generationId, userId, params }) {
      const { referenceAssetIds = [], hasConsent } = params;
      if (referenceAssetIds.length > 0 && !hasConsent) throw contractError(avatarCreator, "CONSENT_NEEDED");
      // Once more, for work that was tried again or whose start was cut short: nothing is drawn of people without it.
      await recordConsent(generationId, userId, referenceAssetIds);
      return Promise.all(referenceAssetIds.map((id) => assets.read(userId, id)));
    },

    async addPortrait({ userId, generationId, asset, model, seed, index, notes, params }) {
      const { projectId, prompt, persona, parentAvatarId, presetId, referenceAssetIds = [] } = params;
      const parent = parentAvatarId ? await avatarsRepository.findAny(userId, parentAvatarId) : null;
      const source = referenceAssetIds.length > 0 ? "references" : presetId ? "preset" : "text";
      const name = persona?.name ?? parent?.name ?? `Portrait ${index + 1}`;
      const made = { generationId, model, seed, source, recipe: Recipe.parse({ ...params, model }) } as const;
      try {
        await avatars.add({ userId, projectId, assetId: asset.id, name, prompt, notes: [...notes], ...made }, parent);
      } catch (error) {
        // Whoever removed the project keeps the picture, in the library.
        if (!(error instanceof AppError) || error.code !== "PROJECT_NOT_FOUND") throw error;
      }
    },
  };
}
