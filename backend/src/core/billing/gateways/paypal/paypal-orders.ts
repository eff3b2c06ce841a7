import { platformError } from "@lumiku/app-sdk";
import {
  CheckoutPaymentIntent,
  type Order,
  OrderApplicationContextShippingPreference,
  OrderApplicationContextUserAction,
  OrderStatus,
  PatchOp,
  PayeePaymentMethodPreference,
} from "@paypal/paypal-server-sdk";
import type { Checkout, CheckoutOrder, GatewayFact } from "../gateway";
import { type PaypalClient, PaypalRefusal } from "./paypal-client";
import { captureFact, referenceOf, WITHDRAWN } from "./paypal-facts";
import { toMoney } from "./paypal-money";

/** How long a person has to approve an order, and we to take its money. */
const ORDER_MS = 3 * 3_600_000;
/** The longest description PayPal takes. */
const DESCRIPTION_LENGTH = 127;
const REPRESENTATION = "return=representation";

/** Refusals to take the money that may still pass: the person has more to do. */
const unfinished = new Set(["ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED", "PREVIOUS_REQUEST_IN_PROGRESS"]);

export interface PaypalOrders {
  create(order: CheckoutOrder): Promise<Checkout>;
  /** Takes the money of an order that is approved. Null while it is open, or its money on its way. */
  settle(orderId: string): Promise<GatewayFact | null>;
  /** @returns false when it has been paid, or its money is on its way */
  withdraw(orderId: string): Promise<boolean>;
}

export function createPaypalOrders({ ask }: PaypalClient, now: () => Date): PaypalOrders {
  const find = async (id: string): Promise<Order | null> => {
    try {
      return await ask(({ orders }) => orders.getOrder({ id }));
    } catch (error) {
      if (error instanceof PaypalRefusal && error.status === 404) return null;
      throw toAppError(error);
    }
  };

  const capture = async (order: Order, id: string): Promise<GatewayFact | null> => {
    try {
      const done = await ask(({ orders }) =>
        orders.captureOrder({ id, paypalRequestId: `capture-${id}`, prefer: REPRESENTATION }),
      );
      return factOf(done, id);
    } catch (error) {
      if (!(error instanceof PaypalRefusal)) throw error;
      if (error.issue === "ORDER_ALREADY_CAPTURED") return factOf(await find(id), id);
      if (unfinished.has(error.issue)) return null;
      if (error.status === 404) return { kind: "checkout.expired", reference: referenceIn(order), checkoutId: id };
      if (error.status !== 422) throw toAppError(error);
      const message =
        error.issue === "DUPLICATE_INVOICE_ID"
          ? "This has been paid already. Nothing was charged again."
          : "PayPal declined the payment. Nothing was charged. Try again with another way to pay.";
      return {
        kind: "payment.failed",
        ...{ reference: referenceIn(order), gatewayPaymentId: null, gatewaySubscriptionId: null, message },
      };
    }
  };

  return {
    async create(order) {
      const { reference, amountCents, currency, successUrl, cancelUrl } = order;
      const description = order.description.slice(0, DESCRIPTION_LENGTH);
      const amount = toMoney(amountCents, currency);
      const body = {
        intent: CheckoutPaymentIntent.Capture,
        // PayPal takes the money of an invoice once, whatever orders there are for it.
        purchaseUnits: [{ customId: reference, invoiceId: reference, description, amount }],
        // Not `payment_source`: an order made with it cannot be changed, and so not be withdrawn, before it is approved.
        applicationContext: {
          brandName: "Lumiku",
          userAction: OrderApplicationContextUserAction.PayNow,
          shippingPreference: OrderApplicationContextShippingPreference.NoShipping,
          paymentMethod: { payeePreferred: PayeePaymentMethodPreference.ImmediatePaymentRequired },
          returnUrl: successUrl,
          cancelUrl,
        },
      };
      const paypalRequestId = `checkout-${reference}`;
      const created = await ask(({ orders }) =>
        orders.createOrder({ body, paypalRequestId, prefer: REPRESENTATION }),
      ).catch(rethrow);
      const url = created.links?.find(({ rel }) => rel === "approve" || rel === "payer-action")?.href;
      if (!created.id || !url)
        throw platformError("PAYMENT_UNAVAILABLE", { cause: new Error("An order without a page") });
      const createdAt = created.createTime ? new Date(created.createTime) : now();
      return { checkoutId: created.id, url, expiresAt: new Date(createdAt.getTime() + ORDER_MS) };
    },

    async settle(id) {
      const order = await find(id);
      if (order?.status === OrderStatus.Approved && !isWithdrawn(order)) return capture(order, id);
      return factOf(order, id);
    },

    async withdraw(id) {
      const order = await find(id);
      if (!order || isWithdrawn(order) || order.status === OrderStatus.Voided) return true;
      if (order.status === OrderStatus.Completed) return hasFailed(factOf(order, id));
      const body = [
        {
          op: PatchOp.Replace,
          path: "/purchase_units/@reference_id=='default'/custom_id",
          value: WITHDRAWN + (referenceIn(order) ?? ""),
        },
      ];
      try {
        await ask(({ orders }) => orders.patchOrder({ id, body }));
        return true;
      } catch (error) {
        if (!(error instanceof PaypalRefusal)) throw error;
        const latest = await find(id);
        if (latest?.status === OrderStatus.Completed) return hasFailed(factOf(latest, id));
        if (!latest) return true;
        throw toAppError(error);
      }
    },
  };
}

/** What has become of an order. One that PayPal no longer has can be paid by nobody. */
function factOf(order: Order | null, checkoutId: string): GatewayFact | null {
  if (!order) return { kind: "checkout.expired", reference: null, checkoutId };
  const capture = order.purchaseUnits?.[0]?.payments?.captures?.[0];
  if (capture) return captureFact(capture, referenceIn(order));
  const isOver = order.status === OrderStatus.Voided || isWithdrawn(order);
  return isOver ? { kind: "checkout.expired", reference: referenceIn(order), checkoutId } : null;
}

function hasFailed(fact: GatewayFact | null): boolean {
  return fact?.kind === "payment.failed";
}

function referenceIn({ purchaseUnits }: Order): string | null {
  return referenceOf(purchaseUnits?.[0]?.customId);
}

/** PayPal cannot cancel an order. Its money is only taken by us, so it is enough to know of it that we shall not. */
function isWithdrawn({ purchaseUnits }: Order): boolean {
  return purchaseUnits?.[0]?.customId?.startsWith(WITHDRAWN) ?? false;
}

export function toAppError(error: unknown): unknown {
  return error instanceof PaypalRefusal ? error.toAppError() : error;
}

function rethrow(error: unknown): never {
  throw toAppError(error);
}
