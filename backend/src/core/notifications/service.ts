import { decodeCursor, toPage } from "@lumiku/app-sdk/server";
import { Notification } from "@lumiku/contracts/notifications";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { PlatformLogger } from "../observability/logger";
import type { NotificationRow, NotificationsRepository } from "./repository";

const RETENTION_MS = 90 * 24 * 3_600_000;

/** Something to tell a person, once for each `key`. */
export type Notice = Pick<Notification, "kind" | "title" | "body" | "link"> & { key: string };

/** How the rest of the platform tells people something. */
export interface Notifications {
  /**
   * Writes it down in the transaction in progress, with what it tells of, so that neither is there without the other.
   * Screens hear of it once that has committed. Told before under this key, it changes nothing.
   */
  tell(userId: string, notice: Notice): Promise<void>;
  /** What was told under this key is over: it may be told again. */
  release(userId: string, key: string): Promise<void>;
}

export interface NotificationsService extends Notifications {
  /** The newest first. */
  list(
    userId: string,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<{ items: Notification[]; nextCursor: string | null; unreadCount: number }>;
  /** Those named, or all. @returns how many are left */
  read(userId: string, ids: readonly string[] | undefined): Promise<{ unreadCount: number }>;
  /** Forgets what is older than 90 days. @returns how many */
  trim(): Promise<number>;
}

export interface NotificationsDependencies {
  repository: NotificationsRepository;
  database: Pick<Database, "afterCommit">;
  events: Pick<EventBus, "publish">;
  logger: Pick<PlatformLogger, "warn">;
  now: () => Date;
}

export function createNotificationsService(dependencies: NotificationsDependencies): NotificationsService {
  const { repository, database, events, logger, now } = dependencies;

  const publish = async (row: NotificationRow) => {
    try {
      await events.publish(row.userId, "notification.created", toNotification(row));
    } catch (error) {
      logger.warn({ err: error }, "a notification could not be told; it is in the list");
    }
  };

  return {
    async tell(userId, notice) {
      const row = await repository.add({ ...notice, id: Bun.randomUUIDv7(), userId, createdAt: now() });
      if (row) database.afterCommit(() => publish(row));
    },

    release: repository.release,

    async list(userId, { limit, cursor }) {
      const [rows, unreadCount] = await Promise.all([
        repository.list(userId, { after: decodeCursor(cursor), limit }),
        repository.countUnread(userId),
      ]);
      const page = toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
      return { items: page.items.map(toNotification), nextCursor: page.nextCursor, unreadCount };
    },

    async read(userId, ids) {
      await repository.markRead(userId, ids, now());
      return { unreadCount: await repository.countUnread(userId) };
    },

    trim: () => repository.trim(new Date(now().getTime() - RETENTION_MS)),
  };
}

function toNotification({ id, kind, title, body, link, createdAt, readAt }: NotificationRow): Notification {
  return {
    ...{ id, title, body, link, kind: Notification.shape.kind.parse(kind) },
    ...{ createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null },
  };
}
