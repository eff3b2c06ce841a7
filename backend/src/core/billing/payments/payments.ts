import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import type { GatewayFact, GatewayId } from "../gateways/gateway";

/** A payment somebody is about to make at a gateway's checkout. */
export interface PaymentOrder {
  userId: string;
  gateway: GatewayId;
  purpose: "pack" | "subscription" | "renewal";
  amountCents: number;
  currency: string;
  description: string;
  pack?: { key: string; credits: number } | undefined;
  plan?: { plan: PlanKey; interval: Interval } | undefined;
  /** The plan it brings back. */
  subscriptionId?: string | undefined;
  idempotencyKey?: string | undefined;
}

/** An amount collected without the person, from what they left at an earlier checkout. */
export interface ChargeOrder {
  userId: string;
  gateway: GatewayId;
  customerId: string;
  purpose: "renewal" | "upgrade";
  subscriptionId: string;
  plan: PlanKey;
  interval: Interval;
  amountCents: number;
  currency: string;
  description: string;
  periodStart: Date;
  periodEnd: Date;
  /** The same key is charged once, also by two workers at the same time or after a crash half-way. */
  idempotencyKey: string;
}

export interface Payments {
  /**
   * Writes the payment down and opens a checkout for it. The same idempotency key gives the same payment.
   *
   * @throws AppError IDEMPOTENCY_CONFLICT, PAYMENT_UNAVAILABLE
   */
  begin(order: PaymentOrder): Promise<Payment>;
  /**
   * Charges at a gateway whose renewals the platform collects, and applies it: what was paid takes effect in the
   * transaction that records it.
   *
   * @throws AppError PAYMENT_DECLINED (recorded as failed), PAYMENT_UNAVAILABLE (still pending: ask again with the same key)
   */
  charge(order: ChargeOrder): Promise<Payment>;
  /**
   * Applies what a gateway says, from a webhook, a question or a comparison: once, whatever the order and however often.
   * "waiting" when it is about something that has not been told yet; "ignored" when it changes nothing here.
   */
  apply(gateway: GatewayId, fact: GatewayFact): Promise<"applied" | "ignored" | "waiting">;
}
