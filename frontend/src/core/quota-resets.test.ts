import { expect, test } from "bun:test";
import { quota } from "./account.fixture";
import { untilResetMs } from "./quota-resets";

const fresh = quota({ daily: 0, monthly: 0 });

test("the account is asked for again when the first window is over, not by everybody at once", () => {
  const now = Date.parse("2026-01-01T23:00:00Z");
  expect(untilResetMs(fresh, now, 0)).toBe(3_600_000);
  expect(untilResetMs(fresh, now, 0.5)).toBe(3_610_000);
});

test("a window that is over by this clock alone is not asked for without a pause", () => {
  expect(untilResetMs(fresh, Date.parse("2026-01-02T00:05:00Z"), 0)).toBe(10_000);
});

test("a timer is never longer than browsers can count", () => {
  const far = { ...fresh, daily: fresh.monthly };
  expect(untilResetMs(far, Date.parse("2025-01-01T00:00:00Z"), 0)).toBe(24 * 3_600_000);
});
