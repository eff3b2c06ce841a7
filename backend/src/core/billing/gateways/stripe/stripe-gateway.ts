import { platformError } from "@lumiku/app-sdk";
import Stripe from "stripe";
import type { PaymentGateway, VerifiedEvent } from "../gateway";
import { createStripeCheckouts } from "./stripe-checkout";
import { answerOf } from "./stripe-errors";
import { listIntents, readCheckout, readEvent } from "./stripe-facts";
import { toDate, toSeconds } from "./stripe-fields";
import { createStripeProducts } from "./stripe-products";
import { createStripeSubscriptions } from "./stripe-subscriptions";

const TOLERANCE_SECONDS = 300;

export interface StripeOptions {
  secretKey: string;
  /** `whsec_…`, of the endpoint that sends webhooks here. */
  webhookSecret: string;
  /** Another place than Stripe's own. */
  apiUrl?: string | undefined;
  /** Of one try. */
  timeoutMs?: number;
  /** Tries after the first, under the same idempotency key. */
  retries?: number;
  now: () => Date;
}

/** Stripe: Checkout for every payment, subscriptions that Stripe renews, its portal for cards and invoices. */
export function createStripeGateway(options: StripeOptions): PaymentGateway {
  const { secretKey, webhookSecret, now } = options;
  const stripe = new Stripe(secretKey, {
    ...addressOf(options.apiUrl),
    timeout: options.timeoutMs ?? 20_000,
    maxNetworkRetries: options.retries ?? 1,
    telemetry: false,
  });
  const products = createStripeProducts(stripe);
  const checkouts = createStripeCheckouts(stripe, products, now);

  return {
    id: "stripe",
    name: "Card",
    isTest: /^[a-z]+_test_/.test(secretKey),
    plans: createStripeSubscriptions(stripe, products),
    createCheckout: checkouts.create,
    expireCheckout: checkouts.expire,
    settleCheckout: (checkoutId) => readCheckout(stripe, checkoutId),
    verifyWebhook: (body, headers) => verify(stripe, body, headers.get("stripe-signature") ?? "", webhookSecret, now()),
    readFact: (body) => readEvent(stripe, body),
    listPayments: (since) => listIntents(stripe, since),

    async refund({ gatewayPaymentId, amountCents, reason, idempotencyKey }) {
      const refund = await answerOf(
        stripe.refunds.create(
          { payment_intent: gatewayPaymentId, amount: amountCents, metadata: { reason } },
          { idempotencyKey },
        ),
      );
      if (refund.status === "failed" || refund.status === "canceled") {
        throw platformError("CONFLICT", { message: "Stripe could not give the money back. Nothing has changed." });
      }
      return { gatewayRefundId: refund.id };
    },
  };
}

async function verify(
  stripe: Stripe,
  body: string,
  signature: string,
  secret: string,
  now: Date,
): Promise<VerifiedEvent> {
  try {
    const event = await stripe.webhooks.constructEventAsync(
      body,
      signature,
      secret,
      TOLERANCE_SECONDS,
      undefined,
      now.getTime(),
    );
    // The SDK refuses what is too old, but not what comes from the future.
    const sentAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
    if (!(sentAt - toSeconds(now) <= TOLERANCE_SECONDS)) throw new Error("The signature is of a time to come");
    return { eventId: event.id, type: event.type, occurredAt: toDate(event.created) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : "unreadable";
    throw platformError("MALFORMED_REQUEST", { message: "This is not signed by Stripe.", cause: new Error(reason) });
  }
}

function addressOf(apiUrl: string | undefined): Pick<Stripe.StripeConfig, "host" | "port" | "protocol"> {
  if (!apiUrl) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  const isPlain = protocol === "http:";
  return { host: hostname, port: port || (isPlain ? 80 : 443), protocol: isPlain ? "http" : "https" };
}
