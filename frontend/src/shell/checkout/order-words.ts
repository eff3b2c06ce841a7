import { type CheckoutRequest, Interval, type PlanChoice, PlanKey } from "@lumiku/contracts/billing";
import { count, money, units } from "../../core/words";
import type { Offer } from "../billing/offer";
import { priceCentsOf, storageWords } from "../billing/plan-words";

/** Something that can be bought, as the address names it. */
export interface Order {
  request: CheckoutRequest;
  /** Set for a plan. */
  choice: PlanChoice | null;
  name: string;
  /** What one gets. */
  points: string[];
  /** How it is paid. */
  terms: string;
  amountCents: number;
  currency: string;
}

/** Null when it is not for sale. */
export function findOrder(
  { plans, packs }: Pick<Offer, "plans" | "packs">,
  named: { pack?: string | undefined; plan?: string | undefined; interval?: string | undefined },
): Order | null {
  const pack = packs.find(({ key }) => key === named.pack);
  if (pack) {
    return {
      ...{ request: { kind: "pack", pack: pack.key }, choice: null, name: `${count(pack.credits)} credits` },
      points: ["They never expire, with a plan or without", "Your first pack opens the models of Basic for good"],
      terms: "Paid once.",
      ...{ amountCents: pack.amountCents, currency: pack.currency },
    };
  }
  const [key, interval] = [PlanKey.safeParse(named.plan), Interval.safeParse(named.interval)];
  const plan = plans.find((candidate) => candidate.key === key.data);
  if (!plan || !key.success || !interval.success) return null;
  const choice = { plan: key.data, interval: interval.data };
  const amountCents = priceCentsOf(plan, choice.interval);
  return {
    ...{ request: { kind: "plan", ...choice }, choice, name: `${plan.name} plan, ${choice.interval}ly` },
    points: [
      `${units(plan.dailyUnits ?? 0)} a day, ${count(plan.monthlyUnits ?? 0)} a month`,
      ...plan.features,
      `${storageWords(plan.storageBytes)} of storage`,
    ],
    terms: `Renews every ${choice.interval} for ${money(amountCents, plan.currency)} until you cancel, which you can at any time.`,
    ...{ amountCents, currency: plan.currency },
  };
}
