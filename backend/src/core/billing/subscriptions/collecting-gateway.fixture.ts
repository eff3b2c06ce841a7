import { platformError } from "@lumiku/app-sdk";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type {
  CheckoutOrder,
  GatewayCollected,
  GatewayFact,
  GatewaySubscription,
  PaidPeriod,
  PaymentGateway,
} from "../gateways/gateway";
import { periodFrom } from "./calendar";

type Purpose = PaidPeriod["purpose"];

interface Held extends GatewaySubscription {
  next: PlanChoice | null;
  card: "works" | "declined";
  openInvoiceCents: number | null;
}

/**
 * A gateway with subscriptions of its own, in memory. What it has to tell waits in `news`, for a test to hand on in
 * whatever order; its clock is the test's.
 */
export function createCollectingGateway(now: () => Date) {
  const held = new Map<string, Held>();
  const orders = new Map<string, CheckoutOrder>();
  const news: GatewayFact[] = [];
  const prices = new Map<string, number>();
  let payments = 0;
  let isAway = false;

  const get = (id: string) => {
    if (isAway) throw platformError("PAYMENT_UNAVAILABLE");
    const subscription = held.get(id);
    if (!subscription) throw platformError("PAYMENT_UNAVAILABLE");
    return subscription;
  };
  const show = ({ next: _, card: __, openInvoiceCents: ___, ...subscription }: Held) => ({ ...subscription });
  const keyOf = ({ plan, interval }: PlanChoice) => `${plan} ${interval}`;
  const tell = (subscription: Held, purpose: Purpose, amountCents: number, reference: string | null = null) => {
    const { gatewaySubscriptionId, plan, interval, periodStart, periodEnd, customerId } = subscription;
    news.push({
      ...{ kind: "payment.succeeded", reference, gatewayPaymentId: `intent-${++payments}`, customerId, amountCents },
      ...{ currency: "usd", paidAt: now() },
      subscription: { gatewaySubscriptionId, purpose, plan, interval, periodStart, periodEnd },
    });
  };
  const changed = ({ gatewaySubscriptionId }: Held): void => {
    news.push({ kind: "subscription.changed", gatewaySubscriptionId });
  };
  const takeInvoice = (subscription: Held, amountCents: number) => {
    subscription.openInvoiceCents = null;
    subscription.status = "active";
    tell(subscription, "renewal", amountCents);
    changed(subscription);
  };

  const plans: GatewayCollected = {
    collects: "gateway",
    async find(id) {
      if (isAway) throw platformError("PAYMENT_UNAVAILABLE");
      const subscription = held.get(id);
      return subscription ? show(subscription) : null;
    },
    async previewChange(id, to) {
      return Math.max(to.amountCents - (prices.get(keyOf(get(id))) ?? 0), 0);
    },
    async change(id, to, when) {
      const subscription = get(id);
      const dueCents = await plans.previewChange(id, to);
      prices.set(keyOf(to), to.amountCents);
      if (when === "period-end") {
        subscription.next = { plan: to.plan, interval: to.interval };
        subscription.cancelAtPeriodEnd = false;
      } else {
        if (subscription.card === "declined") throw platformError("PAYMENT_DECLINED");
        if (to.interval !== subscription.interval) {
          const period = periodFrom(now(), now(), to.interval);
          Object.assign(subscription, { periodStart: period.start, periodEnd: period.end });
        }
        Object.assign(subscription, { plan: to.plan, interval: to.interval, next: null });
        tell(subscription, "upgrade", dueCents);
      }
      changed(subscription);
      return show(subscription);
    },
    async keep(id) {
      const subscription = get(id);
      subscription.next = null;
      return show(subscription);
    },
    async setCancelAtPeriodEnd(id, cancelAtPeriodEnd) {
      const subscription = get(id);
      Object.assign(subscription, { cancelAtPeriodEnd, next: null });
      changed(subscription);
      return show(subscription);
    },
    async end(id) {
      const subscription = get(id);
      if (subscription.status !== "ended") changed(subscription);
      Object.assign(subscription, { status: "ended", openInvoiceCents: null });
    },
    findOpenInvoiceUrl: async (id) => (get(id).openInvoiceCents === null ? null : `http://gateway/invoices/${id}`),
    createPortalUrl: async () => "http://gateway/portal",
  };

  const gateway: PaymentGateway = {
    ...{ id: "stripe", name: "Collecting gateway", isTest: true, plans },
    async createCheckout(order) {
      orders.set(order.reference, order);
      return { checkoutId: `session-${order.reference}`, url: `http://gateway/${order.reference}`, expiresAt: null };
    },
    expireCheckout: async () => true,
    settleCheckout: async () => null,
    verifyWebhook: async () => Promise.reject(platformError("MALFORMED_REQUEST")),
    readFact: async () => null,
    refund: async ({ idempotencyKey }) => ({ gatewayRefundId: idempotencyKey }),
    async *listPayments() {},
  };

  return {
    gateway,
    news,
    get,
    setAway: (away: boolean) => {
      isAway = away;
    },
    /** The person pays at the checkout, and their subscription begins. @returns its id */
    pay(reference: string): string {
      const order = orders.get(reference);
      if (!order?.plan) throw new Error(`There is no checkout of a plan for ${reference}`);
      const gatewaySubscriptionId = `subscription-${reference}`;
      const period = periodFrom(now(), now(), order.plan.interval);
      prices.set(keyOf(order.plan), order.amountCents);
      const subscription: Held = {
        ...{ gatewaySubscriptionId, customerId: order.customerId ?? `customer-${order.userId}`, ...order.plan },
        ...{ status: "active", periodStart: period.start, periodEnd: period.end, cancelAtPeriodEnd: false },
        ...{ next: null, card: "works", openInvoiceCents: null },
      };
      held.set(gatewaySubscriptionId, subscription);
      tell(subscription, "subscription", order.amountCents, reference);
      changed(subscription);
      return gatewaySubscriptionId;
    },
    /** The period is over there: it ends, or the next begins and is collected for, if the card works. */
    turn(id: string): void {
      const subscription = get(id);
      if (subscription.cancelAtPeriodEnd) {
        subscription.status = "ended";
        changed(subscription);
        return;
      }
      const { next } = subscription;
      Object.assign(subscription, next, { next: null });
      const period = periodFrom(subscription.periodStart, subscription.periodEnd, subscription.interval);
      Object.assign(subscription, { periodStart: period.start, periodEnd: period.end });
      const amountCents = prices.get(keyOf(subscription)) ?? 0;
      if (subscription.card === "works") {
        takeInvoice(subscription, amountCents);
        return;
      }
      Object.assign(subscription, { openInvoiceCents: amountCents, status: "past_due" });
      news.push({
        ...{ kind: "payment.failed", reference: null, gatewayPaymentId: null, gatewaySubscriptionId: id },
        message: "Your card was declined.",
      });
    },
    /** It tries the open invoice again, or the person pays it there. */
    payInvoice(id: string): void {
      const subscription = get(id);
      if (subscription.openInvoiceCents !== null) takeInvoice(subscription, subscription.openInvoiceCents);
    },
  };
}
