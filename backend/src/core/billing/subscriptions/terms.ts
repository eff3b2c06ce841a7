import type { Tier } from "@lumiku/app-sdk";
import type { Interval, PlanChoice, PlanKey } from "@lumiku/contracts/billing";
import type { Catalogue } from "../catalogue";

/** What a plan gives and costs, as it was when it was bought, upgraded or renewed. */
export interface Terms {
  plan: PlanKey;
  interval: Interval;
  tier: Tier;
  dailyUnits: number;
  monthlyUnits: number;
  priceCents: number;
  currency: string;
}

/** "upgrade" is charged and there at once; "downgrade" is anything else and comes at the end of the period. */
export type ChangeKind = "same" | "upgrade" | "downgrade";

const ranks: Record<PlanKey, number> = { basic: 1, pro: 2, enterprise: 3 };
const lengths: Record<Interval, number> = { month: 1, year: 12 };

/** @param priceCents what was paid for the period; the catalogue's price when left out */
export function termsOf(catalogue: Catalogue, { plan, interval }: PlanChoice, priceCents?: number): Terms {
  const { tier, dailyUnits, monthlyUnits, currency } = catalogue.getPlan(plan);
  return {
    ...{ plan, interval, tier, dailyUnits, monthlyUnits, currency },
    priceCents: priceCents ?? catalogue.priceCents(plan, interval),
  };
}

export function compare(from: PlanChoice, to: PlanChoice): ChangeKind {
  const isLonger = lengths[to.interval] > lengths[from.interval];
  const isAsLong = to.interval === from.interval;
  const climb = ranks[to.plan] - ranks[from.plan];
  if (climb === 0 && isAsLong) return "same";
  return (isLonger && climb >= 0) || (isAsLong && climb > 0) ? "upgrade" : "downgrade";
}

/** "Pro plan, monthly" */
export function nameOf(catalogue: Catalogue, { plan, interval }: PlanChoice): string {
  return `${catalogue.getPlan(plan).name} plan, ${interval}ly`;
}
