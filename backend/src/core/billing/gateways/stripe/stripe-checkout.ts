import { platformError } from "@lumiku/app-sdk";
import Stripe from "stripe";
import type { Checkout, CheckoutOrder } from "../gateway";
import { answerOf, findAnswer, toAppError } from "./stripe-errors";
import { toDate, toSeconds } from "./stripe-fields";
import type { StripeProducts } from "./stripe-products";

/** Stripe's own limits: a session is open for a day, and an idempotency key is kept at least as long. */
const SESSION_SECONDS = 86_400;

export interface StripeCheckouts {
  create(order: CheckoutOrder): Promise<Checkout>;
  /** @returns false when it has been paid, or its money is on its way */
  expire(checkoutId: string): Promise<boolean>;
}

export function createStripeCheckouts(stripe: Stripe, products: StripeProducts, now: () => Date): StripeCheckouts {
  const open = (order: CheckoutOrder, what: SessionParams, idempotencyKey: string) =>
    stripe.checkout.sessions.create({ ...paramsOf(order), ...what }, { idempotencyKey });

  /** The person may have become a customer, or changed their address, between two tries for one payment. */
  const findOpened = async (reference: string) => {
    const since = toSeconds(now()) - SESSION_SECONDS;
    for await (const session of stripe.checkout.sessions.list({ created: { gte: since }, limit: 100 })) {
      if (session.client_reference_id === reference) return session;
    }
    return null;
  };

  const createOnce = async (order: CheckoutOrder, what: SessionParams) => {
    const key = `checkout-${order.reference}`;
    try {
      return await open(order, what, key);
    } catch (error) {
      const opened = error instanceof Stripe.errors.StripeIdempotencyError ? await findOpened(order.reference) : null;
      if (opened) return opened;
      throw error;
    }
  };

  return {
    async create(order) {
      const what = order.plan
        ? subscriptionParams(order, await products.priceData({ ...order, ...order.plan }))
        : paymentParams(order);
      const session = await answerOf(createOnce(order, what));
      if (!session.url) throw platformError("PAYMENT_UNAVAILABLE", { cause: new Error(`${session.id} has no page`) });
      return { checkoutId: session.id, url: session.url, expiresAt: toDate(session.expires_at) };
    },

    async expire(checkoutId) {
      try {
        await stripe.checkout.sessions.expire(checkoutId);
        return true;
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw toAppError(error);
        // One that Stripe does not have, as after a change of keys, can be paid by nobody.
        const session = await findAnswer(stripe.checkout.sessions.retrieve(checkoutId));
        if (session?.status === "open") throw toAppError(error);
        return session?.status !== "complete";
      }
    },
  };
}

type SessionParams = Stripe.Checkout.SessionCreateParams;

function paramsOf({ reference, userId, email, customerId, ...order }: CheckoutOrder): SessionParams {
  return {
    client_reference_id: reference,
    metadata: { reference, userId },
    success_url: order.successUrl,
    cancel_url: order.cancelUrl,
    // What is paid is to be our price to the cent, in our currency.
    adaptive_pricing: { enabled: false },
    ...(customerId ? { customer: customerId } : email && { customer_email: email }),
  };
}

function paymentParams({ reference, userId, ...order }: CheckoutOrder): SessionParams {
  return {
    mode: "payment",
    ...(!order.customerId && { customer_creation: "always" }),
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: order.currency,
          unit_amount: order.amountCents,
          product_data: { name: order.description },
        },
      },
    ],
    payment_intent_data: { description: order.description, metadata: { reference, userId } },
  };
}

function subscriptionParams(
  { reference, userId, description }: CheckoutOrder,
  price_data: Awaited<ReturnType<StripeProducts["priceData"]>>,
): SessionParams {
  return {
    mode: "subscription",
    line_items: [{ quantity: 1, price_data }],
    subscription_data: { description, metadata: { reference, userId } },
  };
}
