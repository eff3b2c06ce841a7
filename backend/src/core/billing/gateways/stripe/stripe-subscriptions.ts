import type Stripe from "stripe";
import type { GatewayCollected, GatewaySubscription } from "../gateway";
import { answerOf, findAnswer } from "./stripe-errors";
import { idOf, toDate } from "./stripe-fields";
import { type PlanPrice, planOfProduct, type StripeProducts } from "./stripe-products";

/** Plans as subscriptions with one item, whose renewals Stripe collects and tells. */
export function createStripeSubscriptions(stripe: Stripe, products: StripeProducts): GatewayCollected {
  const get = (id: string) => answerOf(stripe.subscriptions.retrieve(id));

  /** A schedule that holds a subscription forbids to cancel it, and would undo an upgrade when its next phase comes. */
  const release = async ({ schedule }: Stripe.Subscription) => {
    const scheduleId = idOf(schedule);
    if (scheduleId) await answerOf(stripe.subscriptionSchedules.release(scheduleId));
  };

  const changeNow = async (subscription: Stripe.Subscription, to: PlanPrice, idempotencyKey: string) => {
    const { id, price } = itemOf(subscription);
    const price_data = await products.priceData(to);
    if (idOf(price.product) !== price_data.product || price.unit_amount !== to.amountCents) {
      const update: Stripe.SubscriptionUpdateParams = {
        items: [{ id, price_data }],
        proration_behavior: "always_invoice",
        payment_behavior: "error_if_incomplete",
      };
      await answerOf(stripe.subscriptions.update(subscription.id, update, { idempotencyKey }));
    }
    // After the money has come, so that a refused card leaves what was planned as well.
    await release(subscription);
  };

  const openSchedule = ({ id, schedule }: Stripe.Subscription, idempotencyKey: string) => {
    const existing = idOf(schedule);
    return answerOf(
      existing
        ? stripe.subscriptionSchedules.retrieve(existing)
        : stripe.subscriptionSchedules.create({ from_subscription: id }, { idempotencyKey }),
    );
  };

  const changeAtPeriodEnd = async (subscription: Stripe.Subscription, to: PlanPrice, idempotencyKey: string) => {
    // There is to be a next period.
    if (isCancelled(subscription)) {
      await answerOf(stripe.subscriptions.update(subscription.id, resumption(subscription)));
    }
    const item = itemOf(subscription);
    const { id, current_phase } = await openSchedule(subscription, `${idempotencyKey}-schedule`);
    await answerOf(
      stripe.subscriptionSchedules.update(
        id,
        {
          end_behavior: "release",
          proration_behavior: "none",
          phases: [
            {
              items: [{ price: item.price.id, quantity: 1 }],
              start_date: current_phase?.start_date ?? item.current_period_start,
              end_date: item.current_period_end,
              proration_behavior: "none",
            },
            {
              items: [{ price_data: await products.priceData(to), quantity: 1 }],
              duration: { interval: to.interval, interval_count: 1 },
              proration_behavior: "none",
            },
          ],
        },
        { idempotencyKey: `${idempotencyKey}-phases` },
      ),
    );
  };

  return {
    collects: "gateway",

    async find(gatewaySubscriptionId) {
      const subscription = await findAnswer(stripe.subscriptions.retrieve(gatewaySubscriptionId));
      return subscription && planOf(subscription) ? toGatewaySubscription(subscription) : null;
    },

    async change(gatewaySubscriptionId, to, when, idempotencyKey) {
      const subscription = await get(gatewaySubscriptionId);
      const change = when === "now" ? changeNow : changeAtPeriodEnd;
      await change(subscription, to, idempotencyKey);
      return toGatewaySubscription(await get(gatewaySubscriptionId));
    },

    async previewChange(gatewaySubscriptionId, to) {
      const subscription = await get(gatewaySubscriptionId);
      const preview = await answerOf(
        stripe.invoices.createPreview({
          subscription: gatewaySubscriptionId,
          subscription_details: {
            items: [{ id: itemOf(subscription).id, price_data: await products.priceData(to) }],
            proration_behavior: "always_invoice",
          },
        }),
      );
      return preview.amount_due;
    },

    async keep(gatewaySubscriptionId) {
      await release(await get(gatewaySubscriptionId));
      return toGatewaySubscription(await get(gatewaySubscriptionId));
    },

    async setCancelAtPeriodEnd(gatewaySubscriptionId, wanted) {
      const subscription = await get(gatewaySubscriptionId);
      if (hasEnded(subscription) || isCancelled(subscription) === wanted) return toGatewaySubscription(subscription);
      await release(subscription);
      const params = wanted ? { cancel_at_period_end: true } : resumption(subscription);
      return toGatewaySubscription(await answerOf(stripe.subscriptions.update(gatewaySubscriptionId, params)));
    },

    async end(gatewaySubscriptionId) {
      const subscription = await findAnswer(stripe.subscriptions.retrieve(gatewaySubscriptionId));
      if (!subscription) return;
      if (!hasEnded(subscription)) {
        await release(subscription);
        await findAnswer(stripe.subscriptions.cancel(gatewaySubscriptionId, { invoice_now: false, prorate: false }));
      }
      // Nobody is to pay later for a plan that has ended.
      const open = await answerOf(stripe.invoices.list({ subscription: gatewaySubscriptionId, status: "open" }));
      for (const { id } of open.data) await answerOf(stripe.invoices.voidInvoice(id));
    },

    async findOpenInvoiceUrl(gatewaySubscriptionId) {
      const { data } = await answerOf(
        stripe.invoices.list({ subscription: gatewaySubscriptionId, status: "open", limit: 1 }),
      );
      return data[0]?.hosted_invoice_url ?? null;
    },

    async createPortalUrl(customerId, returnUrl) {
      const session = await answerOf(
        stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl }),
      );
      return session.url;
    },
  };
}

function itemOf({ id, items }: Stripe.Subscription): Stripe.SubscriptionItem {
  const item = items.data[0];
  if (!item) throw new TypeError(`The subscription ${id} has no item`);
  return item;
}

function planOf(subscription: Stripe.Subscription) {
  return planOfProduct(idOf(itemOf(subscription).price.product) ?? undefined);
}

/** Stripe's portal sets a date where a call sets the flag. */
function isCancelled({ cancel_at_period_end, cancel_at }: Stripe.Subscription): boolean {
  return cancel_at_period_end || cancel_at !== null;
}

function resumption({ cancel_at_period_end }: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  return cancel_at_period_end ? { cancel_at_period_end: false } : { cancel_at: "" };
}

function hasEnded({ status }: Stripe.Subscription): boolean {
  return statusOf(status) === "ended";
}

/** One whose first payment never came (`incomplete…`) has not begun. */
function statusOf(status: Stripe.Subscription.Status): GatewaySubscription["status"] {
  if (status === "active" || status === "trialing") return "active";
  return status === "past_due" || status === "unpaid" || status === "paused" ? "past_due" : "ended";
}

function toGatewaySubscription(subscription: Stripe.Subscription): GatewaySubscription {
  const item = itemOf(subscription);
  const plan = planOf(subscription);
  if (!plan) throw new TypeError(`The subscription ${subscription.id} is none of this platform's plans`);
  return {
    gatewaySubscriptionId: subscription.id,
    customerId: idOf(subscription.customer) ?? "",
    status: statusOf(subscription.status),
    ...plan,
    periodStart: toDate(item.current_period_start),
    periodEnd: toDate(item.current_period_end),
    cancelAtPeriodEnd: isCancelled(subscription),
  };
}
