import { expect, test } from "bun:test";
import { notification } from "./notification.fixture";
import { createNotificationStore, type NotificationSource } from "./notifications";

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000Z`;
const older = notification({ id: "older", createdAt: at(1) });
const newer = notification({ id: "newer", createdAt: at(2) });

function createStore(source: Partial<NotificationSource> = {}) {
  const told: (readonly string[] | null)[] = [];
  const store = createNotificationStore(
    {
      list: async () => ({ items: [newer, older], nextCursor: null, unreadCount: 2 }),
      read: async (ids) => ({ unreadCount: ids ? 2 - ids.length : 0 }),
      ...source,
    },
    (readIds) => told.push(readIds),
  );
  const unread = () =>
    store
      .getState()
      .items.filter(({ readAt }) => !readAt)
      .map(({ id }) => id);
  return { ...store.getState(), told, unread, current: store.getState };
}

test("what happens while the list is fetched is kept, before what the list says, and counted once", async () => {
  const answer = Promise.withResolvers<Awaited<ReturnType<NotificationSource["list"]>>>();
  const store = createStore({ list: () => answer.promise });
  const loading = store.load();
  store.take(notification({ id: "newest", createdAt: at(3) }));
  store.take(newer);
  answer.resolve({ items: [newer, older], nextCursor: null, unreadCount: 2 });
  await loading;
  expect(store.current().items.map(({ id }) => id)).toEqual(["newest", "newer", "older"]);
  expect(store.current().unreadCount).toBe(3);
});

test("the same news twice counts once", async () => {
  const store = createStore();
  await store.load();
  store.take(newer);
  expect(store.current()).toMatchObject({ unreadCount: 2, items: [{ id: "newer" }, { id: "older" }] });
});

test("what is read is read at once, and the other tabs are told", async () => {
  const store = createStore();
  await store.load();
  const reading = store.read(["older"]);
  expect(store.unread()).toEqual(["newer"]);
  expect(store.current().unreadCount).toBe(1);
  expect(store.told).toEqual([["older"]]);
  await reading;
  expect(store.current().unreadCount).toBe(1);
});

test("reading all reads also those that are not here yet", async () => {
  const store = createStore({
    list: async () => ({ items: [newer], nextCursor: "next", unreadCount: 40 }),
  });
  await store.load();
  await store.read();
  expect(store.current().unreadCount).toBe(0);
  expect(store.told).toEqual([null]);
});

test("what the server refuses to mark is unread again", async () => {
  const store = createStore({ read: () => Promise.reject(new Error("gone")) });
  await store.load();
  await store.read(["older"]);
  expect(store.unread()).toEqual(["newer", "older"]);
  expect(store.current().unreadCount).toBe(2);
});

test("nothing is sent for what is read already", async () => {
  const sent: unknown[] = [];
  const store = createStore({
    read: async (ids) => {
      sent.push(ids);
      return { unreadCount: 1 };
    },
  });
  await store.load();
  await store.read(["older"]);
  await store.read(["older"]);
  expect(sent).toEqual([["older"]]);
});

test("what another tab has read is read here, and not sent again", async () => {
  const store = createStore();
  await store.load();
  store.hearRead(["newer"]);
  expect(store.unread()).toEqual(["older"]);
  store.hearRead(null);
  expect(store.current().unreadCount).toBe(0);
  expect(store.told).toEqual([]);
});

test("an answer for somebody who has left is dropped", async () => {
  const answer = Promise.withResolvers<Awaited<ReturnType<NotificationSource["list"]>>>();
  const store = createStore({ list: () => answer.promise });
  const loading = store.load();
  store.clear();
  answer.resolve({ items: [newer], nextCursor: null, unreadCount: 1 });
  await loading;
  expect(store.current().items).toEqual([]);
});

test("further pages follow without repeating what is here", async () => {
  const store = createStore({
    list: async (cursor) =>
      cursor
        ? { items: [newer, older], nextCursor: null, unreadCount: 2 }
        : { items: [newer], nextCursor: "next", unreadCount: 2 },
  });
  await store.load();
  await store.loadMore();
  expect(store.current()).toMatchObject({ items: [{ id: "newer" }, { id: "older" }], nextCursor: null });
});

test("a list that cannot be fetched says so, unless one is here already", async () => {
  let isDown = true;
  const store = createStore({
    list: async () => {
      if (isDown) throw new Error("down");
      return { items: [newer], nextCursor: null, unreadCount: 1 };
    },
  });
  await store.load();
  expect(store.current().status).toBe("failed");
  isDown = false;
  await store.load();
  isDown = true;
  await store.load();
  expect(store.current()).toMatchObject({ status: "ready", items: [{ id: "newer" }] });
});
