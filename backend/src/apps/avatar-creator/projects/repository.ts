import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma, PrismaClient } from "../../../../generated/prisma/client";
import { matchWords } from "../search";

export interface ProjectRow {
  id: string;
  name: string;
  description: string;
  coverAvatarId: string | null;
  archivedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Those that were not removed, the newest first. */
  avatars: { id: string; assetId: string }[];
}

export interface ProjectFilter {
  isArchived: boolean;
  /** Words in the name or the description. */
  q?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface ProjectEdits {
  name?: string | undefined;
  description?: string | undefined;
  archivedAt?: Date | null | undefined;
  coverAvatarId?: string | null | undefined;
}

export interface ProjectsRepository {
  create(project: { id: string; userId: string; name: string; description: string; createdAt: Date }): Promise<void>;
  has(userId: string, id: string): Promise<boolean>;
  find(userId: string, id: string): Promise<ProjectRow | null>;
  list(userId: string, filter: ProjectFilter): Promise<ProjectRow[]>;
  /** Raises its version, and holds it until the transaction ends. @returns whether there is such a project */
  change(userId: string, id: string, edits: ProjectEdits, at: Date): Promise<boolean>;
  /** @returns whether there was one */
  remove(userId: string, id: string, at: Date): Promise<boolean>;
  /** @returns whether one was removed since then */
  restore(userId: string, id: string, since: Date, at: Date): Promise<boolean>;
  count(userId: string): Promise<number>;
  /** Forgets what was removed before, its avatars too. */
  purge(before: Date): Promise<void>;
  removeUser(userId: string): Promise<void>;
  /** Every project with its avatars, removed ones too, the oldest first. */
  listEverything(userId: string): Promise<object[]>;
}

const row = {
  omit: { userId: true, deletedAt: true },
  include: {
    avatars: {
      where: { deletedAt: null },
      select: { id: true, assetId: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    },
  },
} satisfies Prisma.AvatarProjectDefaultArgs;

export function createProjectsRepository({
  avatarProject: table,
}: Pick<PrismaClient, "avatarProject">): ProjectsRepository {
  return {
    async create(project) {
      await table.create({ data: { ...project, updatedAt: project.createdAt } });
    },

    has: async (userId, id) =>
      (await table.findFirst({ where: { id, userId, deletedAt: null }, select: { id: true } })) !== null,

    find: (userId, id) => table.findFirst({ where: { id, userId, deletedAt: null }, ...row }),

    list: (userId, { isArchived, q, after, limit }) =>
      table.findMany({
        where: {
          userId,
          deletedAt: null,
          archivedAt: isArchived ? { not: null } : null,
          AND: matchWords(q, ["name", "description"]),
          ...(after && { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...row,
      }),

    async change(userId, id, { name, description, archivedAt, coverAvatarId }, at) {
      const { count } = await table.updateMany({
        where: { id, userId, deletedAt: null },
        data: {
          ...(name !== undefined && { name }),
          ...(description !== undefined && { description }),
          ...(archivedAt !== undefined && { archivedAt }),
          ...(coverAvatarId !== undefined && { coverAvatarId }),
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

    count: (userId) => table.count({ where: { userId, deletedAt: null } }),

    async purge(before) {
      await table.deleteMany({ where: { deletedAt: { lt: before } } });
    },

    async removeUser(userId) {
      await table.deleteMany({ where: { userId } });
    },

    listEverything: (userId) =>
      table.findMany({
        where: { userId },
        omit: { userId: true },
        include: { avatars: { omit: { userId: true, projectId: true }, orderBy: { createdAt: "asc" } } },
        orderBy: { createdAt: "asc" },
      }),
  };
}
