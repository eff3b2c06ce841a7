import type { Database } from "../../db/client";

/** Rows are read so many at a time. */
export const PAGE_ROWS = 500;

export interface ExportedFile {
  id: string;
  appId: string;
  generationId: string | null;
  storageKey: string;
  sourceKey: string | null;
  sourceMime: string | null;
  /** As it was called when it was uploaded; null for what was made here. */
  name: string | null;
  mime: string;
  width: number;
  height: number;
  sizeBytes: number;
  sha256: string;
  createdAt: Date;
}

/** Part of what is kept of a person: the rows after an id, in the order of their ids, at most {@link PAGE_ROWS}. */
type ReadPage<Row> = (userId: string, after: string | undefined) => Promise<(Row & { id: string })[]>;

/** Everything the platform's own tables keep of a person, without secrets and without what only the machinery needs. */
export interface ExportRepository {
  /** The account itself: who, how they sign in, where from, and with which keys. Null when it is gone. */
  findAccount(userId: string): Promise<Record<string, unknown> | null>;
  listGenerations: ReadPage<object>;
  listLedger: ReadPage<object>;
  listPayments: ReadPage<object>;
  listSubscriptions: ReadPage<object>;
  listNotifications: ReadPage<object>;
  /** Links to pictures, those that have ended included. */
  listShares: ReadPage<object>;
  /** Of files that are not in the bin. */
  listFiles: ReadPage<ExportedFile>;
}

const dates = { createdAt: true, expiresAt: true } as const;

export function createExportRepository({ client }: Database): ExportRepository {
  const page = (userId: string, after: string | undefined) =>
    ({
      where: { userId, ...(after !== undefined && { id: { gt: after } }) },
      orderBy: { id: "asc" },
      take: PAGE_ROWS,
    }) as const;

  return {
    async findAccount(id) {
      const found = await client.user.findUnique({
        where: { id },
        omit: { banned: true, banReason: true, banExpires: true, deletionRequestedAt: true },
        include: {
          settings: { omit: { userId: true } },
          accounts: { select: { providerId: true, accountId: true, scope: true, createdAt: true } },
          sessions: { select: { id: true, ipAddress: true, userAgent: true, updatedAt: true, ...dates } },
          apiKeys: { select: { id: true, name: true, start: true, permissions: true, lastRequest: true, ...dates } },
          wallet: { select: { available: true, held: true } },
          quotaWindows: { select: { period: true, startsAt: true, used: true } },
        },
      });
      if (!found) return null;
      const { settings, accounts, sessions, apiKeys, wallet, quotaWindows, ...user } = found;
      return { user, credits: wallet, settings, signInWith: accounts, devices: sessions, apiKeys, quota: quotaWindows };
    },

    listGenerations: (userId, after) =>
      client.generation.findMany({
        where: { deletedAt: null, ...page(userId, after).where },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
        select: {
          ...{ id: true, appId: true, action: true, status: true, model: true, provider: true, providerReason: true },
          ...{ params: true, count: true, seed: true, costUnit: true, reserved: true, charged: true, lane: true },
          ...{ errorCode: true, errorMessage: true, parentId: true, fromCache: true },
          ...{ createdAt: true, startedAt: true, finishedAt: true },
          outputs: { omit: { generationId: true }, orderBy: { index: "asc" } },
          inputs: { select: { assetId: true } },
        },
      }),

    async listLedger(userId, after) {
      const rows = await client.ledgerEntry.findMany({
        where: { userId, ...(after !== undefined && { id: { gt: BigInt(after) } }) },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
        omit: { userId: true, idempotencyKey: true },
      });
      return rows.map((row) => ({ ...row, id: String(row.id) }));
    },

    listPayments: (userId, after) =>
      client.payment.findMany({
        ...page(userId, after),
        omit: { userId: true, idempotencyKey: true, requestHash: true, checkoutUrl: true },
        include: { refunds: { omit: { paymentId: true, gateway: true } } },
      }),

    listSubscriptions: (userId, after) =>
      client.subscription.findMany({
        ...page(userId, after),
        omit: { userId: true, version: true, renewalAttempts: true, nextAttemptAt: true, remindedAt: true },
      }),

    listNotifications: (userId, after) =>
      client.notification.findMany({ ...page(userId, after), omit: { userId: true, key: true } }),

    listShares: (userId, after) => client.shareLink.findMany({ ...page(userId, after), omit: { userId: true } }),

    listFiles: (userId, after) =>
      client.asset.findMany({
        where: { deletedAt: null, ...page(userId, after).where },
        orderBy: { id: "asc" },
        take: PAGE_ROWS,
        omit: { userId: true, thumbnailKey: true, preview: true, deletedAt: true },
      }),
  };
}
