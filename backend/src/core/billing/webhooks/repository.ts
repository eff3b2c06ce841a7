import type { Prisma } from "../../../../generated/prisma/client";
import type { Database } from "../../db/client";

export type WebhookRow = Prisma.WebhookEventGetPayload<object>;
export type WebhookKey = Pick<WebhookRow, "gateway" | "eventId">;

export interface NewWebhook extends WebhookKey {
  type: string;
  payload: string;
  occurredAt: Date;
  receivedAt: Date;
}

export interface WebhooksRepository {
  /** @returns false when it is stored already */
  add(webhook: NewWebhook): Promise<boolean>;
  /** Takes a stored event that nothing was done about, if nobody else has; it is due again at `until`. */
  claim(key: WebhookKey, until: Date): Promise<WebhookRow | null>;
  /** Takes the oldest that are due; those another process is taking are left to it. */
  claimDue(at: Date, limit: number): Promise<WebhookRow[]>;
  /** Both do nothing to one that another process has brought to its end. */
  defer(key: WebhookKey, until: Date, error: string): Promise<void>;
  finish(key: WebhookKey, end: { status: "processed" | "ignored" | "failed"; error?: string; at: Date }): Promise<void>;
  /** Makes those due that wait, and name one of these; not those that are being acted upon. @returns how many */
  wake(gateway: string, names: readonly string[], at: Date): Promise<number>;
  /** Empties what was received before then, and keeps that it was received. @returns how many */
  emptyBefore(receivedBefore: Date): Promise<number>;
}

/** Long enough for any processing: whoever has claimed an event and says nothing for so long is gone. */
const CLAIM_SECONDS = 60;

export function createWebhooksRepository({ client }: Database): WebhooksRepository {
  const received = ({ gateway, eventId }: WebhookKey) => ({ gateway, eventId, status: "received" }) as const;

  return {
    async add(webhook) {
      const data = { ...webhook, nextTryAt: webhook.receivedAt };
      return (await client.webhookEvent.createMany({ data, skipDuplicates: true })).count === 1;
    },

    async claim({ gateway, eventId }, until) {
      const rows = await client.webhookEvent.updateManyAndReturn({
        where: { gateway, eventId, status: "received", attempts: 0 },
        data: { attempts: 1, nextTryAt: until, error: null },
      });
      return rows[0] ?? null;
    },

    claimDue: (at, limit) => client.$queryRaw<WebhookRow[]>`
      UPDATE webhook_events SET attempts = attempts + 1, error = NULL, "nextTryAt" = ${at}::timestamptz + ${CLAIM_SECONDS}::int * interval '1 second'
      WHERE (gateway, "eventId") IN (
        SELECT gateway, "eventId" FROM webhook_events WHERE status = 'received' AND "nextTryAt" <= ${at}
        ORDER BY "nextTryAt", "eventId" LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      ) RETURNING *`,

    async defer(key, nextTryAt, error) {
      await client.webhookEvent.updateMany({ where: received(key), data: { nextTryAt, error } });
    },

    async finish(key, { status, error, at }) {
      const data = { status, error: error ?? null, processedAt: at };
      await client.webhookEvent.updateMany({ where: received(key), data });
    },

    wake: (gateway, names, at) => client.$executeRaw`
      UPDATE webhook_events SET "nextTryAt" = ${at}
      WHERE gateway = ${gateway} AND status = 'received' AND error IS NOT NULL AND "nextTryAt" > ${at}
        AND EXISTS (SELECT 1 FROM unnest(${[...names]}::text[]) AS name WHERE position(name IN payload) > 0)`,

    async emptyBefore(receivedBefore) {
      const { count } = await client.webhookEvent.updateMany({
        where: { receivedAt: { lt: receivedBefore }, status: { not: "received" }, payload: { not: "" } },
        data: { payload: "" },
      });
      return count;
    },
  };
}
