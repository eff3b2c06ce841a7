import type { Database } from "../../db/client";

export type Closing = "closed" | "closed before" | "last administrator";

export interface DeletionRepository {
  /**
   * Shuts an account for good: nobody signs in to it any more, and every session and API key ends. The last
   * administrator's is left as it is.
   */
  close(userId: string, at: Date): Promise<Closing>;
  /** Ends the sessions and API keys that a request in progress may have made after the account was closed. */
  endAccess(userId: string): Promise<void>;
  /** Closed accounts that are still here, the first to ask first. */
  listClosed(): Promise<string[]>;
  /** Generations that have not ended. */
  listOpenWork(userId: string): Promise<string[]>;
  /** Payments that were begun and can still be paid. */
  listPendingPayments(userId: string): Promise<string[]>;
  /** Apps that have made files for the account. */
  listAppIds(userId: string): Promise<string[]>;
  /** Holds a closed account until the transaction ends: nothing is added to it meanwhile. @returns false when it is gone */
  lockClosed(userId: string): Promise<boolean>;
  /** The account and every row of it. Payments stay, without the person; so does the audit log. */
  remove(userId: string): Promise<void>;
  /** Drops events of accounts that are gone: workers tell of an end after it has been recorded. */
  forgetLateEvents(): Promise<void>;
}

export function createDeletionRepository({ client }: Database): DeletionRepository {
  const endAccess = async (userId: string) => {
    await client.session.deleteMany({ where: { userId } });
    await client.apiKey.deleteMany({ where: { referenceId: userId } });
  };

  return {
    endAccess,

    async close(userId, at) {
      // Administrators who leave at the same time wait for each other here, in the same order.
      const administrators = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM users WHERE role = 'admin' AND NOT banned ORDER BY id FOR NO KEY UPDATE`;
      if (administrators.length === 1 && administrators[0]?.id === userId) return "last administrator";
      const { count } = await client.user.updateMany({
        where: { id: userId, deletionRequestedAt: null },
        data: { deletionRequestedAt: at, banned: true, banReason: "This account is being removed.", banExpires: null },
      });
      await endAccess(userId);
      return count === 1 ? "closed" : "closed before";
    },

    async listClosed() {
      const rows = await client.user.findMany({
        where: { deletionRequestedAt: { not: null } },
        select: { id: true },
        orderBy: { deletionRequestedAt: "asc" },
      });
      return rows.map(({ id }) => id);
    },

    async listOpenWork(userId) {
      const rows = await client.generation.findMany({
        where: { userId, status: { in: ["pending", "processing"] } },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    async listPendingPayments(userId) {
      const rows = await client.payment.findMany({ where: { userId, status: "pending" }, select: { id: true } });
      return rows.map(({ id }) => id);
    },

    async listAppIds(userId) {
      const [files, generations] = await Promise.all([
        client.asset.groupBy({ by: ["appId"], where: { userId } }),
        client.generation.groupBy({ by: ["appId"], where: { userId } }),
      ]);
      return [...new Set([...files, ...generations].map(({ appId }) => appId))];
    },

    async lockClosed(userId) {
      const rows = await client.$queryRaw<unknown[]>`
        SELECT 1 FROM users WHERE id = ${userId} AND "deletionRequestedAt" IS NOT NULL FOR UPDATE`;
      return rows.length === 1;
    },

    async remove(userId) {
      const { email } = await client.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
      await client.payment.updateMany({
        where: { userId },
        data: { payerName: null, payerEmail: null, gatewayCustomerId: null, checkoutUrl: null, idempotencyKey: null },
      });
      await client.billingAlert.updateMany({ where: { userId }, data: { userId: null } });
      await client.mail.deleteMany({ where: { to: { equals: email, mode: "insensitive" } } });
      // Codes and links that were not used, whose rows name an account in different ways.
      await client.verification.deleteMany({
        where: {
          OR: [{ value: { contains: userId } }, { identifier: { contains: userId } }, { identifier: email }],
        },
      });
      await client.event.deleteMany({ where: { userId } });
      await client.user.delete({ where: { id: userId } });
    },

    async forgetLateEvents() {
      await client.$executeRaw`
        DELETE FROM events WHERE "userId" IN (
          SELECT a."userId" FROM audit_entries a WHERE a.action = 'account.removed'
            AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = a."userId"))`;
    },
  };
}
