import type { Tier } from "@lumiku/app-sdk";
import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export type AlertRow = Prisma.BillingAlertGetPayload<object>;

export interface UserRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  role: string;
  tier: Tier;
  createdAt: Date;
  wallet: { available: number; held: number } | null;
}

export interface UserQuery {
  /** Part of a name or an address. */
  search?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

export interface Posting {
  userId: string;
  availableDelta: number;
  note: string;
}

/** Lists are newest first, one more than `limit` when there are more. */
export interface AdministrationRepository {
  listUsers(query: UserQuery): Promise<UserRow[]>;
  findUser(userId: string): Promise<UserRow | null>;
  /** Ids of those who administrate. Whoever changes who does waits here for the transaction in progress. */
  lockAdministrators(): Promise<string[]>;
  setRole(userId: string, role: "user" | "admin"): Promise<void>;
  endSessions(userId: string): Promise<void>;
  /** What was posted to the ledger under this key. Whoever asks for the same one waits for the transaction in progress. */
  lockPosting(idempotencyKey: string): Promise<Posting | null>;
  countWallets(): Promise<number>;
  listAlerts(query: { isResolved: boolean; after?: Position | undefined; limit: number }): Promise<AlertRow[]>;
  findAlert(alertId: string): Promise<AlertRow | null>;
  /** @returns false when it was resolved before */
  resolveAlert(alertId: string, by: { userId: string; at: Date }): Promise<boolean>;
}

const userFields = {
  ...{ id: true, name: true, email: true, emailVerified: true, role: true, tier: true, createdAt: true },
  wallet: { select: { available: true, held: true } },
} as const;

const before = (position: Position | undefined) =>
  position && {
    OR: [{ createdAt: { lt: position.at } }, { createdAt: position.at, id: { lt: position.id } }],
  };
const newestFirst = [{ createdAt: "desc" }, { id: "desc" }] as const;

export function createAdministrationRepository({ client }: Database): AdministrationRepository {
  return {
    listUsers({ search, after, limit }) {
      // To LIKE these two stand for anything.
      const contains = search && { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
      return client.user.findMany({
        where: { AND: [{ ...(contains && { OR: [{ name: contains }, { email: contains }] }) }, { ...before(after) }] },
        select: userFields,
        orderBy: [...newestFirst],
        take: limit + 1,
      });
    },

    findUser: (id) => client.user.findUnique({ where: { id }, select: userFields }),

    async lockAdministrators() {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM users WHERE role = 'admin' AND NOT banned ORDER BY id FOR NO KEY UPDATE`;
      return rows.map(({ id }) => id);
    },

    async setRole(id, role) {
      await client.user.update({ where: { id }, data: { role } });
    },

    async endSessions(userId) {
      await client.session.deleteMany({ where: { userId } });
    },

    async lockPosting(idempotencyKey) {
      await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${idempotencyKey}, 0))`;
      return client.ledgerEntry.findUnique({
        where: { idempotencyKey },
        select: { userId: true, availableDelta: true, note: true },
      });
    },

    countWallets: () => client.wallet.count(),

    listAlerts: ({ isResolved, after, limit }) =>
      client.billingAlert.findMany({
        where: { resolvedAt: isResolved ? { not: null } : null, ...before(after) },
        orderBy: [...newestFirst],
        take: limit + 1,
      }),

    findAlert: (id) => client.billingAlert.findUnique({ where: { id } }),

    async resolveAlert(id, { userId, at }) {
      const { count } = await client.billingAlert.updateMany({
        where: { id, resolvedAt: null },
        data: { resolvedAt: at, resolvedBy: userId },
      });
      return count === 1;
    },
  };
}
