import { Interval, PlanKey } from "@lumiku/contracts/billing";
import type Stripe from "stripe";
import { answerOf, findAnswer } from "./stripe-errors";

/** What is sold, at what price for each period. */
export interface PlanPrice {
  plan: PlanKey;
  interval: Interval;
  amountCents: number;
  currency: string;
}

export interface StripeProducts {
  /** A price made on the spot, on the plan's product, which is created when Stripe does not have it. */
  priceData(price: PlanPrice): Promise<PriceData>;
}

interface PriceData {
  currency: string;
  unit_amount: number;
  product: string;
  recurring: { interval: Interval };
}

/**
 * One product for each plan and interval, `lumiku-pro-year`, so that an invoice's line alone says what was bought,
 * whatever price it was bought at.
 */
export function createStripeProducts(stripe: Stripe): StripeProducts {
  const existing = new Set<string>();

  const ensure = async (id: string, name: string) => {
    if (existing.has(id)) return;
    const found = await findAnswer(stripe.products.retrieve(id));
    if (!found) await answerOf(stripe.products.create({ id, name }, { idempotencyKey: `product-${id}` }));
    existing.add(id);
  };

  return {
    async priceData({ plan, interval, amountCents, currency }) {
      const product = `lumiku-${plan}-${interval}`;
      await ensure(product, `Lumiku ${titles[plan]}, ${interval === "month" ? "monthly" : "yearly"}`);
      return { currency, unit_amount: amountCents, product, recurring: { interval } };
    },
  };
}

const titles: Record<PlanKey, string> = { basic: "Basic", pro: "Pro", enterprise: "Enterprise" };

/** The plan a product stands for; null for what something else sells on the same account. */
export function planOfProduct(productId: string | undefined): { plan: PlanKey; interval: Interval } | null {
  const [, plan, interval] = /^lumiku-([a-z]+)-([a-z]+)$/.exec(productId ?? "") ?? [];
  const key = PlanKey.safeParse(plan);
  const period = Interval.safeParse(interval);
  return key.success && period.success ? { plan: key.data, interval: period.data } : null;
}
