import { expect, test } from "bun:test";
import { quotaExceeded } from "./refusal";

const now = new Date("2026-03-02T19:00:00Z");
const day = { period: "day", limit: 50, used: 48, resetAt: new Date("2026-03-03T00:00:00Z") } as const;
const month = { period: "month", limit: 1_500, used: 1_500, resetAt: new Date("2026-03-14T09:30:00Z") } as const;

test("the refusal names the rule, what is left, and when it resets, in words and in fields", () => {
  const refusal = quotaExceeded(day, 4, now);
  expect(refusal).toMatchObject({
    ...{ code: "QUOTA_EXCEEDED", status: 429, retryAfterMs: 5 * 3_600_000 },
    message: "Your daily quota of 50 units is used up but for 2; this needs 4. It resets at 00:00 UTC (in 5 hours).",
  });
  expect(refusal.details).toEqual({
    ...{ period: "day", limit: 50, used: 48, left: 2, needed: 4, resetAt: "2026-03-03T00:00:00.000Z" },
  });
});

test("a month says on which day it resets", () => {
  expect(quotaExceeded(month, 1, now).message).toBe(
    "Your monthly quota of 1,500 units is used up; this needs 1. It resets on 14 March at 09:30 UTC (in 12 days).",
  );
});

test("a wait is told in the unit in which one would say it", () => {
  const waitFor = (minutes: number) => {
    const { message } = quotaExceeded({ ...day, resetAt: new Date(now.getTime() + minutes * 60_000) }, 4, now);
    return /\((.*)\)/.exec(message)?.[1];
  };
  expect([0.1, 1, 89, 90, 24 * 60, 47 * 60, 48 * 60].map(waitFor)).toEqual([
    ...["in 1 minute", "in 1 minute", "in 89 minutes", "in 2 hours"],
    ...["in 24 hours", "in 47 hours", "in 2 days"],
  ]);
});

test("what is more than the whole quota is not told to wait", () => {
  const refusal = quotaExceeded({ ...day, limit: 1 }, 4, now);
  expect(refusal.message).toBe(
    "This needs 4 units at once, more than your whole daily quota of 1 unit. Ask for fewer at a time.",
  );
  expect(refusal.retryAfterMs).toBeUndefined();
});

test("after a downgrade nothing is left, not less", () => {
  expect(quotaExceeded({ ...day, limit: 20 }, 4, now).details).toMatchObject({ limit: 20, used: 48, left: 0 });
});
