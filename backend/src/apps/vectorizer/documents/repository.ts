import type { Position } from "@lumiku/app-sdk/server";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Prisma, PrismaClient } from "../../../../generated/prisma/client";

export interface DocumentRow {
  id: string;
  name: string;
  /** The bitmap. */
  assetId: string;
  recipe: unknown;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Those that were not removed, the newest first. */
  traces: { id: string; assetId: string }[];
}

export interface NewDocument {
  id: string;
  userId: string;
  name: string;
  assetId: string;
  recipe: TraceRecipe;
  createdAt: Date;
}

export interface DocumentFilter {
  /** Words in the name. */
  q?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface DocumentEdits {
  name?: string | undefined;
  recipe?: TraceRecipe | undefined;
}

/** What is removed is not found. */
export interface DocumentsRepository {
  create(document: NewDocument): Promise<void>;
  find(userId: string, id: string): Promise<DocumentRow | null>;
  listByIds(userId: string, ids: readonly string[]): Promise<DocumentRow[]>;
  /** Last used first. */
  list(userId: string, filter: DocumentFilter): Promise<DocumentRow[]>;
  /** Raises its version, and holds it until the transaction ends. @returns whether there is such a document */
  change(userId: string, id: string, edits: DocumentEdits, at: Date): Promise<boolean>;
  /** @returns whether there was one */
  remove(userId: string, id: string, at: Date): Promise<boolean>;
  /** @returns whether one was removed since then */
  restore(userId: string, id: string, since: Date, at: Date): Promise<boolean>;
  /** Forgets what was removed before, its traces too. */
  purge(before: Date): Promise<void>;
  /** Forgets those whose bitmaps are gone for good, and their traces. */
  removeByAssets(assetIds: readonly string[]): Promise<void>;
  removeUser(userId: string): Promise<void>;
  /** Every document with its traces, removed ones too, the oldest first. */
  listEverything(userId: string): Promise<object[]>;
}

const row = {
  omit: { userId: true, deletedAt: true },
  include: {
    traces: {
      where: { deletedAt: null },
      select: { id: true, assetId: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    },
  },
} satisfies Prisma.VectorDocumentDefaultArgs;

export function createDocumentsRepository({
  vectorDocument: table,
}: Pick<PrismaClient, "vectorDocument">): DocumentsRepository {
  return {
    async create(document) {
      await table.create({ data: { ...document, updatedAt: document.createdAt } });
    },

    find: (userId, id) => table.findFirst({ where: { id, userId, deletedAt: null }, ...row }),

    listByIds: (userId, ids) => table.findMany({ where: { id: { in: [...ids] }, userId, deletedAt: null }, ...row }),

    list: (userId, { q, after, limit }) =>
      table.findMany({
        where: {
          ...{ userId, deletedAt: null },
          AND: matchWords(q),
          ...(after && { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...row,
      }),

    async change(userId, id, { name, recipe }, at) {
      const { count } = await table.updateMany({
        where: { id, userId, deletedAt: null },
        data: {
          ...(name !== undefined && { name }),
          ...(recipe !== undefined && { recipe }),
          version: { increment: 1 },
          updatedAt: at,
        },
      });
      return count > 0;
    },

    async remove(userId, id, at) {
      const { count } = await table.updateMany({
        where: { id, userId, deletedAt: null },
        data: { deletedAt: at, version: { increment: 1 } },
      });
      return count > 0;
    },

    async restore(userId, id, since, at) {
      const { count } = await table.updateMany({
        where: { id, userId, deletedAt: { gte: since } },
        data: { deletedAt: null, version: { increment: 1 }, updatedAt: at },
      });
      return count > 0;
    },

    async purge(before) {
      await table.deleteMany({ where: { deletedAt: { lt: before } } });
    },

    async removeByAssets(assetIds) {
      await table.deleteMany({ where: { assetId: { in: [...assetIds] } } });
    },

    async removeUser(userId) {
      await table.deleteMany({ where: { userId } });
    },

    listEverything: (userId) =>
      table.findMany({
        where: { userId },
        omit: { userId: true },
        include: { traces: { omit: { userId: true, documentId: true }, orderBy: { createdAt: "asc" } } },
        orderBy: { createdAt: "asc" },
      }),
  };
}

/** Conditions that hold where every word of `q` is in the name, in capitals or not. */
function matchWords(q: string | undefined): Prisma.VectorDocumentWhereInput[] {
  const words = q?.split(/\s+/).filter(Boolean) ?? [];
  // % and _ are to be found, not to stand for anything.
  return words.map((word) => ({ name: { contains: word.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } }));
}
