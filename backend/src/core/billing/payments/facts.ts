import type { GatewayFact, GatewayId } from "../gateways/gateway";
import type { PlanPayments } from "../subscriptions/plan-payments";
import type { GivenBack } from "./given-back";
import type { Payments } from "./payments";
import type { Received } from "./received";

export type Outcome = Awaited<ReturnType<Payments["apply"]>>;

export interface FactsDependencies {
  received: Received;
  givenBack: GivenBack;
  planPayments: Pick<PlanPayments, "follow">;
  /** Others may have waited for it. */
  onApplied: (gateway: GatewayId, fact: GatewayFact) => void;
}

/** Applies facts, each kind where it belongs. */
export function createApply({ received, givenBack, planPayments, onApplied }: FactsDependencies): Payments["apply"] {
  const dispatch = async (gateway: GatewayId, fact: GatewayFact): Promise<Outcome> => {
    switch (fact.kind) {
      case "payment.succeeded":
        return received.succeeded(gateway, fact);
      case "payment.failed":
        return received.failed(gateway, fact);
      case "checkout.expired":
        return received.expired(gateway, fact);
      case "refund.succeeded":
        return givenBack.refunded(gateway, fact);
      case "dispute.opened":
      case "dispute.won":
      case "dispute.lost":
        return givenBack.disputed(gateway, fact);
      case "subscription.changed":
        return (await planPayments.follow(gateway, fact.gatewaySubscriptionId)) ? "applied" : "waiting";
    }
  };

  return async (gateway, fact) => {
    const outcome = await dispatch(gateway, fact);
    if (outcome === "applied") onApplied(gateway, fact);
    return outcome;
  };
}

/** A fact of one kind. */
export type FactOf<Kind extends GatewayFact["kind"]> = Extract<GatewayFact, { kind: Kind }>;
