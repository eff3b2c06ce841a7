import { expect, test } from "bun:test";
import type { AuditEntry } from "@lumiku/contracts/administration";
import { toActivity } from "./activity";

const act = (action: string, others: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ id: "7", at: "2026-11-21T10:20:30.000Z", actorKind: "user", actorId: "ada", userId: "ada", targetId: null },
  ...{ address: "203.0.113.7", details: {}, action },
  ...others,
});

test("an act is told in plain words, with what it was about", () => {
  const told = [
    act("session.created", { details: { how: "google", device: "Chrome on Linux" } }),
    act("subscription.upgraded", { details: { from: { plan: "basic" }, to: { plan: "pro", interval: "month" } } }),
    act("credits.bought", { details: { credits: 500 } }),
    act("email.changed"),
  ];
  expect(told.map((entry) => toActivity(entry).summary)).toEqual([
    "Signed in with Google on Chrome on Linux",
    "You changed to the Pro plan",
    "You bought 500 credits",
    "Your e-mail was changed",
  ]);
});

test("an act that has no words yet is told by its name", () => {
  expect(toActivity(act("lucky-draw.wonTwice")).summary).toBe("Lucky draw won twice");
});

test("where the staff sits is not told", () => {
  expect(toActivity(act("role.changed", { actorKind: "admin" }))).toMatchObject({ by: "admin", address: null });
  expect(toActivity(act("session.refused", { actorKind: "system" })).address).toBe("203.0.113.7");
});
