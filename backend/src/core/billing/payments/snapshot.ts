import type { Payment } from "@lumiku/contracts/payments";
import type { PlanPayment } from "../subscriptions/plan-payments";
import type { PaymentRow } from "./repository";

/** A payment as its payer sees it. */
export function toPayment(row: PaymentRow): Payment {
  return {
    ...{ id: row.id, purpose: row.purpose, status: row.status, description: row.description },
    ...{ amountCents: row.amountCents, refundedCents: row.refundedCents, currency: row.currency, credits: row.credits },
    gateway: row.gateway as Payment["gateway"],
    dispute: row.dispute as Payment["dispute"],
    failureMessage: row.failureMessage,
    checkoutUrl: row.status === "pending" ? row.checkoutUrl : null,
    receiptNumber: row.receiptNumber === null ? null : formatReceiptNumber(row.receiptNumber),
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  };
}

export const formatReceiptNumber = (number: number) => `R-${number}`;

/** @throws TypeError for a payment that is not for a plan, or whose account is gone */
export function toPlanPayment(row: PaymentRow): PlanPayment {
  const { id, userId, purpose, plan, interval, amountCents, currency, subscriptionId, periodStart, periodEnd } = row;
  if (purpose === "pack" || userId === null || plan === null || interval === null) {
    throw new TypeError(`Payment ${id} is not somebody's for a plan`);
  }
  return {
    ...{ id, userId, purpose, plan, interval, amountCents, currency, subscriptionId, periodStart, periodEnd },
    ...{ gateway: row.gateway as PlanPayment["gateway"], gatewayCustomerId: row.gatewayCustomerId },
  };
}

/** "$45.00", in the way of English readers, as everything the platform writes. */
export function formatMoney(amountCents: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  return format.format(amountCents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export const formatCredits = (credits: number) =>
  `${credits.toLocaleString("en-US")} ${credits === 1 ? "credit" : "credits"}`;
