import type { PresetCategory } from "@lumiku/contracts/avatar-creator-presets";
import type { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import type { PrismaClient } from "../../../../generated/prisma/client";

export interface PresetRow {
  id: string;
  name: string;
  summary: string;
  category: string;
  recipe: unknown;
  assetId: string | null;
  createdAt: Date;
}

export interface PresetEdits {
  name?: string | undefined;
  summary?: string | undefined;
  category?: PresetCategory | undefined;
  recipe?: Recipe | undefined;
}

export interface PresetsRepository {
  create(preset: Omit<PresetRow, "recipe"> & { userId: string; recipe: Recipe }): Promise<PresetRow>;
  find(userId: string, id: string): Promise<PresetRow | null>;
  /** The newest first. */
  list(userId: string): Promise<PresetRow[]>;
  count(userId: string): Promise<number>;
  /** @returns whether there is such a preset */
  change(userId: string, id: string, edits: PresetEdits): Promise<boolean>;
  remove(userId: string, id: string): Promise<boolean>;
  removeUser(userId: string): Promise<void>;
  /** They show none of these any more. */
  forgetPictures(assetIds: readonly string[]): Promise<void>;
}

export function createPresetsRepository({
  avatarPreset: table,
}: Pick<PrismaClient, "avatarPreset">): PresetsRepository {
  return {
    create: (preset) => table.create({ data: preset }),

    find: (userId, id) => table.findFirst({ where: { id, userId } }),

    list: (userId) => table.findMany({ where: { userId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),

    count: (userId) => table.count({ where: { userId } }),

    async change(userId, id, { name, summary, category, recipe }) {
      const { count } = await table.updateMany({
        where: { id, userId },
        data: {
          ...(name !== undefined && { name }),
          ...(summary !== undefined && { summary }),
          ...(category !== undefined && { category }),
          ...(recipe !== undefined && { recipe }),
        },
      });
      return count > 0;
    },

    async remove(userId, id) {
      const { count } = await table.deleteMany({ where: { id, userId } });
      return count > 0;
    },

    async removeUser(userId) {
      await table.deleteMany({ where: { userId } });
    },

    async forgetPictures(assetIds) {
      await table.updateMany({ where: { assetId: { in: [...assetIds] } }, data: { assetId: null } });
    },
  };
}
