import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export type AssetRow = Prisma.AssetGetPayload<object>;
export type NewAsset = Omit<AssetRow, "createdAt" | "deletedAt">;

export interface AssetsRepository {
  create(asset: NewAsset): Promise<void>;
  find(assetId: string): Promise<AssetRow | null>;
  findOwned(userId: string, assetId: string): Promise<AssetRow | null>;
  /** Another live file of this user with the same bytes. */
  findTwin(userId: string, sha256: string): Promise<AssetRow | null>;
  listByIds(userId: string, ids: readonly string[]): Promise<AssetRow[]>;
  list(
    userId: string,
    filter: { appId?: string | undefined; after?: Position | undefined; limit: number },
  ): Promise<AssetRow[]>;
  /** @returns whether there was one */
  remove(userId: string, assetId: string, at: Date): Promise<boolean>;
  removeByGeneration(userId: string, generationId: string, at: Date): Promise<void>;
  /** Bytes on disk; files that share their bytes count once. */
  usedBytes(userId: string): Promise<number>;
  listExpired(before: Date, limit: number): Promise<AssetRow[]>;
  /** Forgets a removed file. @returns the storage keys nobody uses any more */
  purge(asset: AssetRow): Promise<string[]>;
  /** Those of the storage keys that no file has, removed ones included. */
  listUnknownKeys(keys: readonly string[]): Promise<string[]>;
}

export function createAssetsRepository({ client, transaction }: Database): AssetsRepository {
  return {
    async create(asset) {
      await client.asset.create({ data: asset });
    },

    find: (id) => client.asset.findFirst({ where: { id, deletedAt: null } }),

    findOwned: (userId, id) => client.asset.findFirst({ where: { id, userId, deletedAt: null } }),

    findTwin: (userId, sha256) => client.asset.findFirst({ where: { userId, sha256, deletedAt: null } }),

    listByIds: (userId, ids) => client.asset.findMany({ where: { userId, id: { in: [...ids] }, deletedAt: null } }),

    list: (userId, { appId, after, limit }) =>
      client.asset.findMany({
        where: {
          userId,
          deletedAt: null,
          ...(appId && { appId }),
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
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

    async removeByGeneration(userId, generationId, at) {
      await client.asset.updateMany({ where: { userId, generationId, deletedAt: null }, data: { deletedAt: at } });
    },

    async usedBytes(userId) {
      const [row] = await client.$queryRaw<{ bytes: bigint }[]>`
        SELECT COALESCE(SUM(bytes), 0)::bigint AS bytes FROM (
          SELECT DISTINCT ON ("storageKey") "sizeBytes" AS bytes FROM assets WHERE "userId" = ${userId} AND "deletedAt" IS NULL
        ) AS files`;
      return Number(row?.bytes ?? 0);
    },

    listExpired: (before, take) => client.asset.findMany({ where: { deletedAt: { lt: before } }, take }),

    purge: (asset) =>
      transaction(async () => {
        await client.asset.deleteMany({ where: { id: asset.id } });
        const isShared = await client.asset.findFirst({
          where: { storageKey: asset.storageKey },
          select: { id: true },
        });
        return isShared ? [] : [asset.storageKey, asset.thumbnailKey];
      }),

    async listUnknownKeys(keys) {
      const rows = await client.asset.findMany({
        where: { OR: [{ storageKey: { in: [...keys] } }, { thumbnailKey: { in: [...keys] } }] },
        select: { storageKey: true, thumbnailKey: true },
      });
      const known = new Set(rows.flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey]));
      return keys.filter((key) => !known.has(key));
    },
  };
}
