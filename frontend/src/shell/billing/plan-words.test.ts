import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Plan, Subscription } from "@lumiku/contracts/billing";
import { chooseLanguage } from "../../core/words";
import { packSavingPercent, previewWords, renewalAfterChange, renewalWords, yearlySavingCents } from "./plan-words";

beforeAll(() => chooseLanguage("en-US"));
afterAll(() => chooseLanguage("system"));

const subscription = (changes: Partial<Subscription> = {}): Subscription => ({
  ...{ id: "s1", plan: "pro", interval: "month", status: "active", priceCents: 3_000, currency: "usd" },
  ...{ periodStart: "2026-12-03T12:00:00.000Z", periodEnd: "2027-01-03T12:00:00.000Z" },
  ...{ cancelAtPeriodEnd: false, next: null, graceEndsAt: null, suspensionEndsAt: null, gateway: "sandbox" },
  ...changes,
});

test("a plan says when it renews, ends or becomes another", () => {
  expect(renewalWords(subscription(), undefined)).toBe("Renews on Jan 3, 2027");
  expect(renewalWords(subscription({ cancelAtPeriodEnd: true }), undefined)).toBe(
    "Ends on Jan 3, 2027 and is not charged again",
  );
  const next = { plan: "basic", interval: "month", priceCents: 1_000 } as const;
  expect(renewalWords(subscription({ next }), "Basic")).toBe("Becomes Basic for $10 a month on Jan 3, 2027");
  expect(renewalWords(subscription({ status: "suspended" }), undefined)).toBe("Paused until its renewal is paid");
});

test("a change says what is paid now and what later", () => {
  const upgrade = {
    takesEffect: "now",
    at: "2026-12-20T12:00:00.000Z",
    dueCents: 1_234,
    priceCents: 3_000,
    currency: "usd",
  } as const;
  expect(previewWords(upgrade, "month", "2027-01-03T12:00:00.000Z")).toBe(
    "You pay $12.34 now, then $30 a month from Jan 3, 2027.",
  );
  const downgrade = { ...upgrade, takesEffect: "period-end", at: "2027-01-03T12:00:00.000Z", dueCents: 0 } as const;
  expect(previewWords(downgrade, "month", downgrade.at)).toBe(
    "You pay nothing now, then $30 a month from Jan 3, 2027.",
  );
});

test("a change to the year begins a year of its own, one within the month keeps its end", () => {
  const preview = {
    ...({ takesEffect: "now", at: "2026-12-20T12:00:00.000Z" } as const),
    ...{ dueCents: 28_000, priceCents: 30_000, currency: "usd" },
  };
  expect(renewalAfterChange(preview, "year", subscription())).toBe("2027-12-20T12:00:00.000Z");
  expect(renewalAfterChange(preview, "month", subscription())).toBe("2027-01-03T12:00:00.000Z");
});

test("a year saves what twelve months cost more, and never less than nothing", () => {
  const plan = { monthCents: 1_000, yearCents: 10_000 } as Plan;
  expect(yearlySavingCents(plan)).toBe(2_000);
  expect(yearlySavingCents({ ...plan, yearCents: 13_000 })).toBe(0);
});

test("a pack saves against the dearest one", () => {
  const packs = [
    { key: "a", credits: 100, amountCents: 1_000, currency: "usd" },
    { key: "b", credits: 500, amountCents: 4_500, currency: "usd" },
  ];
  expect(packs.map((pack) => packSavingPercent(pack, packs))).toEqual([0, 10]);
});
