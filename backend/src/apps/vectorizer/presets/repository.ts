import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { PrismaClient } from "../../../../generated/prisma/client";

export interface PresetRow {
  id: string;
  name: string;
  settings: unknown;
  createdAt: Date;
}

export interface PresetEdits {
  name?: string | undefined;
  settings?: TraceSettings | undefined;
}

export interface PresetsRepository {
  /** Holds a person's presets, where there are any, against another who holds them, until the transaction ends. */
  hold(userId: string): Promise<void>;
  count(userId: string): Promise<number>;
  create(preset: Omit<PresetRow, "settings"> & { userId: string; settings: TraceSettings }): Promise<PresetRow>;
  find(userId: string, id: string): Promise<PresetRow | null>;
  /** The newest first. */
  list(userId: string): Promise<PresetRow[]>;
  /** @returns whether there is such a preset */
  change(userId: string, id: string, edits: PresetEdits): Promise<boolean>;
  /** @returns whether there was one */
  remove(userId: string, id: string): Promise<boolean>;
  removeUser(userId: string): Promise<void>;
}

export function createPresetsRepository({
  vectorPreset: table,
}: Pick<PrismaClient, "vectorPreset">): PresetsRepository {
  return {
    async hold(userId) {
      const oldest = await table.findFirst({
        where: { userId },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { id: true },
      });
      // A row that is written, though with what it had, is the writer's until the transaction ends.
      if (oldest) await table.updateMany({ where: { id: oldest.id, userId }, data: { userId } });
    },

    count: (userId) => table.count({ where: { userId } }),

    create: (preset) => table.create({ data: preset }),

    find: (userId, id) => table.findFirst({ where: { id, userId } }),

    list: (userId) => table.findMany({ where: { userId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] }),

    async change(userId, id, { name, settings }) {
      const { count } = await table.updateMany({
        where: { id, userId },
        data: { ...(name !== undefined && { name }), ...(settings !== undefined && { settings }) },
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
  };
}
