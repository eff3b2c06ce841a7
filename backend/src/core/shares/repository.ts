import type { Prisma } from "../../../generated/prisma/client";
import type { AssetRow } from "../assets/repository";
import type { Database } from "../db/client";

export type ShareRow = Prisma.ShareLinkGetPayload<object>;
export type NewShareRow = Pick<ShareRow, "id" | "assetId" | "userId" | "title" | "createdAt" | "expiresAt">;

/** A link works until it expires or is taken back, and while its picture is there and its owner may sign in. */
export interface SharesRepository {
  create(share: NewShareRow): Promise<ShareRow>;
  /** Holds a person's own picture until the transaction ends: links to it are made one at a time. @returns whether it is there */
  lockAsset(userId: string, assetId: string): Promise<boolean>;
  /** Those to one picture that work, the newest first. */
  list(userId: string, assetId: string, at: Date): Promise<ShareRow[]>;
  /** @returns whether there was one that worked */
  revoke(userId: string, shareId: string, at: Date): Promise<boolean>;
  find(shareId: string, at: Date): Promise<(ShareRow & { asset: AssetRow }) | null>;
  countView(shareId: string): Promise<void>;
}

export function createSharesRepository({ client }: Pick<Database, "client">): SharesRepository {
  const working = (at: Date) => ({
    revokedAt: null,
    expiresAt: { gt: at },
    asset: { deletedAt: null },
    user: { banned: false },
  });

  return {
    create: (data) => client.shareLink.create({ data }),

    async lockAsset(userId, assetId) {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT 1 FROM assets WHERE id = ${assetId} AND "userId" = ${userId} AND "deletedAt" IS NULL FOR NO KEY UPDATE`;
      return rows.length === 1;
    },

    list: (userId, assetId, at) =>
      client.shareLink.findMany({
        where: { assetId, userId, revokedAt: null, expiresAt: { gt: at } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      }),

    async revoke(userId, id, at) {
      const { count } = await client.shareLink.updateMany({
        where: { id, userId, revokedAt: null, expiresAt: { gt: at } },
        data: { revokedAt: at },
      });
      return count > 0;
    },

    find: (id, at) => client.shareLink.findFirst({ where: { id, ...working(at) }, include: { asset: true } }),

    async countView(id) {
      await client.shareLink.updateMany({ where: { id }, data: { views: { increment: 1 } } });
    },
  };
}
