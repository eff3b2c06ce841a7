import type { Subscription } from "@lumiku/contracts/billing";
import type { Catalogue } from "../catalogue";
import type { SubscriptionRow } from "./repository";

/** A plan as its person sees it. */
export function toSubscription(row: SubscriptionRow, catalogue: Catalogue): Subscription {
  const { id, plan, interval, status, priceCents, currency, cancelAtPeriodEnd, gateway } = row;
  const next = row.nextPlan && row.nextInterval && { plan: row.nextPlan, interval: row.nextInterval };
  return {
    ...{ id, plan, interval, status, priceCents, currency, cancelAtPeriodEnd, gateway },
    periodStart: row.periodStart.toISOString(),
    periodEnd: row.periodEnd.toISOString(),
    next: next && { ...next, priceCents: catalogue.priceCents(next.plan, next.interval) },
    graceEndsAt: row.graceEndsAt?.toISOString() ?? null,
    suspensionEndsAt: row.suspensionEndsAt?.toISOString() ?? null,
  };
}
