import { createHash } from "node:crypto";
import { platformError } from "@lumiku/app-sdk";
import { RefundStatus } from "@paypal/paypal-server-sdk";
import type { PaymentGateway, RefundOrder } from "../gateway";
import { createPaypalClient, type PaypalAccount, type PaypalClient, PaypalRefusal } from "./paypal-client";
import { readEvent } from "./paypal-facts";
import { toMoney } from "./paypal-money";
import { createPaypalOrders } from "./paypal-orders";
import { searchPayments } from "./paypal-transactions";
import { createPaypalVerifier } from "./paypal-webhooks";

/** The longest `PayPal-Request-Id` and note that PayPal takes. */
const REQUEST_ID_LENGTH = 108;
const NOTE_LENGTH = 255;

const conflicts: Record<string, string> = {
  CAPTURE_FULLY_REFUNDED: "This payment has been given back already.",
  REFUND_AMOUNT_EXCEEDED: "That is more than is left of this payment.",
  CAPTURE_DISPUTED: "The buyer disputes this payment, so it cannot be given back from here.",
  REFUND_TIME_LIMIT_EXCEEDED: "PayPal gives back nothing that was paid so long ago.",
};

export interface PaypalOptions extends PaypalAccount {
  /** The id of the webhook that is sent here. */
  webhookId: string;
  now: () => Date;
}

/** PayPal: an order for every payment, whose money is taken once the person has approved it. Single payments only. */
export function createPaypalGateway(options: PaypalOptions): PaymentGateway {
  const client = createPaypalClient(options);
  const orders = createPaypalOrders(client, options.now);
  const verifier = createPaypalVerifier(options);

  return {
    id: "paypal",
    name: "PayPal",
    isTest: options.environment === "sandbox",
    createCheckout: orders.create,
    expireCheckout: orders.withdraw,
    settleCheckout: orders.settle,
    verifyWebhook: verifier.verify,
    readFact: (body) => readEvent(client, orders, body),
    refund: (order) => refund(client, order),
    listPayments: (since) => searchPayments(client, since, options.now()),
  };
}

async function refund({ ask }: PaypalClient, order: RefundOrder): Promise<{ gatewayRefundId: string }> {
  const { gatewayPaymentId: captureId, amountCents, currency, reason, idempotencyKey } = order;
  const body = { amount: toMoney(amountCents, currency), noteToPayer: reason.slice(0, NOTE_LENGTH) };
  const call = { captureId, body, paypalRequestId: requestId(idempotencyKey), prefer: "return=representation" };
  try {
    const { id, status } = await ask(({ payments }) => payments.refundCapturedPayment(call));
    if (id && status !== RefundStatus.Failed && status !== RefundStatus.Cancelled) return { gatewayRefundId: id };
  } catch (error) {
    if (!(error instanceof PaypalRefusal)) throw error;
    const message = conflicts[error.issue];
    throw message ? platformError("CONFLICT", { message, cause: error }) : error.toAppError();
  }
  throw platformError("CONFLICT", { message: "PayPal could not give the money back. Nothing has changed." });
}

function requestId(key: string): string {
  return key.length <= REQUEST_ID_LENGTH ? key : createHash("sha256").update(key).digest("hex");
}
