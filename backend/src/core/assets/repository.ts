import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export type AssetRow = Prisma.AssetGetPayload<object>;
export type NewAsset = Omit<AssetRow, "createdAt" | "deletedAt">;

export interface AssetsRepository {
  create(asset: NewAsset): Promise<AssetRow>;
  find(assetId: string): Promise<AssetRow | null>;
  findOwned(userId: string, assetId: string): Promise<AssetRow | null>;
  /** What was put into the bin since then. */
  findRemoved(assetId: string, since: Date): Promise<AssetRow | null>;
  /** The newest live file of this user with the same bytes. */
  findTwin(userId: string, sha256: string): Promise<AssetRow | null>;
  listByIds(userId: string, ids: readonly string[]): Promise<AssetRow[]>;
  /** Those of the ids that are this user's, and not removed. */
  filterIds(userId: string, ids: readonly string[]): Promise<string[]>;
  list(userId: string, filter: AssetFilter): Promise<AssetRow[]>;
  /** @returns whether there was one */
  remove(userId: string, assetId: string, at: Date): Promise<boolean>;
  /** Takes out of the bin what was put there since then. */
  restore(userId: string, ids: readonly string[], since: Date): Promise<void>;
  /** Bytes on disk; files that share their bytes count once. */
  usedBytes(userId: string): Promise<number>;
  listExpired(before: Date, limit: number): Promise<AssetRow[]>;
  /** Forgets a file that is still in the bin. @returns the storage keys nobody uses any more */
  purge(asset: AssetRow): Promise<string[]>;
  /** Those of the storage keys that no file has, removed ones included. */
  listUnknownKeys(keys: readonly string[]): Promise<string[]>;
}

export interface AssetFilter {
  appId?: string | undefined;
  /** What people brought, or what was made here; both when left out. */
  kind?: "upload" | "output" | undefined;
  /** What was put into the bin since then, instead of what is not there. */
  removedSince?: Date | undefined;
  after?: Position | undefined;
  limit: number;
}

export function createAssetsRepository({ client, transaction }: Database): AssetsRepository {
  const listUnknownKeys = async (keys: readonly string[]) => {
    const named = { in: [...keys] };
    const rows = await client.asset.findMany({
      where: { OR: [{ storageKey: named }, { thumbnailKey: named }, { sourceKey: named }] },
      select: { storageKey: true, thumbnailKey: true, sourceKey: true },
    });
    const known = new Set(
      rows.flatMap(({ storageKey, thumbnailKey, sourceKey }) => [storageKey, thumbnailKey, sourceKey]),
    );
    return keys.filter((key) => !known.has(key));
  };

  return {
    listUnknownKeys,

    create: (asset) => client.asset.create({ data: asset }),

    find: (id) => client.asset.findFirst({ where: { id, deletedAt: null } }),

    findOwned: (userId, id) => client.asset.findFirst({ where: { id, userId, deletedAt: null } }),

    findRemoved: (id, since) => client.asset.findFirst({ where: { id, deletedAt: { gt: since } } }),

    findTwin: (userId, sha256) =>
      client.asset.findFirst({ where: { userId, sha256, deletedAt: null }, orderBy: { id: "desc" } }),

    async filterIds(userId, ids) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM assets WHERE id = ANY(${[...ids]}::text[]) AND "userId" = ${userId} AND "deletedAt" IS NULL`;
      return rows.map(({ id }) => id);
    },

    listByIds: (userId, ids) => client.asset.findMany({ where: { userId, id: { in: [...ids] }, deletedAt: null } }),

    list: (userId, { appId, kind, removedSince, after, limit }) =>
      client.asset.findMany({
        where: {
          userId,
          deletedAt: removedSince ? { gt: removedSince } : null,
          ...(appId && { appId }),
          ...(kind && { generationId: kind === "upload" ? null : { not: null } }),
          // The first condition is what the index is entered with.
          ...(after && {
            createdAt: { lte: after.at },
            OR: [{ createdAt: { lt: after.at } }, { id: { lt: after.id } }],
          }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    async remove(userId, id, at) {
      const { count } = await client.asset.updateMany({
        where: { id, userId, deletedAt: null },
        data: { deletedAt: at },
      });
      return count > 0;
    },

    async restore(userId, ids, since) {
      const where = { userId, id: { in: [...ids] }, deletedAt: { gt: since } };
      await client.asset.updateMany({ where, data: { deletedAt: null } });
    },

    async usedBytes(userId) {
      const [row] = await client.$queryRaw<{ bytes: bigint }[]>`
        SELECT COALESCE(SUM(bytes), 0)::bigint AS bytes FROM (
          SELECT DISTINCT ON ("storageKey") "sizeBytes" AS bytes FROM assets WHERE "userId" = ${userId} AND "deletedAt" IS NULL
        ) AS files`;
      return Number(row?.bytes ?? 0);
    },

    listExpired: (before, take) => client.asset.findMany({ where: { deletedAt: { lt: before } }, take }),

    purge: ({ id, storageKey, thumbnailKey, sourceKey }) =>
      transaction(async () => {
        const { count } = await client.asset.deleteMany({ where: { id, deletedAt: { not: null } } });
        if (count === 0) return [];
        return listUnknownKeys([storageKey, thumbnailKey, ...(sourceKey ? [sourceKey] : [])]);
      }),
  };
}
