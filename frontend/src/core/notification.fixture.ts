import type { Notification } from "@lumiku/contracts/notifications";

/** Something unread that happened on New Year's Day, for tests to change. */
export const notification = (changes: Partial<Notification> = {}): Notification => ({
  ...{ id: "n1", kind: "generation.completed", title: "Your picture is ready", body: "A woman with a green hijab" },
  ...{ link: "/work?open=g1", createdAt: "2026-01-01T00:00:00.000Z", readAt: null },
  ...changes,
});
