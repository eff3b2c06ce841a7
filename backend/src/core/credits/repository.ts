import { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export type LedgerKind = "grant" | "hold" | "capture" | "release" | "refund" | "adjust";

/** A movement between "from outside", available and held credits. Whole credits, signed. */
export interface Movement {
  userId: string;
  kind: LedgerKind;
  availableDelta: number;
  heldDelta: number;
  /** A movement is posted once per key, however often it is asked for. */
  idempotencyKey: string;
  generationId?: string;
  /** For the person's own ledger, in plain words. */
  note: string;
}

export interface Balance {
  available: number;
  held: number;
}

export interface Discrepancy {
  userId: string;
  available: number;
  held: number;
  ledgerAvailable: number;
  ledgerHeld: number;
}

export interface CreditsRepository {
  /** @returns the balance after it, or null when this key was posted before */
  post(movement: Movement): Promise<Balance | null>;
  /**
   * Posts a movement out of the available credits, where there are so many: one statement that waits for the wallet.
   *
   * @returns null when there are not, or when this key was posted before
   */
  postCovered(movement: Movement): Promise<Balance | null>;
  find(userId: string): Promise<Balance | null>;
  /** Holds the wallet as it is until the transaction in progress ends; null when there is none yet. */
  lock(userId: string): Promise<Balance | null>;
  /** Wallets that differ from the sum of their ledger. Always empty, or something is very wrong. */
  listDiscrepancies(): Promise<Discrepancy[]>;
}

/** Thrown by {@link CreditsRepository.post} when the movement would make a balance negative. */
export class OverdraftError extends Error {
  override readonly name = "OverdraftError";
}

/**
 * The ledger's tables. Inserting an entry is the only way to change a wallet: a trigger locks the wallet,
 * skips a key it has seen, applies the deltas and refuses a negative balance (see the init migration).
 */
export function createCreditsRepository(database: Database): CreditsRepository {
  return {
    async post(movement) {
      const { userId, kind, availableDelta, heldDelta, idempotencyKey, generationId, note } = movement;
      try {
        const rows = await database.client.$queryRaw<{ available: number; held: number }[]>`
          INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", "generationId", note)
          VALUES (${userId}, ${kind}::ledger_kind, ${availableDelta}, ${heldDelta}, ${idempotencyKey}, ${generationId ?? null}, ${note})
          RETURNING "availableAfter" AS available, "heldAfter" AS held`;
        return rows[0] ?? null;
      } catch (error) {
        if (isOverdraft(error))
          throw new OverdraftError("The movement would make the balance negative", { cause: error });
        throw error;
      }
    },

    async postCovered(movement) {
      const { userId, kind, availableDelta, heldDelta, idempotencyKey, generationId, note } = movement;
      const [row] = await database.client.$queryRaw<Balance[]>`
        INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", "generationId", note)
        SELECT w."userId", ${kind}::ledger_kind, ${availableDelta}::int, ${heldDelta}::int, ${idempotencyKey},
          ${generationId ?? null}::text, ${note}
        FROM wallets w WHERE w."userId" = ${userId} AND w.available + ${availableDelta}::int >= 0 FOR UPDATE
        RETURNING "availableAfter" AS available, "heldAfter" AS held`;
      return row ?? null;
    },

    find: (userId) => database.client.wallet.findUnique({ where: { userId }, select: { available: true, held: true } }),

    async lock(userId) {
      const [row] = await database.client.$queryRaw<Balance[]>`
        SELECT available, held FROM wallets WHERE "userId" = ${userId} FOR UPDATE`;
      return row ?? null;
    },

    listDiscrepancies: () => database.client.$queryRaw<Discrepancy[]>`
      SELECT w."userId", w.available, w.held,
             COALESCE(SUM(l."availableDelta"), 0)::int AS "ledgerAvailable",
             COALESCE(SUM(l."heldDelta"), 0)::int AS "ledgerHeld"
      FROM wallets w LEFT JOIN ledger_entries l ON l."userId" = w."userId"
      GROUP BY w."userId", w.available, w.held
      HAVING w.available <> COALESCE(SUM(l."availableDelta"), 0) OR w.held <> COALESCE(SUM(l."heldDelta"), 0)`,
  };
}

function isOverdraft(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    /wallet_(available|held)_not_negative/.test(JSON.stringify(error.meta) + error.message)
  );
}
