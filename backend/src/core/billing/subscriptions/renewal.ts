import type { PlanChoice } from "@lumiku/contracts/billing";
import { addDays, type Period, periodFrom } from "./calendar";
import type { SubscriptionRow } from "./repository";

/** Days after the end of a period on which a renewal that failed is tried again. The grace ends with the last. */
const retryDays = [1, 3, 5, 7];
const GRACE_DAYS = 7;
/** Later than this only because the platform was off or the payment service away: nobody pays for that time. */
const LATE_DAYS = 1;

type Dates = Pick<SubscriptionRow, "anchorAt" | "periodEnd" | "graceEndsAt">;

/** What the next period will be: the present plan, or the one that was chosen for then. */
export function upcomingChoice({ plan, interval, nextPlan, nextInterval }: SubscriptionRow): PlanChoice {
  return { plan: nextPlan ?? plan, interval: nextInterval ?? interval };
}

/**
 * The period a renewal pays for, when it is paid now: it follows the one before, as long as that was on time or within
 * its grace, and else begins now.
 */
export function renewalPeriod(row: Dates, interval: PlanChoice["interval"], now: Date): Period {
  const isLate = now > addDays(row.graceEndsAt ?? row.periodEnd, LATE_DAYS);
  return periodFrom(row.anchorAt, isLate ? now : dueAt(row), interval);
}

/** Whether it is the first period after the one before, or begins anew. */
export function continues(row: Pick<SubscriptionRow, "periodEnd">, period: Period): boolean {
  return period.start.getTime() === row.periodEnd.getTime();
}

export function graceEnd(renewalDueAt: Date): Date {
  return addDays(renewalDueAt, GRACE_DAYS);
}

/** Null when the grace is over. */
export function nextRetry(graceEndsAt: Date, now: Date): Date | null {
  const due = addDays(graceEndsAt, -GRACE_DAYS);
  return retryDays.map((days) => addDays(due, days)).find((at) => at > now) ?? null;
}

/**
 * Names a try to collect a renewal, wherever and however often it is made. It tells periods apart by the end of the one
 * before, which stands still while the renewal is late.
 */
export function renewalKey({ id, periodEnd, renewalAttempts }: SubscriptionRow): string {
  return `${id}:${periodEnd.toISOString()}:${renewalAttempts}`;
}

function dueAt({ graceEndsAt, periodEnd }: Dates): Date {
  return graceEndsAt ? addDays(graceEndsAt, -GRACE_DAYS) : periodEnd;
}
