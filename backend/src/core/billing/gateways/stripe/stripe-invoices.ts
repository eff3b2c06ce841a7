import type Stripe from "stripe";
import type { GatewayFact, PaidPeriod } from "../gateway";
import { declineMessage, findAnswer } from "./stripe-errors";
import { idOf, toDate } from "./stripe-fields";
import { planOfProduct } from "./stripe-products";

/** Stripe expands four levels deep at most. */
const expand = ["payments.data.payment.payment_intent", "parent.subscription_details.subscription"];

/**
 * What has become of an invoice of a plan; null for any other invoice and while it is on its way.
 *
 * One that was paid without money (from what an earlier change left over) is no payment: the subscription has changed.
 */
export async function readInvoice(stripe: Stripe, invoiceId: string): Promise<GatewayFact | null> {
  const invoice = await findAnswer(stripe.invoices.retrieve(invoiceId, { expand }));
  const gatewaySubscriptionId = idOf(invoice?.parent?.subscription_details?.subscription);
  if (!invoice || !gatewaySubscriptionId) return null;
  const period = periodOf(invoice, gatewaySubscriptionId);
  if (!period) return null;

  switch (invoice.status) {
    case "paid":
      return paidFact(invoice, period) ?? { kind: "subscription.changed", gatewaySubscriptionId };
    case "open":
      return failedFact(invoice, period);
    case "void":
    case "uncollectible":
      return { kind: "subscription.changed", gatewaySubscriptionId };
    default:
      return null;
  }
}

function paidFact(invoice: Stripe.Invoice, period: PaidPeriod): GatewayFact | null {
  const paid = invoice.payments?.data.find(({ status, payment }) => status === "paid" && payment.payment_intent);
  const gatewayPaymentId = idOf(paid?.payment.payment_intent);
  const amountCents = paid?.amount_paid ?? 0;
  if (!paid || !gatewayPaymentId || amountCents === 0) return null;
  return {
    kind: "payment.succeeded",
    reference: referenceOf(invoice, period),
    gatewayPaymentId,
    customerId: idOf(invoice.customer),
    amountCents,
    currency: invoice.currency,
    paidAt: toDate(paid.status_transitions.paid_at ?? invoice.status_transitions.paid_at ?? paid.created),
    subscription: period,
  };
}

function failedFact(invoice: Stripe.Invoice, period: PaidPeriod): GatewayFact | null {
  const intent = invoice.payments?.data.at(-1)?.payment.payment_intent;
  const isOver =
    typeof intent === "object" && (intent.status === "requires_payment_method" || intent.status === "requires_action");
  // An upgrade that cannot be paid never has an invoice: Stripe answers the call that asked for it.
  if (!invoice.attempted || !isOver || period.purpose === "upgrade") return null;
  const error = intent.last_payment_error;
  return {
    kind: "payment.failed",
    reference: referenceOf(invoice, period),
    gatewayPaymentId: intent.id,
    gatewaySubscriptionId: period.purpose === "renewal" ? period.gatewaySubscriptionId : null,
    message: declineMessage(error?.decline_code, error?.code),
  };
}

/** A subscription keeps its first payment's reference for ever; only the invoice it began with is that payment. */
function referenceOf(invoice: Stripe.Invoice, { purpose }: PaidPeriod): string | null {
  if (purpose !== "subscription") return null;
  return invoice.parent?.subscription_details?.metadata?.reference ?? null;
}

function periodOf(invoice: Stripe.Invoice, gatewaySubscriptionId: string): PaidPeriod | null {
  const sold = invoice.lines.data.flatMap((line) => {
    const plan = planOfProduct(line.pricing?.price_details?.product);
    return plan && line.amount >= 0 ? [{ line, plan }] : [];
  });
  // A renewal may collect leftovers of changes made in Stripe's portal too.
  const chosen = sold.find(({ line }) => !isProration(line)) ?? sold.at(-1);
  if (!chosen) return null;
  const { start, end } = chosen.line.period;
  const purpose = purposeOf(invoice);
  const running = purpose === "upgrade" ? runningStart(invoice, end) : null;
  return {
    gatewaySubscriptionId,
    purpose,
    ...chosen.plan,
    periodStart: toDate(running ?? start),
    periodEnd: toDate(end),
  };
}

function purposeOf({ billing_reason, lines }: Stripe.Invoice): PaidPeriod["purpose"] {
  if (billing_reason === "subscription_create") return "subscription";
  // A plan that takes over at the end of a period of another length is billed as an update, but of a period of its own.
  return billing_reason === "subscription_update" && lines.data.some(isProration) ? "upgrade" : "renewal";
}

function isProration({ parent }: Stripe.InvoiceLineItem): boolean {
  return Boolean(parent?.subscription_item_details?.proration || parent?.invoice_item_details?.proration);
}

/** An upgrade pays for the rest of a period, which began earlier. */
function runningStart(invoice: Stripe.Invoice, end: number): number | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  const item = typeof subscription === "object" ? subscription.items.data[0] : undefined;
  return item?.current_period_end === end ? item.current_period_start : null;
}
