import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { GatewayCollected, GatewayFact, GatewaySubscription } from "../gateway";
import { orderOf } from "../order.fixture";
import { createGatewayAt, listFacts } from "./stripe-gateway.fixture";
import type { Card } from "./stripe-payments.fixture";
import type { StripeServer } from "./stripe-server.fixture";

export const prices = {
  basic: { month: 10_00, year: 100_00 },
  pro: { month: 30_00, year: 300_00 },
  enterprise: { month: 100_00, year: 1_000_00 },
};

/** A plan at its price. */
export const at = (plan: PlanKey, interval: Interval) => ({
  ...{ plan, interval, currency: "usd", amountCents: prices[plan][interval] },
});

/** Plans at a server of the tests. */
export function openPlans(server: StripeServer) {
  const gateway = createGatewayAt(server);
  const plans = gateway.plans as GatewayCollected;

  const find = async (id: string): Promise<GatewaySubscription> => {
    const subscription = await plans.find(id);
    if (!subscription) throw new TypeError(`${id} is not there`);
    return subscription;
  };

  return {
    gateway,
    plans,
    find,

    async subscribe(plan: PlanKey = "pro", interval: Interval = "month", card: Card = "works") {
      const order = orderOf({ plan: { plan, interval }, amountCents: prices[plan][interval], description: plan });
      const { checkoutId } = await gateway.createCheckout(order);
      server.pay(checkoutId, card);
      const fact = await gateway.settleCheckout(checkoutId);
      if (fact?.kind !== "payment.succeeded" || !fact.subscription) throw new TypeError("It did not begin");
      return { order, fact, period: fact.subscription, id: fact.subscription.gatewaySubscriptionId };
    },

    toldSoFar: async () => (await listFacts(server)).length,

    /** Payments and failures told since then, without repetitions. */
    async toldSince(count: number): Promise<GatewayFact[]> {
      const facts = (await listFacts(server)).slice(count).filter(({ kind }) => kind !== "subscription.changed");
      return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
    },

    async untilRenewal(id: string): Promise<number> {
      const { periodEnd } = await find(id);
      return periodEnd.getTime() - server.clock.now().getTime() + 1_000;
    },
  };
}
