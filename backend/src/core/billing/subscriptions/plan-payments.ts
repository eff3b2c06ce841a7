import type { GatewayId, PaidPeriod } from "../gateways/gateway";

/** The part of a payment that a plan needs to know. */
export interface PlanPayment {
  id: string;
  userId: string;
  gateway: GatewayId;
  gatewayCustomerId: string | null;
  purpose: "subscription" | "renewal" | "upgrade";
  plan: string;
  interval: "month" | "year";
  amountCents: number;
  currency: string;
  subscriptionId: string | null;
  periodStart: Date | null;
  periodEnd: Date | null;
}

/**
 * What payments do to plans. `paid` and `refunded` run in the transaction that records the payment, once each, and
 * tell people by `afterCommit`.
 */
export interface PlanPayments {
  /**
   * Begins the plan, renews it, upgrades it, or brings it back. `period` is the gateway's, where it has a subscription
   * of its own. @returns the subscription it went to, with the period that was paid, for the payment's row
   */
  paid(
    payment: PlanPayment,
    period: PaidPeriod | null,
  ): Promise<{ subscriptionId: string; periodStart: Date; periodEnd: Date }>;
  /** Whose subscription a gateway collected for by itself; null when it is not known (yet). */
  findOwner(
    gateway: GatewayId,
    gatewaySubscriptionId: string,
  ): Promise<{ userId: string; subscriptionId: string } | null>;
  /** The gateway could not collect a renewal by itself: the grace begins. @returns false when the subscription is not known (yet) */
  renewalFailed(gateway: GatewayId, gatewaySubscriptionId: string, message: string): Promise<boolean>;
  /** Looks at the gateway's subscription and follows it. @returns false when it is not known (yet) */
  follow(gateway: GatewayId, gatewaySubscriptionId: string): Promise<boolean>;
  /** A payment for the running period was given back or lost in a dispute as a whole: the plan ends at once. */
  refunded(payment: PlanPayment): Promise<void>;
}
