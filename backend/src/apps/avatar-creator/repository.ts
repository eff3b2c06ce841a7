import type { Position } from "@lumiku/app-sdk/server";
import type { PrismaClient } from "../../../generated/prisma/client";

export type AvatarTables = Pick<PrismaClient, "avatar" | "avatarProject">;

export interface ProjectRow {
  id: string;
  name: string;
  description: string;
  createdAt: Date;
  updatedAt: Date;
  avatarCount: number;
  coverAssetId: string | null;
}

export interface AvatarRow {
  id: string;
  projectId: string;
  generationId: string | null;
  assetId: string;
  name: string;
  prompt: string;
  model: string;
  seed: number | null;
  createdAt: Date;
}

export interface AvatarRepository {
  createProject(project: { id: string; userId: string; name: string; description: string }): Promise<void>;
  hasProject(userId: string, projectId: string): Promise<boolean>;
  findProject(userId: string, id: string): Promise<ProjectRow | null>;
  listProjects(userId: string, page: { after?: Position | undefined; limit: number }): Promise<ProjectRow[]>;
  /** @returns whether there is such a project */
  updateProject(
    userId: string,
    id: string,
    changes: { name?: string | undefined; description?: string | undefined },
  ): Promise<boolean>;
  removeProject(userId: string, id: string): Promise<boolean>;
  /** @returns false when the project has gone in the meantime */
  createAvatar(avatar: Omit<AvatarRow, "createdAt"> & { userId: string }): Promise<boolean>;
  findAvatar(userId: string, id: string): Promise<AvatarRow | null>;
  listAvatars(
    userId: string,
    projectId: string,
    page: { after?: Position | undefined; limit: number },
  ): Promise<AvatarRow[]>;
  removeAvatar(userId: string, id: string): Promise<boolean>;
  removeUser(userId: string): Promise<void>;
  /** Every project with its avatars, the oldest first. */
  listEverything(userId: string): Promise<object[]>;
}

const projectShape = {
  include: {
    _count: { select: { avatars: true } },
    avatars: { select: { assetId: true }, orderBy: { createdAt: "desc" }, take: 1 },
  },
} as const;

export function createAvatarRepository(tables: AvatarTables): AvatarRepository {
  return {
    async createProject(project) {
      await tables.avatarProject.create({ data: project });
    },

    async findProject(userId, id) {
      const row = await tables.avatarProject.findFirst({ where: { id, userId }, ...projectShape });
      return row && toProject(row);
    },

    async hasProject(userId, id) {
      return (await tables.avatarProject.findFirst({ where: { id, userId }, select: { id: true } })) !== null;
    },

    async listProjects(userId, { after, limit }) {
      const rows = await tables.avatarProject.findMany({
        where: {
          userId,
          ...(after && { OR: [{ updatedAt: { lt: after.at } }, { updatedAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...projectShape,
      });
      return rows.map(toProject);
    },

    async updateProject(userId, id, { name, description }) {
      const { count } = await tables.avatarProject.updateMany({
        where: { id, userId },
        data: { ...(name !== undefined && { name }), ...(description !== undefined && { description }) },
      });
      return count === 1;
    },

    async removeProject(userId, id) {
      const { count } = await tables.avatarProject.deleteMany({ where: { id, userId } });
      return count === 1;
    },

    async createAvatar(avatar) {
      const { count } = await tables.avatarProject.updateMany({
        where: { id: avatar.projectId, userId: avatar.userId },
        data: { updatedAt: new Date() },
      });
      if (count === 0) return false;
      await tables.avatar.create({ data: avatar });
      return true;
    },

    findAvatar: (userId, id) => tables.avatar.findFirst({ where: { id, userId } }),

    listAvatars: (userId, projectId, { after, limit }) =>
      tables.avatar.findMany({
        where: {
          userId,
          projectId,
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    async removeAvatar(userId, id) {
      const { count } = await tables.avatar.deleteMany({ where: { id, userId } });
      return count === 1;
    },

    async removeUser(userId) {
      await tables.avatarProject.deleteMany({ where: { userId } });
    },

    listEverything: (userId) =>
      tables.avatarProject.findMany({
        where: { userId },
        omit: { userId: true },
        include: { avatars: { omit: { userId: true, projectId: true }, orderBy: { createdAt: "asc" } } },
        orderBy: { createdAt: "asc" },
      }),
  };
}

function toProject(row: {
  id: string;
  name: string;
  description: string;
  createdAt: Date;
  updatedAt: Date;
  _count: { avatars: number };
  avatars: { assetId: string }[];
}): ProjectRow {
  const { id, name, description, createdAt, updatedAt, _count, avatars } = row;
  return {
    id,
    name,
    description,
    createdAt,
    updatedAt,
    avatarCount: _count.avatars,
    coverAssetId: avatars[0]?.assetId ?? null,
  };
}
