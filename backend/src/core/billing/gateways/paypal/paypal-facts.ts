import { type CapturedPayment, CaptureStatus, type OrdersCapture, RefundStatus } from "@paypal/paypal-server-sdk";
import { z } from "zod";
import type { GatewayFact } from "../gateway";
import { type PaypalClient, PaypalRefusal } from "./paypal-client";
import { fromMoney } from "./paypal-money";
import type { PaypalOrders } from "./paypal-orders";

/** Before the reference of an order that we have given up. */
export const WITHDRAWN = "withdrawn:";

/** Our payment's id, in the field of PayPal's objects that is ours. */
export function referenceOf(customId: string | undefined): string | null {
  return customId?.replace(WITHDRAWN, "") || null;
}

/** What has become of money that was taken; null while it is on its way. */
export function captureFact(capture: OrdersCapture | CapturedPayment, reference: string | null): GatewayFact | null {
  const { id, status, createTime } = capture;
  if (!id || !createTime) return null;
  switch (status) {
    case CaptureStatus.Completed:
    case CaptureStatus.PartiallyRefunded:
    case CaptureStatus.Refunded:
      return {
        kind: "payment.succeeded",
        ...{ reference, gatewayPaymentId: id, ...fromMoney(capture.amount), paidAt: new Date(createTime) },
        // Whose PayPal account paid says nothing about whose account here it is for.
        ...{ customerId: null, subscription: null },
      };
    case CaptureStatus.Declined:
    case CaptureStatus.Failed:
      return {
        kind: "payment.failed",
        ...{ reference, gatewayPaymentId: id, gatewaySubscriptionId: null },
        message: "PayPal declined the payment. Nothing was charged. Try again with another way to pay.",
      };
    default:
      return null;
  }
}

const Event = z.object({ event_type: z.string(), resource: z.record(z.string(), z.unknown()) });
const Named = z.object({ id: z.string() });
const Refund = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.object({ currency_code: z.string(), value: z.string() }),
  note_to_payer: z.string().optional(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })),
});
const Dispute = z.object({
  dispute_id: z.string(),
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string() })).min(1),
  dispute_outcome: z.object({ outcome_code: z.string().optional() }).optional(),
});

/** Outcomes by which the payer has the money. */
const lost = new Set(["RESOLVED_BUYER_FAVOUR", "ACCEPTED"]);

/**
 * What an event says. Payments and refunds are asked of PayPal anew, as they are by now; disputes, which its SDK cannot
 * ask for, are taken from the event.
 */
export async function readEvent(client: PaypalClient, orders: PaypalOrders, body: string): Promise<GatewayFact | null> {
  const { event_type, resource } = Event.parse(JSON.parse(body));
  switch (event_type) {
    case "CHECKOUT.ORDER.APPROVED":
    case "CHECKOUT.ORDER.COMPLETED":
    case "CHECKOUT.ORDER.VOIDED":
      return orders.settle(Named.parse(resource).id);
    case "PAYMENT.CAPTURE.COMPLETED":
    case "PAYMENT.CAPTURE.DECLINED":
    case "PAYMENT.CAPTURE.DENIED":
      return readCapture(client, Named.parse(resource).id);
    case "PAYMENT.CAPTURE.REFUNDED":
    case "PAYMENT.CAPTURE.REVERSED":
      return readRefund(client, Refund.parse(resource));
    case "CUSTOMER.DISPUTE.CREATED":
      return disputeFact(Dispute.parse(resource), false);
    case "CUSTOMER.DISPUTE.RESOLVED":
      return disputeFact(Dispute.parse(resource), true);
    default:
      return null;
  }
}

async function readCapture({ ask }: PaypalClient, captureId: string): Promise<GatewayFact | null> {
  const capture = await found(ask(({ payments }) => payments.getCapturedPayment({ captureId })));
  return capture && captureFact(capture, referenceOf(capture.customId));
}

/** A reversal that PayPal made by itself may have no refund to ask for: then the event's word on it counts. */
async function readRefund({ ask }: PaypalClient, told: z.output<typeof Refund>): Promise<GatewayFact | null> {
  const refund = (await found(ask(({ payments }) => payments.getRefund({ refundId: told.id })))) ?? {
    status: told.status,
    links: told.links,
    amount: { currencyCode: told.amount.currency_code, value: told.amount.value.replace("-", "") },
    noteToPayer: told.note_to_payer,
  };
  const capture = refund.links?.find(({ rel }) => rel === "up")?.href;
  const gatewayPaymentId = /\/captures\/([^/?]+)/.exec(capture ?? "")?.[1];
  if (refund.status !== RefundStatus.Completed || !gatewayPaymentId) return null;
  return {
    kind: "refund.succeeded",
    gatewayPaymentId,
    gatewayRefundId: told.id,
    ...fromMoney(refund.amount),
    reason: refund.noteToPayer ?? null,
  };
}

function disputeFact(dispute: z.output<typeof Dispute>, isResolved: boolean): GatewayFact | null {
  const disputeId = dispute.dispute_id;
  const gatewayPaymentId = dispute.disputed_transactions[0]?.seller_transaction_id ?? "";
  if (!isResolved) return { kind: "dispute.opened", gatewayPaymentId, disputeId };
  const isLost = lost.has(dispute.dispute_outcome?.outcome_code ?? "");
  return { kind: isLost ? "dispute.lost" : "dispute.won", gatewayPaymentId, disputeId };
}

async function found<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof PaypalRefusal)) throw error;
    if (error.status === 404) return null;
    throw error.toAppError();
  }
}
