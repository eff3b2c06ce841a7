import type Stripe from "stripe";
import { z } from "zod";
import type { GatewayFact, GatewayPayment } from "../gateway";
import { declineMessage, findAnswer, toAppError } from "./stripe-errors";
import { idOf, toDate, toSeconds } from "./stripe-fields";
import { readInvoice } from "./stripe-invoices";

const Event = z.object({ type: z.string(), data: z.object({ object: z.object({ id: z.string() }) }) });

/**
 * What an event says. Only its type and the id are taken from it: its object is asked of Stripe anew, in the API version
 * this code is written for (an endpoint may send another), and as it is by now, so that a late word changes nothing.
 */
export async function readEvent(stripe: Stripe, body: string): Promise<GatewayFact | null> {
  const { type, data } = Event.parse(JSON.parse(body));
  const { id } = data.object;
  switch (type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.async_payment_failed":
    case "checkout.session.expired":
      return readCheckout(stripe, id);
    case "invoice.paid":
    case "invoice.payment_failed":
    case "invoice.payment_action_required":
    case "invoice.voided":
    case "invoice.marked_uncollectible": {
      const fact = await readInvoice(stripe, id);
      // How a first payment fails is told by its checkout, where another card may still be tried.
      return fact?.kind === "payment.failed" && fact.gatewaySubscriptionId === null ? null : fact;
    }
    case "refund.created":
    case "refund.updated":
      return readRefund(stripe, id);
    case "charge.dispute.created":
    case "charge.dispute.updated":
      return readDispute(stripe, id, false);
    case "charge.dispute.closed":
      return readDispute(stripe, id, true);
    case "customer.subscription.updated":
    case "customer.subscription.deleted":
    case "customer.subscription.paused":
    case "customer.subscription.resumed":
      return { kind: "subscription.changed", gatewaySubscriptionId: id };
    default:
      return null;
  }
}

/**
 * How a checkout has ended; null while it is open or its money is on its way. A plan's checkout and its first invoice
 * tell the very same fact, with one reference and one payment intent, so that either may come first, or both.
 */
export async function readCheckout(stripe: Stripe, checkoutId: string): Promise<GatewayFact | null> {
  const session = await findAnswer(
    stripe.checkout.sessions.retrieve(checkoutId, { expand: ["payment_intent.latest_charge"] }),
  );
  if (session?.status === "expired") {
    return { kind: "checkout.expired", reference: session.client_reference_id, checkoutId };
  }
  if (session?.status !== "complete" || session.payment_status === "no_payment_required") return null;
  const invoiceId = idOf(session.invoice);
  if (session.mode === "subscription") return invoiceId ? readInvoice(stripe, invoiceId) : null;
  return typeof session.payment_intent === "object" && session.payment_intent
    ? intentFact(session.payment_intent)
    : null;
}

async function readRefund(stripe: Stripe, refundId: string): Promise<GatewayFact | null> {
  const refund = await findAnswer(stripe.refunds.retrieve(refundId));
  const gatewayPaymentId = idOf(refund?.payment_intent);
  if (refund?.status !== "succeeded" || !gatewayPaymentId) return null;
  return {
    kind: "refund.succeeded",
    gatewayPaymentId,
    gatewayRefundId: refund.id,
    amountCents: refund.amount,
    currency: refund.currency,
    reason: refund.metadata?.reason ?? refund.reason,
  };
}

/** A bank's mere inquiry (`warning_…`), or a dispute that was settled before it began, takes no money and is none. */
async function readDispute(stripe: Stripe, disputeId: string, isClosed: boolean): Promise<GatewayFact | null> {
  const dispute = await findAnswer(stripe.disputes.retrieve(disputeId));
  const gatewayPaymentId = idOf(dispute?.payment_intent);
  if (!dispute || !gatewayPaymentId) return null;
  if (dispute.status.startsWith("warning_") || dispute.status === "prevented") return null;
  if (!isClosed) return { kind: "dispute.opened", gatewayPaymentId, disputeId };
  return { kind: dispute.status === "won" ? "dispute.won" : "dispute.lost", gatewayPaymentId, disputeId };
}

/** What has become of a single payment; its charge must be expanded. */
function intentFact(intent: Stripe.PaymentIntent): GatewayFact | null {
  const reference = intent.metadata.reference ?? null;
  if (intent.status === "succeeded" && intent.amount_received > 0) {
    const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
    return {
      kind: "payment.succeeded",
      reference,
      gatewayPaymentId: intent.id,
      customerId: idOf(intent.customer),
      amountCents: intent.amount_received,
      currency: intent.currency,
      paidAt: toDate(charge?.created ?? intent.created),
      subscription: null,
    };
  }
  if (intent.status !== "canceled" && intent.status !== "requires_payment_method") return null;
  const error = intent.last_payment_error;
  return {
    kind: "payment.failed",
    reference,
    gatewayPaymentId: intent.id,
    gatewaySubscriptionId: null,
    message: declineMessage(error?.decline_code, error?.code),
  };
}

/** Payment intents since then, with what was given back of each. */
export async function* listIntents(stripe: Stripe, since: Date): AsyncGenerator<GatewayPayment> {
  const pages = stripe.paymentIntents.list({
    created: { gte: toSeconds(since) },
    limit: 100,
    expand: ["data.latest_charge"],
  });
  try {
    for await (const intent of pages) {
      const isPaid = intent.status === "succeeded";
      const fact = isPaid ? await paidIntentFact(stripe, intent) : null;
      const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
      yield {
        gatewayPaymentId: intent.id,
        reference: (fact?.kind === "payment.succeeded" && fact.reference) || (intent.metadata.reference ?? null),
        amountCents: isPaid ? intent.amount_received : intent.amount,
        refundedCents: charge?.amount_refunded ?? 0,
        currency: intent.currency,
        status: isPaid ? "succeeded" : intent.status === "canceled" ? "failed" : "pending",
        fact,
      };
    }
  } catch (error) {
    throw toAppError(error);
  }
}

/** An intent does not name its invoice; those of single payments carry our reference instead. */
async function paidIntentFact(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<GatewayFact | null> {
  if (intent.metadata.reference) return intentFact(intent);
  const payment = { type: "payment_intent", payment_intent: intent.id };
  const { data } = await stripe.invoicePayments.list({ payment, limit: 1 });
  const invoiceId = idOf(data[0]?.invoice);
  return invoiceId ? readInvoice(stripe, invoiceId) : null;
}
