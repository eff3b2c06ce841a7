import type { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";

export type LedgerRow = Prisma.LedgerEntryGetPayload<object> & {
  /** Of work: what was written when its credits were set aside. */
  workNote: string | null;
};

export interface LedgerRepository {
  /** Newest first, before the entry of this id, with one row more than asked for where another page follows. */
  list(userId: string, before: bigint | undefined, limit: number): Promise<LedgerRow[]>;
}

export function createLedgerRepository({ client }: Database): LedgerRepository {
  return {
    async list(userId, before, limit) {
      const rows = await client.ledgerEntry.findMany({
        where: { userId, ...(before !== undefined && { id: { lt: before } }) },
        orderBy: { id: "desc" },
        take: limit + 1,
      });
      const works = [...new Set(rows.flatMap(({ generationId }) => generationId ?? []))];
      const holds = await client.ledgerEntry.findMany({
        where: { idempotencyKey: { in: works.map((id) => `generation:${id}:hold`) } },
        select: { generationId: true, note: true },
      });
      const notes = new Map(holds.map(({ generationId, note }) => [generationId, note]));
      return rows.map((row) => ({ ...row, workNote: row.generationId && (notes.get(row.generationId) ?? null) }));
    },
  };
}
