import type { PlanChoice } from "@lumiku/contracts/billing";
import { addDays, type Period } from "./calendar";
import { continues, graceEnd, nextRetry, upcomingChoice } from "./renewal";
import type { SubscriptionPatch, SubscriptionRow } from "./repository";
import type { Terms } from "./terms";

const SUSPENSION_DAYS = 14;

export type EndReason = "cancelled" | "unpaid" | "refunded" | "deleted" | "gateway";
export type Notice =
  | "began"
  | "paymentFailed"
  | "suspended"
  | "ended"
  | "cancelled"
  | "downgraded"
  | "upgraded"
  | "recovered";

/** A step of a plan's life: what becomes of its row, and how it is told. `docs/decisions/0012-plans.md` has the table. */
export interface Transition {
  /** For the audit. */
  action: `subscription.${string}`;
  patch: SubscriptionPatch;
  notice?: Notice | undefined;
  details?: Record<string, unknown> | undefined;
}

const nothingPending = { nextPlan: null, nextInterval: null } as const;
const nothingOwed = { graceEndsAt: null, suspensionEndsAt: null, renewalAttempts: 0, nextAttemptAt: null } as const;

/** A paid period begins. What was chosen for it has come; what was chosen since stays to come. */
export function renew(row: SubscriptionRow, terms: Terms, period: Period, customerId: string | null): Transition {
  const upcoming = upcomingChoice(row);
  const isUpcoming = upcoming.plan === terms.plan && upcoming.interval === terms.interval;
  const isOther = row.plan !== terms.plan || row.interval !== terms.interval;
  return {
    action: row.status === "active" ? "subscription.renewed" : "subscription.recovered",
    patch: {
      ...{ ...terms, ...nothingOwed, status: "active", remindedAt: null },
      ...{ periodStart: period.start, periodEnd: period.end },
      ...(!continues(row, period) && { anchorAt: period.start }),
      ...(isUpcoming && nothingPending),
      ...(customerId && { gatewayCustomerId: customerId }),
    },
    ...(isOther ? { notice: "downgraded" } : row.status !== "active" && { notice: "recovered" }),
    details: { ...describe(terms), periodEnd: period.end.toISOString(), from: row.status },
  };
}

/** At once. In the same interval the period and its months stay, with the quota used in them. */
export function upgrade(row: SubscriptionRow, terms: Terms, period: Period): Transition {
  const isNewPeriod = period.start.getTime() !== row.periodStart.getTime();
  return {
    action: "subscription.upgraded",
    patch: {
      ...{ ...terms, ...nothingPending, cancelAtPeriodEnd: false },
      ...{ periodStart: period.start, periodEnd: period.end },
      ...(isNewPeriod && { anchorAt: period.start, remindedAt: null }),
    },
    notice: "upgraded",
    details: { from: describe(row), to: describe(terms) },
  };
}

/** Chosen now, for the end of the period. */
export function schedule(row: SubscriptionRow, next: PlanChoice): Transition {
  return {
    action: "subscription.downgradeScheduled",
    patch: { nextPlan: next.plan, nextInterval: next.interval, cancelAtPeriodEnd: false },
    details: { from: describe(row), to: describe(next) },
  };
}

export function cancel(): Transition {
  return {
    action: "subscription.cancelled",
    patch: { ...nothingPending, cancelAtPeriodEnd: true },
    notice: "cancelled",
  };
}

export function resume(): Transition {
  return { action: "subscription.resumed", patch: { ...nothingPending, cancelAtPeriodEnd: false } };
}

/** @param renewalDueAt when the period that was not paid should have begun */
export function fail(row: SubscriptionRow, renewalDueAt: Date, now: Date, isRetried: boolean): Transition {
  const graceEndsAt = row.graceEndsAt ?? graceEnd(renewalDueAt);
  return {
    action: row.status === "active" ? "subscription.pastDue" : "subscription.retryFailed",
    patch: {
      ...{ status: "past_due", graceEndsAt, renewalAttempts: row.renewalAttempts + 1 },
      nextAttemptAt: isRetried ? nextRetry(graceEndsAt, now) : null,
    },
    notice: "paymentFailed",
    details: { attempt: row.renewalAttempts + 1, graceEndsAt: graceEndsAt.toISOString() },
  };
}

export function suspend(now: Date): Transition {
  const suspensionEndsAt = addDays(now, SUSPENSION_DAYS);
  return {
    action: "subscription.suspended",
    patch: { ...nothingOwed, status: "suspended", suspensionEndsAt },
    notice: "suspended",
    details: { suspensionEndsAt: suspensionEndsAt.toISOString() },
  };
}

/** @param isEndedThere false when the gateway has to be told that it is over */
export function end(row: SubscriptionRow, reason: EndReason, now: Date, isEndedThere: boolean): Transition {
  const mustEndThere = row.gatewaySubscriptionId !== null && !isEndedThere;
  return {
    action: "subscription.ended",
    patch: {
      ...{ ...nothingPending, ...nothingOwed, status: "ended", endedAt: now, endReason: reason },
      nextAttemptAt: mustEndThere ? now : null,
    },
    ...(reason !== "deleted" && { notice: "ended" }),
    details: { reason },
  };
}

function describe({ plan, interval }: PlanChoice) {
  return { plan, interval };
}
