import type { Notification } from "@lumiku/contracts/notifications";
import { create } from "zustand";
import { onReset } from "./app-events";
import { platform } from "./platform";

const PAGE_SIZE = 20;
/** Read on another device meanwhile: asked again when somebody comes back to this tab. */
const FRESH_MS = 60_000;

type ListAnswer = { items: Notification[]; nextCursor: string | null; unreadCount: number };

export interface NotificationSource {
  list(cursor: string | undefined): Promise<ListAnswer>;
  /** Marks those as read, or all. */
  read(ids: string[] | undefined): Promise<{ unreadCount: number }>;
}

interface NotificationStore {
  status: "loading" | "failed" | "ready";
  /** Newest first. */
  items: Notification[];
  unreadCount: number;
  nextCursor: string | null;
  /** The last that happened while this page was open; what a list brings happened before. */
  latest: Notification | null;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  /** Takes one that has just happened; one that is known already changes nothing. */
  take(notification: Notification): void;
  /** Marks those as read, or all; what the server refuses is unread again. */
  read(ids?: string[]): Promise<void>;
  /** Takes what was read in another tab, or all for null. */
  hearRead(ids: readonly string[] | null): void;
  clear(): void;
}

const empty = { status: "loading", unreadCount: 0, nextCursor: null, latest: null } as const;

/** What a person should know, fed by fetches and by the stream. `tell` brings what is read here to the other tabs. */
export function createNotificationStore(
  source: NotificationSource,
  tell: (readIds: readonly string[] | null) => void = () => {},
  now = () => new Date(),
) {
  let asked = 0;
  return create<NotificationStore>()((set, get) => ({
    ...empty,
    items: [],
    async load() {
      const turn = ++asked;
      try {
        const page = await source.list(undefined);
        if (turn !== asked) return;
        set(({ items }) => {
          const came = new Set(page.items.map(({ id }) => id));
          const newest = page.items[0]?.createdAt ?? "";
          // What happened while the answer was on its way is not in it.
          const later = items.filter(({ id, createdAt }) => !came.has(id) && createdAt > newest);
          const unread = later.filter(({ readAt }) => !readAt).length;
          return {
            ...{ status: "ready", items: [...later, ...page.items], nextCursor: page.nextCursor },
            unreadCount: page.unreadCount + unread,
          };
        });
      } catch {
        if (turn === asked) set(({ status }) => ({ status: status === "ready" ? "ready" : "failed" }));
      }
    },
    async loadMore() {
      const { nextCursor } = get();
      if (!nextCursor) return;
      const turn = ++asked;
      const page = await source.list(nextCursor);
      if (turn !== asked) return;
      set(({ items }) => {
        const known = new Set(items.map(({ id }) => id));
        return { items: [...items, ...page.items.filter(({ id }) => !known.has(id))], nextCursor: page.nextCursor };
      });
    },
    take: (notification) =>
      set(({ items, unreadCount }) => {
        if (items.some(({ id }) => id === notification.id)) return {};
        return {
          items: [notification, ...items],
          unreadCount: unreadCount + (notification.readAt ? 0 : 1),
          latest: notification,
        };
      }),
    async read(ids) {
      const before = get();
      const isUnread = before.items.filter(({ id, readAt }) => !readAt && (!ids || ids.includes(id)));
      if (ids ? isUnread.length === 0 : before.unreadCount === 0) return;
      get().hearRead(ids ?? null);
      tell(ids ?? null);
      try {
        const { unreadCount } = await source.read(ids);
        set({ unreadCount });
      } catch {
        const undone = new Set(isUnread.map(({ id }) => id));
        set(({ items, unreadCount }) => ({
          items: items.map((item) => (undone.has(item.id) ? { ...item, readAt: null } : item)),
          unreadCount: ids ? unreadCount + undone.size : before.unreadCount,
        }));
      }
    },
    hearRead: (ids) =>
      set(({ items, unreadCount }) => {
        const isRead = ({ id, readAt }: Notification) => readAt === null && (ids === null || ids.includes(id));
        const readAt = now().toISOString();
        return {
          items: items.map((item) => (isRead(item) ? { ...item, readAt } : item)),
          unreadCount: ids === null ? 0 : Math.max(unreadCount - items.filter(isRead).length, 0),
        };
      }),
    clear() {
      asked++;
      set({ ...empty, items: [] });
    },
  }));
}

let channel: BroadcastChannel | undefined;

export const useNotifications = createNotificationStore(
  {
    list: (cursor) => platform.notifications.list({ query: { limit: PAGE_SIZE, ...(cursor && { cursor }) } }),
    read: (ids) => platform.notifications.read({ body: ids ? { ids } : {} }),
  },
  (readIds) => channel?.postMessage(readIds),
);

/** Keeps a person's notifications up to date, in step with their other tabs. @returns how to stop */
export function followNotifications(userId: string): () => void {
  const { load, hearRead } = useNotifications.getState();
  let loadedAt = 0;
  const refresh = () => {
    loadedAt = Date.now();
    void load();
  };
  const refreshWhenShown = () => {
    if (!document.hidden && Date.now() - loadedAt > FRESH_MS) refresh();
  };
  if ("BroadcastChannel" in globalThis) {
    channel = new BroadcastChannel(`lumiku-notifications:${userId}`);
    channel.onmessage = ({ data }) => hearRead(data as string[] | null);
  }
  const stopListening = onReset(refresh);
  document.addEventListener("visibilitychange", refreshWhenShown);
  refresh();
  return () => {
    stopListening();
    document.removeEventListener("visibilitychange", refreshWhenShown);
    channel?.close();
    channel = undefined;
  };
}
