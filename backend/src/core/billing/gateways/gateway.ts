import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { Gateway } from "@lumiku/contracts/payments";

export type GatewayId = Gateway["id"];

/**
 * What a gateway says has happened, in words of no gateway. Payments, refunds and disputes are facts that are never
 * taken back, so that they may come in any order and any number of times.
 *
 * `reference` is the id of our payment, which the gateway was given when it began and repeats; null where it does not.
 * `gatewayPaymentId` is what later refunds and disputes name (at Stripe the payment intent, at PayPal the capture).
 */
export type GatewayFact =
  | ({
      kind: "payment.succeeded";
      reference: string | null;
      gatewayPaymentId: string;
      customerId: string | null;
      amountCents: number;
      currency: string;
      paidAt: Date;
    } & { subscription: PaidPeriod | null })
  | {
      kind: "payment.failed";
      reference: string | null;
      gatewayPaymentId: string | null;
      /** Set when it was the renewal of this subscription. */
      gatewaySubscriptionId: string | null;
      /** For the person. */
      message: string;
    }
  | { kind: "checkout.expired"; reference: string | null; checkoutId: string }
  | {
      kind: "refund.succeeded";
      gatewayPaymentId: string;
      gatewayRefundId: string;
      amountCents: number;
      currency: string;
      reason: string | null;
    }
  | { kind: "dispute.opened" | "dispute.won" | "dispute.lost"; gatewayPaymentId: string; disputeId: string }
  /** Look at it again: the gateway's word on it is its present state, not the event. */
  | { kind: "subscription.changed"; gatewaySubscriptionId: string };

/** The period of a subscription that a payment is for. */
export interface PaidPeriod {
  gatewaySubscriptionId: string;
  purpose: "subscription" | "renewal" | "upgrade";
  plan: PlanKey;
  interval: Interval;
  periodStart: Date;
  periodEnd: Date;
}

export interface CheckoutOrder {
  /** Our payment's id. */
  reference: string;
  userId: string;
  email: string;
  /** The customer of earlier payments there. */
  customerId: string | null;
  description: string;
  amountCents: number;
  currency: string;
  /** Set when it begins a plan, or brings back one whose renewal failed. */
  plan: { plan: PlanKey; interval: Interval } | null;
  successUrl: string;
  cancelUrl: string;
}

export interface Checkout {
  checkoutId: string;
  /** Where the person pays. */
  url: string;
  expiresAt: Date | null;
}

export interface VerifiedEvent {
  eventId: string;
  type: string;
  occurredAt: Date;
}

/** A payment as the gateway has it, for comparison. */
export interface GatewayPayment {
  gatewayPaymentId: string;
  reference: string | null;
  amountCents: number;
  refundedCents: number;
  currency: string;
  status: "succeeded" | "pending" | "failed";
  /** As it would have been told, when it succeeded. */
  fact: GatewayFact | null;
}

export interface RefundOrder {
  gatewayPaymentId: string;
  amountCents: number;
  currency: string;
  reason: string;
  /** The same key never gives back twice. */
  idempotencyKey: string;
}

/**
 * Takes money. Every call may be repeated: what names a reference or an idempotency key happens once.
 * Failures of the service are AppErrors: PAYMENT_UNAVAILABLE when it does not answer, PAYMENT_DECLINED when the card is refused.
 */
export interface PaymentGateway {
  readonly id: GatewayId;
  readonly name: string;
  readonly isTest: boolean;
  createCheckout(order: CheckoutOrder): Promise<Checkout>;
  /** Nobody can pay it any more. @returns false when it has been paid */
  expireCheckout(checkoutId: string): Promise<boolean>;
  /** How a checkout has ended, asked of the gateway itself; takes the money of one that was only approved. Null while it is open. */
  settleCheckout(checkoutId: string): Promise<GatewayFact | null>;
  /**
   * Checks a webhook's signature and age (±300 s) on its raw body.
   *
   * @throws AppError MALFORMED_REQUEST when it is not the gateway's
   */
  verifyWebhook(body: string, headers: Headers): Promise<VerifiedEvent>;
  /** What the body of a verified webhook says; null for what does not matter here. */
  readFact(body: string): Promise<GatewayFact | null>;
  refund(order: RefundOrder): Promise<{ gatewayRefundId: string }>;
  /** Payments begun since then, each once. */
  listPayments(since: Date): AsyncIterable<GatewayPayment>;
  /** Left out by a gateway that only takes single payments. */
  readonly plans?: PlatformCollected | GatewayCollected;
}

/** Renewals are collected when the platform's clock says so. */
export interface PlatformCollected {
  readonly collects: "platform";
  /** Charges what the customer left at the checkout. @throws AppError PAYMENT_DECLINED */
  charge(order: {
    reference: string;
    customerId: string;
    amountCents: number;
    currency: string;
    description: string;
  }): Promise<{ gatewayPaymentId: string; paidAt: Date }>;
}

/** The gateway has a subscription of its own, renews it and tells. */
export interface GatewayCollected {
  readonly collects: "gateway";
  /** Null when the gateway no longer has it. */
  find(gatewaySubscriptionId: string): Promise<GatewaySubscription | null>;
  /**
   * Changes the price: at once, charging the difference for what is left of the period, or from the next period on.
   *
   * @throws AppError PAYMENT_DECLINED; then nothing has changed
   */
  change(
    gatewaySubscriptionId: string,
    to: { plan: PlanKey; interval: Interval; amountCents: number; currency: string },
    when: "now" | "period-end",
    idempotencyKey: string,
  ): Promise<GatewaySubscription>;
  /** What `change` to this, now, would charge. Cents. */
  previewChange(
    gatewaySubscriptionId: string,
    to: { plan: PlanKey; interval: Interval; amountCents: number; currency: string },
  ): Promise<number>;
  /** Undoes a change that has not come yet. */
  keep(gatewaySubscriptionId: string): Promise<GatewaySubscription>;
  setCancelAtPeriodEnd(gatewaySubscriptionId: string, isCancelled: boolean): Promise<GatewaySubscription>;
  /** At once, without a refund. Harmless when it has ended. */
  end(gatewaySubscriptionId: string): Promise<void>;
  /** Where the person pays an invoice that failed; null when none is open. */
  findOpenInvoiceUrl(gatewaySubscriptionId: string): Promise<string | null>;
  createPortalUrl(customerId: string, returnUrl: string): Promise<string>;
}

export interface GatewaySubscription {
  gatewaySubscriptionId: string;
  customerId: string;
  status: "active" | "past_due" | "ended";
  plan: PlanKey;
  interval: Interval;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
}
