import type { Position } from "@lumiku/app-sdk/server";
import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { AutoChoice, Layer, LayerEdit, QualityReport } from "@lumiku/contracts/vectorizer-traces";
import { Prisma, type PrismaClient } from "../../../../generated/prisma/client";

export interface TraceRow {
  id: string;
  documentId: string;
  generationId: string;
  /** The trace as PNG, with the SVG as its source. */
  assetId: string;
  model: string;
  settings: unknown;
  choice: unknown;
  report: unknown;
  layers: unknown;
  edits: unknown;
  version: number;
  createdAt: Date;
  document: {
    name: string;
    /** The bitmap. */
    assetId: string;
  };
}

export type NewTrace = Pick<TraceRow, "id" | "documentId" | "generationId" | "assetId" | "model" | "createdAt"> & {
  userId: string;
  settings: TraceSettings;
  choice: AutoChoice | null;
  report: QualityReport;
  layers: Layer[];
};

/** What is removed, or of a removed document, is not found. */
export interface TracesRepository {
  create(trace: NewTrace): Promise<void>;
  find(userId: string, id: string): Promise<TraceRow | null>;
  /** The document of a trace, removed or not. */
  findDocumentId(userId: string, id: string): Promise<string | null>;
  listByIds(userId: string, ids: readonly string[]): Promise<TraceRow[]>;
  /** The newest first. */
  list(userId: string, documentId: string, page: { after?: Position | undefined; limit: number }): Promise<TraceRow[]>;
  listByGeneration(userId: string, generationId: string): Promise<TraceRow[]>;
  /** @returns whether there is such a trace */
  edit(userId: string, id: string, edits: readonly LayerEdit[]): Promise<boolean>;
  /** @returns whether there was one */
  remove(userId: string, id: string, at: Date): Promise<boolean>;
  /** @returns whether one was removed since then */
  restore(userId: string, id: string, since: Date): Promise<boolean>;
  /** Forgets what was removed before. */
  purge(before: Date): Promise<void>;
  /** Forgets those whose pictures are gone for good. */
  removeByAssets(assetIds: readonly string[]): Promise<void>;
}

const live = { deletedAt: null, document: { deletedAt: null } };
const row = {
  omit: { userId: true, deletedAt: true },
  include: { document: { select: { name: true, assetId: true } } },
} satisfies Prisma.VectorTraceDefaultArgs;

export function createTracesRepository({ vectorTrace: table }: Pick<PrismaClient, "vectorTrace">): TracesRepository {
  return {
    async create({ choice, ...trace }) {
      await table.create({ data: { ...trace, choice: choice ?? Prisma.DbNull } });
    },

    find: (userId, id) => table.findFirst({ where: { id, userId, ...live }, ...row }),

    async findDocumentId(userId, id) {
      const found = await table.findFirst({ where: { id, userId }, select: { documentId: true } });
      return found?.documentId ?? null;
    },

    listByIds: async (userId, ids) =>
      ids.length > 0 ? table.findMany({ where: { id: { in: [...ids] }, userId, ...live }, ...row }) : [],

    list: (userId, documentId, { after, limit }) =>
      table.findMany({
        where: {
          ...{ userId, documentId, ...live },
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...row,
      }),

    listByGeneration: (userId, generationId) => table.findMany({ where: { userId, generationId, ...live }, ...row }),

    async edit(userId, id, edits) {
      const { count } = await table.updateMany({
        where: { id, userId, ...live },
        data: { edits: [...edits], version: { increment: 1 } },
      });
      return count > 0;
    },

    async remove(userId, id, at) {
      const { count } = await table.updateMany({
        where: { id, userId, ...live },
        data: { deletedAt: at, version: { increment: 1 } },
      });
      return count > 0;
    },

    async restore(userId, id, since) {
      const { count } = await table.updateMany({
        where: { id, userId, deletedAt: { gte: since } },
        data: { deletedAt: null, version: { increment: 1 } },
      });
      return count > 0;
    },

    async purge(before) {
      await table.deleteMany({ where: { deletedAt: { lt: before } } });
    },

    async removeByAssets(assetIds) {
      await table.deleteMany({ where: { assetId: { in: [...assetIds] } } });
    },
  };
}
