import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";
import type { WrittenMail } from "./transport";

export type MailRow = Prisma.MailGetPayload<object>;

export interface Claim {
  at: Date;
  /** From then on it may be claimed again, if nothing was heard of it. */
  until: Date;
  limit: number;
}

export interface MailRepository {
  /** Joins the transaction in progress. */
  add(mail: WrittenMail): Promise<void>;
  /** Takes messages that are due, oldest first: no two callers get the same one before `until`. */
  claim(claim: Claim): Promise<MailRow[]>;
  /** @param text in place of what it said, when it is not to be kept */
  markDelivered(id: string, delivered: { status: "sent" | "kept"; at: Date; text?: string | undefined }): Promise<void>;
  /** @param nextTryAt null when it is given up */
  markFailed(id: string, failed: { error: string; nextTryAt: Date | null }): Promise<void>;
  /** Newest first, one more than `limit` when there are more. */
  list(query: { to?: string | undefined; after?: Position | undefined; limit: number }): Promise<MailRow[]>;
  removeBefore(before: Date): Promise<number>;
}

export function createMailRepository({ client }: Database): MailRepository {
  return {
    async add(mail) {
      await client.mail.create({ data: { ...mail, nextTryAt: mail.createdAt } });
    },

    claim: ({ at, until, limit }) => client.$queryRaw<MailRow[]>`
      UPDATE mails SET attempts = attempts + 1, "nextTryAt" = ${until}
      WHERE id IN (
        SELECT id FROM mails WHERE status = 'waiting' AND "nextTryAt" <= ${at}
        ORDER BY "nextTryAt", id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING *`,

    async markDelivered(id, { status, at, text }) {
      await client.mail.updateMany({
        where: { id, status: "waiting" },
        data: { status, sentAt: at, error: null, ...(text !== undefined && { text, html: "" }) },
      });
    },

    async markFailed(id, { error, nextTryAt }) {
      await client.mail.updateMany({
        where: { id, status: "waiting" },
        data: { error, ...(nextTryAt ? { nextTryAt } : { status: "failed" }) },
      });
    },

    list: ({ to, after, limit }) =>
      client.mail.findMany({
        where: {
          ...(to !== undefined && { to }),
          ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    async removeBefore(before) {
      const { count } = await client.mail.deleteMany({ where: { createdAt: { lt: before } } });
      return count;
    },
  };
}
