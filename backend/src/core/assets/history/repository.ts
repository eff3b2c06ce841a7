import type { Database } from "../../db/client";

export interface HistoryRepository {
  /** Work that took a picture in, the newest first. */
  listWork(assetId: string, limit: number): Promise<{ generationId: string; at: Date }[]>;
  /** When links to a picture were made, the newest first; those that have ended included. */
  listShares(assetId: string, limit: number): Promise<Date[]>;
}

export function createHistoryRepository({ client }: Pick<Database, "client">): HistoryRepository {
  return {
    async listWork(assetId, take) {
      const rows = await client.generationInput.findMany({
        where: { assetId },
        select: { generation: { select: { id: true, createdAt: true } } },
        orderBy: [{ generation: { createdAt: "desc" } }, { generationId: "desc" }],
        take,
      });
      return rows.map(({ generation }) => ({ generationId: generation.id, at: generation.createdAt }));
    },

    async listShares(assetId, take) {
      const rows = await client.shareLink.findMany({
        where: { assetId },
        select: { createdAt: true },
        orderBy: { createdAt: "desc" },
        take,
      });
      return rows.map(({ createdAt }) => createdAt);
    },
  };
}
