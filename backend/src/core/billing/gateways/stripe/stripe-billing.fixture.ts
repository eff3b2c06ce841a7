import type { InvoiceLine, StripeInvoicing } from "./stripe-invoices.fixture";
import type { Invoice, Metadata, Price, Subscription, SubscriptionItem } from "./stripe-objects.fixture";
import type { Card, StripeMoney } from "./stripe-payments.fixture";
import { listOf, type StripeStore } from "./stripe-store.fixture";
import { declined, type Form, formOf, formsOf, invalid, missing, textOf } from "./stripe-wire.fixture";

export interface StripeBilling {
  priceOf(form: Form): Price;
  begin(customerId: string, price: Price, metadata: Metadata): Subscription;
  /** The invoice it begins with. */
  firstInvoice(subscription: Subscription): Invoice;
  update(subscriptionId: string, form: Form): Subscription;
  preview(form: Form): Invoice;
  cancel(subscriptionId: string): Subscription;
  /** Comes when the period ends: the end, or the next period with its invoice. `next` is the price that takes over. */
  renew(subscription: Subscription, next: Price | undefined): void;
  /** The person pays, or Stripe tries again. */
  retry(invoiceId: string, card: Card): boolean;
}

export interface BillingDependencies {
  store: StripeStore;
  money: StripeMoney;
  invoicing: StripeInvoicing;
  emit(type: string, object: object): void;
  cardOf(customerId: string): Card;
}

