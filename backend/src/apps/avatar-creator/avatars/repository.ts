import type { Position } from "@lumiku/app-sdk/server";
import type { AvatarSource, Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { Prisma, type PrismaClient } from "../../../../generated/prisma/client";
import { matchWords } from "../search";

export interface AvatarRow {
  id: string;
  projectId: string;
  generationId: string | null;
  assetId: string;
  source: AvatarSource;
  name: string;
  prompt: string;
  model: string | null;
  seed: number | null;
  recipe: unknown;
  notes: string[];
  isFavourite: boolean;
  parentId: string | null;
  /** The first of its versions; null for the first itself. */
  rootId: string | null;
  version: number;
  createdAt: Date;
}

export type NewAvatar = Omit<AvatarRow, "version" | "isFavourite" | "recipe"> & {
  userId: string;
  recipe: Recipe | null;
};

export interface AvatarFilter {
  favourites?: boolean | undefined;
  /** Words in the name or the prompt. */
  q?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface AvatarEdits {
  name?: string | undefined;
  isFavourite?: boolean | undefined;
  projectId?: string | undefined;
}

/** What is removed, or in a removed project, is not found. */
export interface AvatarsRepository {
  create(avatar: NewAvatar): Promise<AvatarRow>;
  find(userId: string, id: string): Promise<AvatarRow | null>;
  /** Holds an avatar, removed or not, until the transaction ends. Before its projects, so that two never wait for each other. */
  hold(userId: string, id: string): Promise<void>;
  /** Also one that was removed. */
  findAny(userId: string, id: string): Promise<AvatarRow | null>;
  list(userId: string, projectId: string, filter: AvatarFilter): Promise<AvatarRow[]>;
  /** An avatar and every version of it, the oldest first. */
  listFamily(userId: string, rootId: string): Promise<AvatarRow[]>;
  /** Of all avatars, what is counted. */
  listFacts(userId: string): Promise<Pick<AvatarRow, "assetId" | "source" | "model" | "isFavourite">[]>;
  /** @returns whether there is such an avatar */
  change(userId: string, id: string, edits: AvatarEdits): Promise<boolean>;
  remove(userId: string, id: string, at: Date): Promise<boolean>;
  /** @returns whether one was removed since then */
  restore(userId: string, id: string, since: Date): Promise<boolean>;
  /** Forgets what was removed before. */
  purge(before: Date): Promise<void>;
  /** Forgets those whose pictures are gone for good. */
  removeByAssets(assetIds: readonly string[]): Promise<void>;
}

const live = { deletedAt: null, project: { deletedAt: null } };
const omit = { userId: true, deletedAt: true } as const;

export function createAvatarsRepository({ avatar: table }: Pick<PrismaClient, "avatar">): AvatarsRepository {
  return {
    create: ({ recipe, ...avatar }) => table.create({ data: { ...avatar, recipe: recipe ?? Prisma.DbNull }, omit }),

    find: (userId, id) => table.findFirst({ where: { id, userId, ...live }, omit }),

    async hold(userId, id) {
      await table.updateMany({ where: { id, userId }, data: { version: { increment: 0 } } });
    },

    findAny: (userId, id) => table.findFirst({ where: { id, userId }, omit }),

    list: (userId, projectId, { favourites, q, after, limit }) =>
      table.findMany({
        where: {
          ...{ userId, projectId, ...live },
          ...(favourites && { isFavourite: true }),
          AND: matchWords(q, ["name", "prompt"]),
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        omit,
      }),

    listFamily: (userId, rootId) =>
      table.findMany({
        where: { userId, ...live, OR: [{ id: rootId }, { rootId }] },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        omit,
      }),

    listFacts: (userId) =>
      table.findMany({
        where: { userId, ...live },
        select: { assetId: true, source: true, model: true, isFavourite: true },
      }),

    async change(userId, id, { name, isFavourite, projectId }) {
      const { count } = await table.updateMany({
        where: { id, userId, ...live },
        data: {
          ...(name !== undefined && { name }),
          ...(isFavourite !== undefined && { isFavourite }),
          ...(projectId !== undefined && { projectId }),
          version: { increment: 1 },
        },
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
