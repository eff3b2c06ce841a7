import { contractError } from "@lumiku/app-sdk";
import type { Actor, AppContext } from "@lumiku/app-sdk/server";
import { type NewVectorPreset, type VectorPreset, vectorizer } from "@lumiku/contracts/vectorizer";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { PresetEdits, PresetRow, PresetsRepository } from "./repository";

/** So many that a person can still find theirs. */
const MAX_PRESETS = 100;

export interface PresetsService {
  /** The newest first. */
  list(actor: Actor): Promise<VectorPreset[]>;
  /** @throws AppError PRESETS_FULL */
  create(actor: Actor, preset: NewVectorPreset): Promise<VectorPreset>;
  /** @throws AppError PRESET_NOT_FOUND */
  update(actor: Actor, presetId: string, changes: PresetEdits): Promise<VectorPreset>;
  /** @throws AppError PRESET_NOT_FOUND */
  remove(actor: Actor, presetId: string): Promise<void>;
}

export type PresetsDependencies = Pick<AppContext, "transaction" | "now"> & { repository: PresetsRepository };

export function createPresetsService({ repository, transaction, now }: PresetsDependencies): PresetsService {
  return {
    list: async ({ userId }) => (await repository.list(userId)).map(toPreset),

    create: ({ userId }, preset) =>
      transaction(async () => {
        // One after another: those who count at the same moment would each find room.
        await repository.hold(userId);
        if ((await repository.count(userId)) >= MAX_PRESETS) throw contractError(vectorizer, "PRESETS_FULL");
        return toPreset(await repository.create({ ...preset, id: Bun.randomUUIDv7(), userId, createdAt: now() }));
      }),

    async update({ userId }, presetId, changes) {
      const isFound = await repository.change(userId, presetId, changes);
      const row = isFound ? await repository.find(userId, presetId) : null;
      if (!row) throw missing();
      return toPreset(row);
    },

    async remove({ userId }, presetId) {
      if (!(await repository.remove(userId, presetId))) throw missing();
    },
  };
}

function missing() {
  return contractError(vectorizer, "PRESET_NOT_FOUND");
}

function toPreset({ id, name, settings, createdAt }: PresetRow): VectorPreset {
  return { id, name, settings: TraceSettings.parse(settings), createdAt: createdAt.toISOString() };
}