export function createStripeBilling({ store, money, invoicing, emit, cardOf }: BillingDependencies): StripeBilling {
  const itemOf = ({ items }: Subscription) => items.data[0] as SubscriptionItem;

  const priceOf = (form: Form): Price => {
    const id = textOf(form.price);
    if (id) return store.get("price", id, "price");
    const data = formOf(form.price_data);
    const product = store.get("product", textOf(data.product), "product");
    const interval = textOf(formOf(data.recurring).interval) === "year" ? "year" : "month";
    return store.add("price", {
      ...{ currency: textOf(data.currency) ?? "usd", unit_amount: Number(data.unit_amount), product: product.id },
      ...{ type: "recurring", recurring: { interval, interval_count: 1 } },
    });
  };

  const changeTo = (subscription: Subscription, price: Price) => {
    const item = itemOf(subscription);
    const now = store.now();
    const isSameLength = intervalOf(price) === intervalOf(item.price);
    const end = isSameLength ? item.current_period_end : addInterval(now, intervalOf(price), 1);
    const length = item.current_period_end - item.current_period_start;
    const left = (item.current_period_end - now) / length;
    const lines: InvoiceLine[] = [
      {
        amount: -Math.round(item.price.unit_amount * left),
        price: item.price,
        period: { start: now, end: item.current_period_end },
        isProration: true,
      },
      {
        amount: isSameLength ? Math.round(price.unit_amount * left) : price.unit_amount,
        price,
        period: { start: now, end },
        isProration: isSameLength,
      },
    ];
    const apply = () => {
      item.price = price;
      if (isSameLength) return;
      Object.assign(item, { current_period_start: now, current_period_end: end });
      subscription.billing_cycle_anchor = now;
    };
    return { lines, apply };
  };

  const finish = (subscription: Subscription) => {
    subscription.status = "canceled";
    subscription.ended_at = store.now();
    subscription.canceled_at ??= store.now();
    const schedule = store.find("subscription_schedule", subscription.schedule);
    if (schedule) schedule.status = "canceled";
    subscription.schedule = null;
    emit("customer.subscription.deleted", subscription);
  };

  const live = (id: string) => {
    const subscription = store.get("subscription", id);
    if (subscription.status === "canceled") {
      throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
    }
    return subscription;
  };

  const cancelBy = (subscription: Subscription, form: Form) => {
    if (subscription.schedule) {
      throw invalid(
        `The subscription is managed by the subscription schedule \`${subscription.schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
      );
    }
    const isFlag = form.cancel_at_period_end !== undefined;
    const isSet = isFlag ? form.cancel_at_period_end === "true" : form.cancel_at !== "";
    const end = itemOf(subscription).current_period_end;
    subscription.cancel_at_period_end = isFlag && isSet;
    subscription.cancel_at = isSet ? (isFlag ? end : Number(form.cancel_at)) : null;
    subscription.canceled_at = isSet ? store.now() : null;
  };

  return {
    priceOf,

    begin(customer, price, metadata) {
      const now = store.now();
      const subscription = store.add("subscription", {
        ...{ billing_cycle_anchor: now, cancel_at: null, cancel_at_period_end: false, canceled_at: null },
        ...{ currency: price.currency, customer, ended_at: null, latest_invoice: null, metadata, schedule: null },
        ...{ status: "incomplete", items: listOf([], "/v1/subscription_items") },
      });
      subscription.items.data.push({
        ...{ id: `si_${crypto.randomUUID()}`, object: "subscription_item", created: now, livemode: false },
        ...{ current_period_start: now, current_period_end: addInterval(now, intervalOf(price), 1) },
        ...{ price, quantity: 1, subscription: subscription.id },
      });
      emit("customer.subscription.created", subscription);
      return subscription;
    },

    firstInvoice(subscription) {
      return invoicing.issue(subscription, "subscription_create", [wholePeriod(itemOf(subscription))]);
    },

    update(id, form) {
      const subscription = live(id);
      if (form.cancel_at_period_end !== undefined || form.cancel_at !== undefined) cancelBy(subscription, form);
      const [change] = formsOf(form.items);
      if (change) {
        const { lines, apply } = changeTo(subscription, priceOf(change));
        const card = cardOf(subscription.customer);
        const error = money.wouldFail(card, "change");
        if (error && form.payment_behavior === "error_if_incomplete") throw declined(error);
        apply();
        const invoice = invoicing.issue(subscription, "subscription_update", lines);
        if (invoice.status === "open") invoicing.collect(invoice, card, "change");
      }
      emit("customer.subscription.updated", subscription);
      return subscription;
    },

    preview(form) {
      const subscription = live(textOf(form.subscription) ?? "");
      const [change] = formsOf(formOf(form.subscription_details).items);
      if (!change) throw invalid("Only changes of items are previewed here", { param: "subscription_details" });
      return invoicing.draft(subscription, "subscription_update", changeTo(subscription, priceOf(change)).lines);
    },

    cancel(id) {
      const subscription = store.get("subscription", id);
      if (subscription.status === "canceled") throw missing("subscription", id);
      finish(subscription);
      return subscription;
    },

    renew(subscription, next) {
      const item = itemOf(subscription);
      if (subscription.cancel_at !== null && subscription.cancel_at <= store.now()) {
        finish(subscription);
        return;
      }
      const start = item.current_period_end;
      const isNewLength = next !== undefined && intervalOf(next) !== intervalOf(item.price);
      if (isNewLength) subscription.billing_cycle_anchor = start;
      if (next) item.price = next;
      item.current_period_start = start;
      item.current_period_end = nextAfter(subscription.billing_cycle_anchor, intervalOf(item.price), start);
      const reason = isNewLength ? "subscription_update" : "subscription_cycle";
      const invoice = invoicing.issue(subscription, reason, [wholePeriod(item)]);
      if (!invoicing.collect(invoice, cardOf(subscription.customer), "renewal")) subscription.status = "past_due";
      emit("customer.subscription.updated", subscription);
    },

    retry(invoiceId, card) {
      const invoice = store.get("invoice", invoiceId);
      const isPaid = invoicing.collect(invoice, card, "checkout");
      const subscription = store.get("subscription", invoice.parent.subscription_details.subscription);
      if (isPaid && subscription.status === "past_due") {
        subscription.status = "active";
        emit("customer.subscription.updated", subscription);
      }
      return isPaid;
    },
  };
}

function wholePeriod({ price, current_period_start, current_period_end }: SubscriptionItem): InvoiceLine {
  const period = { start: current_period_start, end: current_period_end };
  return { amount: price.unit_amount, price, period, isProration: false };
}

function intervalOf({ recurring }: Price): "month" | "year" {
  return recurring?.interval ?? "month";
}

/** The day of the month stays the anchor's, where the month has it. */
function addInterval(anchor: number, interval: "month" | "year", count: number): number {
  const date = new Date(anchor * 1000);
  const months = interval === "year" ? 12 * count : count;
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}

function nextAfter(anchor: number, interval: "month" | "year", moment: number): number {
  let count = 1;
  while (addInterval(anchor, interval, count) <= moment) count++;
  return addInterval(anchor, interval, count);
}
