import type { Interval, Pack, Plan, PlanChangePreview, Subscription } from "@lumiku/contracts/billing";
import { day, money, price } from "../../core/words";

/** "$30 a month". */
export function pricePer(priceCents: number, currency: string, interval: Interval): string {
  return `${price(priceCents, currency)} a ${interval}`;
}

export function priceCentsOf(plan: Plan, interval: Interval): number {
  return interval === "month" ? plan.monthCents : plan.yearCents;
}

/** What twelve months cost more than the year. Cents. */
export function yearlySavingCents({ monthCents, yearCents }: Plan): number {
  return Math.max(monthCents * 12 - yearCents, 0);
}

/** How much less a credit costs than in the dearest pack, in whole percent. */
export function packSavingPercent(pack: Pack, packs: readonly Pack[]): number {
  const perCredit = ({ amountCents, credits }: Pack) => amountCents / credits;
  const dearest = Math.max(...packs.map(perCredit));
  return Math.round((1 - perCredit(pack) / dearest) * 100);
}

/** "5 GB". */
export function storageWords(sizeBytes: number): string {
  return `${Math.round(sizeBytes / 1024 ** 3)} GB`;
}

/** What stands behind the plan's name: when it renews, ends or changes. */
export function renewalWords(subscription: Subscription, nextName: string | undefined): string {
  const { status, cancelAtPeriodEnd, next, periodEnd, currency } = subscription;
  if (status === "suspended") return "Paused until its renewal is paid";
  if (status === "past_due") return `Its renewal was due on ${day(periodEnd)}`;
  if (cancelAtPeriodEnd) return `Ends on ${day(periodEnd)} and is not charged again`;
  if (next) {
    return `Becomes ${nextName ?? next.plan} for ${pricePer(next.priceCents, currency, next.interval)} on ${day(periodEnd)}`;
  }
  return `Renews on ${day(periodEnd)}`;
}

/** "You pay $12.34 now, then $30 a month from 3 Jan 2027." */
export function previewWords(preview: PlanChangePreview, interval: Interval, renewsAt: string): string {
  const { takesEffect, dueCents, priceCents, currency, at } = preview;
  const later = pricePer(priceCents, currency, interval);
  if (takesEffect === "period-end") return `You pay nothing now, then ${later} from ${day(at)}.`;
  const now = dueCents > 0 ? money(dueCents, currency) : "nothing";
  return `You pay ${now} now, then ${later} from ${day(renewsAt)}.`;
}

/** When a plan renews after a change: one that changes at once to another length begins a period of its own. */
export function renewalAfterChange(
  { takesEffect, at }: PlanChangePreview,
  interval: Interval,
  subscription: Subscription,
): string {
  if (takesEffect === "period-end" || interval === subscription.interval) return subscription.periodEnd;
  const renewal = new Date(at);
  renewal.setUTCMonth(renewal.getUTCMonth() + (interval === "year" ? 12 : 1));
  return renewal.toISOString();
}
