import type { Position } from "@lumiku/app-sdk/server";
import type { Prisma } from "../../../generated/prisma/client";
import type { Database } from "../db/client";

export type NotificationRow = Prisma.NotificationGetPayload<object>;

export interface NotificationsRepository {
  /** @returns null when this person has been told this before */
  add(notification: Omit<NotificationRow, "readAt">): Promise<NotificationRow | null>;
  list(userId: string, filter: { after?: Position | undefined; limit: number }): Promise<NotificationRow[]>;
  countUnread(userId: string): Promise<number>;
  /** Those named, or all. */
  markRead(userId: string, ids: readonly string[] | undefined, at: Date): Promise<void>;
  /** What was told under this key may be told again. */
  release(userId: string, key: string): Promise<void>;
  trim(before: Date): Promise<number>;
}

export function createNotificationsRepository({ client }: Database): NotificationsRepository {
  return {
    async add(notification) {
      const [row] = await client.notification.createManyAndReturn({ data: [notification], skipDuplicates: true });
      return row ?? null;
    },

    list: (userId, { after, limit }) =>
      client.notification.findMany({
        where: {
          userId,
          ...(after && {
            createdAt: { lte: after.at },
            OR: [{ createdAt: { lt: after.at } }, { id: { lt: after.id } }],
          }),
        },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
      }),

    countUnread: (userId) => client.notification.count({ where: { userId, readAt: null } }),

    async markRead(userId, ids, at) {
      await client.notification.updateMany({
        where: { userId, readAt: null, ...(ids && { id: { in: [...ids] } }) },
        data: { readAt: at },
      });
    },

    async release(userId, key) {
      await client.$executeRaw`
        UPDATE notifications SET key = key || ':' || id WHERE "userId" = ${userId} AND key = ${key}`;
    },

    async trim(before) {
      const { count } = await client.notification.deleteMany({ where: { createdAt: { lt: before } } });
      return count;
    },
  };
}
