import type { StripeBilling } from "./stripe-billing.fixture";
import type { StripeInvoicing } from "./stripe-invoices.fixture";
import type { Intent, Session } from "./stripe-objects.fixture";
import type { Card, StripeMoney } from "./stripe-payments.fixture";
import type { StripeStore } from "./stripe-store.fixture";
import { type Form, formOf, formsOf, invalid, textOf, textsOf } from "./stripe-wire.fixture";

/** What a person does on a checkout's page. */
export interface StripeSessions {
  create(form: Form): Session;
  expire(sessionId: string): Session;
  /** @returns whether it has been paid */
  pay(sessionId: string, card: Card): boolean;
  /** Pays by a bank debit, whose money comes later, if it does. */
  promise(sessionId: string): void;
  settle(sessionId: string, isPaid: boolean): void;
  /** Goes through a checkout whose whole price was taken off. */
  giveAway(sessionId: string): void;
}

export interface SessionDependencies {
  store: StripeStore;
  money: StripeMoney;
  invoicing: StripeInvoicing;
  billing: StripeBilling;
  emit(type: string, object: object): void;
  setCard(customerId: string, card: Card): void;
  url(): string;
}

const DAY_SECONDS = 86_400;

export function createStripeSessions(dependencies: SessionDependencies): StripeSessions {
  const { store, money, invoicing, billing, emit, setCard, url } = dependencies;
  /** What subscriptions and payments of a session are to carry. */
  const orders = new Map<string, Form>();

  const open = (id: string) => {
    const session = store.get("checkout.session", id);
    if (session.status !== "open") throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired.`);
    return session;
  };

  const complete = (session: Session, payment_status: Session["payment_status"]) => {
    Object.assign(session, { status: "complete", payment_status, url: null });
    emit("checkout.session.completed", session);
  };

  const enrol = (session: Session, card: Card) => {
    session.customer ??= store.add("customer", { email: session.customer_email, metadata: {} }).id;
    setCard(session.customer, card);
    return session.customer;
  };

  const intentFor = (session: Session): Intent => {
    const { description, metadata } = formOf(orders.get(session.id)?.payment_intent_data);
    const intent =
      store.find("payment_intent", session.payment_intent) ??
      store.add("payment_intent", {
        ...{ amount: session.amount_total, amount_received: 0, currency: session.currency, customer: null },
        ...{ description: textOf(description), metadata: textsOf(metadata), client_secret: `${session.id}_secret` },
        ...{ status: "requires_payment_method", latest_charge: null, last_payment_error: null },
      });
    session.payment_intent = intent.id;
    return intent;
  };

  const subscribe = (session: Session, card: Card) => {
    const [line = {}] = formsOf(orders.get(session.id)?.line_items);
    const { metadata } = formOf(orders.get(session.id)?.subscription_data);
    const subscription = billing.begin(enrol(session, card), billing.priceOf(line), textsOf(metadata));
    const invoice = billing.firstInvoice(subscription);
    Object.assign(session, { subscription: subscription.id, invoice: invoice.id });
    return { subscription, invoice };
  };

  return {
    create(form) {
      const [line = {}] = formsOf(form.line_items);
      const price = formOf(line.price_data);
      const customer = textOf(form.customer);
      if (customer) store.get("customer", customer, "customer");
      if (form.mode === "subscription")
        store.get("product", textOf(price.product), "line_items[0][price_data][product]");
      if (!textOf(form.success_url)) throw invalid("Missing required param: success_url.", { param: "success_url" });
      const session = store.add("checkout.session", {
        ...{
          mode: form.mode === "subscription" ? "subscription" : "payment",
          status: "open",
          payment_status: "unpaid",
        },
        ...{ client_reference_id: textOf(form.client_reference_id), metadata: textsOf(form.metadata), customer },
        ...{ customer_email: textOf(form.customer_email), currency: textOf(price.currency) ?? "usd" },
        ...{ amount_total: Number(price.unit_amount), payment_intent: null, subscription: null, invoice: null },
        ...{ success_url: textOf(form.success_url) ?? "", cancel_url: textOf(form.cancel_url) ?? "", url: null },
        expires_at: Number(textOf(form.expires_at) ?? store.now() + DAY_SECONDS),
      });
      session.url = `${url()}/pay/${session.id}`;
      orders.set(session.id, form);
      return session;
    },

    expire(id) {
      const session = open(id);
      Object.assign(session, { status: "expired", url: null });
      emit("checkout.session.expired", session);
      return session;
    },

    pay(id, card) {
      const session = open(id);
      if (session.mode === "subscription") {
        // The subscription is made when the money is there.
        if (money.wouldFail(card, "checkout")) return false;
        const { subscription, invoice } = subscribe(session, card);
        invoicing.collect(invoice, card, "checkout");
        subscription.status = "active";
        complete(session, "paid");
        return true;
      }
      const intent = intentFor(session);
      if (!money.charge(intent, card, "checkout")) return false;
      intent.customer = enrol(session, card);
      complete(session, "paid");
      return true;
    },

    promise(id) {
      const session = open(id);
      const invoice = session.mode === "subscription" ? subscribe(session, "works").invoice : undefined;
      const intent = invoice ? invoicing.intentOf(invoice) : intentFor(session);
      if (intent) Object.assign(intent, { status: "processing", customer: enrol(session, "works") });
      if (invoice) invoice.attempted = true;
      complete(session, "unpaid");
    },

    settle(id, isPaid) {
      const session = store.get("checkout.session", id);
      const invoice = store.find("invoice", session.invoice);
      const subscription = store.find("subscription", session.subscription);
      if (invoice) invoicing.settle(invoice, isPaid);
      else money.charge(intentFor(session), isPaid ? "works" : "declines", "checkout");
      if (subscription && isPaid) subscription.status = "active";
      if (isPaid) session.payment_status = "paid";
      emit(`checkout.session.async_payment_${isPaid ? "succeeded" : "failed"}`, session);
    },

    giveAway(id) {
      const session = open(id);
      enrol(session, "works");
      session.amount_total = 0;
      complete(session, "no_payment_required");
    },
  };
}
