import type { Intent, Invoice, InvoicePayment, Line, Price, Subscription } from "./stripe-objects.fixture";
import type { Card, StripeMoney } from "./stripe-payments.fixture";
import { listOf, type StripeStore } from "./stripe-store.fixture";

export interface InvoiceLine {
  amount: number;
  price: Price;
  period: { start: number; end: number };
  isProration: boolean;
}

export interface StripeInvoicing {
  /** Not kept: what an invoice with these lines would be. */
  draft(subscription: Subscription, reason: Invoice["billing_reason"], lines: InvoiceLine[]): Invoice;
  /** Makes it final. It is not paid yet, unless nothing is due. */
  issue(subscription: Subscription, reason: Invoice["billing_reason"], lines: InvoiceLine[]): Invoice;
  /** Tries to collect it. @returns whether it has been paid */
  collect(invoice: Invoice, card: Card, occasion: "checkout" | "renewal" | "change"): boolean;
  /** Money that was on its way (a bank debit) has come, or never will. */
  settle(invoice: Invoice, isPaid: boolean): void;
  void(invoice: Invoice): void;
  intentOf(invoice: Invoice): Intent | undefined;
}

type Emit = (type: string, object: object) => void;

export function createStripeInvoicing(
  store: StripeStore,
  money: StripeMoney,
  emit: Emit,
  url: () => string,
): StripeInvoicing {
  const paymentOf = (invoice: Invoice) =>
    store.all("invoice_payment").find((payment) => payment.invoice === invoice.id);
  const intentOf = (invoice: Invoice) => store.find("payment_intent", paymentOf(invoice)?.payment.payment_intent);

  const fieldsOf = (subscription: Subscription, reason: Invoice["billing_reason"], lines: InvoiceLine[]) => {
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const due = Math.max(0, total);
    return {
      ...{ total, amount_due: due, amount_paid: 0, amount_remaining: due, attempted: false, attempt_count: 0 },
      billing_reason: reason,
      currency: subscription.currency,
      customer: subscription.customer,
      hosted_invoice_url: null,
      lines: listOf(
        lines.map((line) => lineOf(subscription, line)),
        "/v1/invoices/lines",
      ),
      parent: {
        type: "subscription_details" as const,
        quote_details: null,
        subscription_details: { subscription: subscription.id, metadata: { ...subscription.metadata } },
      },
      status: "draft" as const,
      status_transitions: { finalized_at: null, paid_at: null, voided_at: null },
    };
  };

  const markPaid = (invoice: Invoice, payment: InvoicePayment | undefined) => {
    const paid_at = store.now();
    Object.assign(invoice, { status: "paid", attempted: true, amount_paid: invoice.amount_due, amount_remaining: 0 });
    invoice.status_transitions.paid_at = paid_at;
    if (payment) Object.assign(payment, { status: "paid", amount_paid: invoice.amount_due });
    if (payment) payment.status_transitions.paid_at = paid_at;
    emit("invoice.paid", invoice);
    emit("invoice.payment_succeeded", invoice);
  };

  const invoicing: StripeInvoicing = {
    intentOf,
    draft: (subscription, reason, lines) => ({
      ...{ id: "upcoming_in_preview", object: "invoice", created: store.now(), livemode: false },
      ...fieldsOf(subscription, reason, lines),
    }),

    issue(subscription, reason, lines) {
      const invoice = store.add("invoice", fieldsOf(subscription, reason, lines));
      invoice.status = "open";
      invoice.hosted_invoice_url = `${url()}/invoice/${invoice.id}`;
      invoice.status_transitions.finalized_at = store.now();
      subscription.latest_invoice = invoice.id;
      emit("invoice.created", invoice);
      emit("invoice.finalized", invoice);
      if (invoice.amount_due === 0) {
        markPaid(invoice, undefined);
        return invoice;
      }
      const intent = store.add("payment_intent", {
        ...{ amount: invoice.amount_due, amount_received: 0, currency: invoice.currency, customer: invoice.customer },
        ...{ description: null, status: "requires_payment_method", latest_charge: null, last_payment_error: null },
        ...{ metadata: {}, client_secret: `${crypto.randomUUID()}_secret` },
      });
      store.add("invoice_payment", {
        ...{ amount_paid: null, amount_requested: invoice.amount_due, currency: invoice.currency, invoice: invoice.id },
        ...{ is_default: true, status: "open", status_transitions: { paid_at: null, canceled_at: null } },
        payment: { type: "payment_intent", payment_intent: intent.id },
      });
      return invoice;
    },

    collect(invoice, card, occasion) {
      const intent = intentOf(invoice);
      if (!intent) return true;
      invoice.attempt_count++;
      invoice.attempted = true;
      const isPaid = money.charge(intent, card, occasion);
      if (isPaid) markPaid(invoice, paymentOf(invoice));
      else emit("invoice.payment_failed", invoice);
      return isPaid;
    },

    settle(invoice, isPaid) {
      const intent = intentOf(invoice);
      if (intent) money.charge(intent, isPaid ? "works" : "declines", "checkout");
      invoice.attempted = true;
      if (isPaid) markPaid(invoice, paymentOf(invoice));
      else emit("invoice.payment_failed", invoice);
    },

    void(invoice) {
      invoice.status = "void";
      invoice.status_transitions.voided_at = store.now();
      const intent = intentOf(invoice);
      if (intent) intent.status = "canceled";
      emit("invoice.voided", invoice);
    },
  };
  return invoicing;
}

function lineOf(subscription: Subscription, { amount, price, period, isProration }: InvoiceLine): Line {
  const item = subscription.items.data[0];
  return {
    id: `il_${crypto.randomUUID()}`,
    object: "line_item",
    ...{ amount, period, currency: subscription.currency, quantity: 1 },
    description: `${isProration ? (amount < 0 ? "Unused time on" : "Remaining time on") : "1 ×"} ${price.product}`,
    parent: {
      type: "subscription_item_details",
      invoice_item_details: null,
      subscription_item_details: {
        subscription: subscription.id,
        subscription_item: item?.id ?? "",
        proration: isProration,
      },
    },
    pricing: { type: "price_details", price_details: { price: price.id, product: price.product } },
  };
}
