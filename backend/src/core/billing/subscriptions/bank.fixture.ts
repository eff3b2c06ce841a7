import { platformError } from "@lumiku/app-sdk";
import type { CheckoutOrder, GatewayFact, PaymentGateway } from "../gateways/gateway";

/** "lost" takes the money, and the connection breaks before it can say so. */
export type Card = "works" | "declined" | "away" | "lost";

interface Charge {
  customerId: string;
  amountCents: number;
}

export interface Bank {
  gateway: PaymentGateway;
  /** What was taken, by the reference it was taken for. */
  taken: ReadonlyMap<string, Charge>;
  setCard(customerId: string, card: Card): void;
  /** The person pays at the checkout; the card stays with the customer. */
  pay(reference: string, now: Date, card?: Card): GatewayFact;
}

/** A gateway of plans the platform collects for: keeps cards, and charges each reference once. */
export function createBank(): Bank {
  const cards = new Map<string, Card>();
  const taken = new Map<string, Charge>();
  const orders = new Map<string, CheckoutOrder>();
  const idOf = (reference: string) => `bank-${reference}`;

  return {
    taken,
    setCard: (customerId, card) => cards.set(customerId, card),

    pay(reference, now, card = "works") {
      const order = orders.get(reference);
      if (!order) throw new Error(`There is no checkout for ${reference}`);
      const customerId = order.customerId ?? `customer-${order.userId}`;
      cards.set(customerId, card);
      const { amountCents, currency } = order;
      taken.set(reference, { customerId, amountCents });
      return {
        ...{ kind: "payment.succeeded", reference, gatewayPaymentId: idOf(reference), customerId },
        ...{ amountCents, currency, paidAt: now, subscription: null },
      };
    },

    gateway: {
      ...{ id: "sandbox", name: "Bank", isTest: true },
      async createCheckout(order) {
        orders.set(order.reference, order);
        return { checkoutId: `checkout-${order.reference}`, url: `http://bank/${order.reference}`, expiresAt: null };
      },
      expireCheckout: async () => true,
      settleCheckout: async () => null,
      verifyWebhook: async () => Promise.reject(platformError("MALFORMED_REQUEST")),
      readFact: async () => null,
      refund: async ({ idempotencyKey }) => ({ gatewayRefundId: idempotencyKey }),
      async *listPayments() {},
      plans: {
        collects: "platform",
        async charge({ reference, customerId, amountCents }) {
          const card = cards.get(customerId);
          if (card === "away") throw platformError("PAYMENT_UNAVAILABLE");
          if (!taken.has(reference)) {
            if (card !== "works" && card !== "lost") throw platformError("PAYMENT_DECLINED");
            taken.set(reference, { customerId, amountCents });
            if (card === "lost") throw new Error("The connection broke");
          }
          return { gatewayPaymentId: idOf(reference), paidAt: new Date(0) };
        },
      },
    },
  };
}
