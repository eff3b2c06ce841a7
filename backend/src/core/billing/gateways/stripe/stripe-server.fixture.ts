import { createHmac } from "node:crypto";
import { type Clock, createClock } from "../../../testing/clock";
import { createWebhookSender, type WebhookSender } from "../webhook-sender.fixture";
import { createStripeBilling, type StripeBilling } from "./stripe-billing.fixture";
import { createStripeInvoicing } from "./stripe-invoices.fixture";
import { type Card, createStripeMoney, type StripeMoney } from "./stripe-payments.fixture";
import { createStripeRoutes } from "./stripe-routes.fixture";
import { createStripeSchedules } from "./stripe-schedules.fixture";
import { createStripeSessions, type StripeSessions } from "./stripe-sessions.fixture";
import { createStripeStore, type StripeStore } from "./stripe-store.fixture";
import { type Form, invalid, parseForm, Refusal } from "./stripe-wire.fixture";

/** "forgetful" does what it is asked and never answers; "silent" does nothing either. */
export type Mood = "well" | "out-of-order" | "silent" | "forgetful";

export interface Call {
  method: string;
  path: string;
  idempotencyKey: string | null;
  /** The answer of an earlier call with this key. */
  isReplay: boolean;
}

export interface StripeServer {
  url: string;
  secretKey: string;
  webhookSecret: string;
  clock: Clock;
  store: StripeStore;
  webhooks: WebhookSender;
  calls: Call[];
  mood: Mood;
  pay: StripeSessions["pay"];
  promise: StripeSessions["promise"];
  settle: StripeSessions["settle"];
  giveAway: StripeSessions["giveAway"];
  expire(sessionId: string): void;
  setCard(customerId: string, card: Card): void;
  retryInvoice: StripeBilling["retry"];
  settleRefund: StripeMoney["settleRefund"];
  dispute: StripeMoney["dispute"];
  moveDispute: StripeMoney["moveDispute"];
  /** What a person cancels in Stripe's portal, which sets a date and no flag. */
  cancelInPortal(subscriptionId: string): void;
  /** Puts the clock forward; what comes due on the way happens in its order. */
  elapse(milliseconds: number): Promise<void>;
  /** Charges that took money. */
  taken(): number;
  close(): Promise<void>;
}

/**
 * Stripe's API as its SDK speaks it, with everything that follows from it: sessions, intents, charges, refunds, disputes,
 * subscriptions that renew, invoices and signed webhooks.
 */
export function startStripeServer({ clock = createClock() }: { clock?: Clock } = {}): StripeServer {
  const webhookSecret = "whsec_of_the_test_endpoint";
  let moment: number | undefined;
  const now = () => moment ?? Math.floor(clock.now().getTime() / 1000);
  const store = createStripeStore(now);
  const webhooks = createWebhookSender((body, at, secret) => {
    const t = Math.floor(at.getTime() / 1000);
    const key = secret === "ours" ? webhookSecret : "whsec_of_somebody_else";
    const v1 = createHmac("sha256", key).update(`${t}.${body}`).digest("hex");
    return { "stripe-signature": `t=${t},v1=${v1}` };
  }, clock.now);
  const emit = (type: string, object: object) => {
    const id = `evt_${crypto.randomUUID().replaceAll("-", "")}`;
    const api_version = "2026-10-28.endive";
    webhooks.emit({ id, object: "event", api_version, created: now(), livemode: false, type, data: { object } });
  };

  const cards = new Map<string, Card>();
  const setCard = (customerId: string, card: Card) => void cards.set(customerId, card);
  const url = () => server.url;
  const money = createStripeMoney(store, emit);
  const invoicing = createStripeInvoicing(store, money, emit, url);
  const cardOf = (customerId: string) => cards.get(customerId) ?? "works";
  const billing = createStripeBilling({ store, money, invoicing, emit, cardOf });
  const schedules = createStripeSchedules(store, billing);
  const sessions = createStripeSessions({ store, money, invoicing, billing, emit, setCard, url });
  const route = createStripeRoutes({ store, money, invoicing, billing, schedules, sessions, url });

  const answers = new Map<string, { fingerprint: string; status: number; body: string }>();
  const perform = (method: string, path: string, form: Form) => {
    try {
      const expand = Array.isArray(form.expand) ? form.expand.map(String) : [];
      const deep = expand.find((field) => field.split(".").length > 4);
      if (deep) throw invalid(`You cannot expand more than 4 levels of a property: ${deep}`, { param: "expand" });
      return { status: 200, body: JSON.stringify(store.render(route(method, path, form), expand)) };
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: JSON.stringify({ error: error.body }) };
      throw error;
    }
  };

  const answer = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    if (request.headers.get("authorization") !== `Bearer ${server.secretKey}`) {
      return refusal(401, { type: "invalid_request_error", message: "Invalid API Key provided: sk_test_****" });
    }
    if (server.mood === "out-of-order") return refusal(503, { type: "api_error", message: "Try again later." });
    const text = request.method === "GET" || request.method === "DELETE" ? search.slice(1) : await request.text();
    if (server.mood === "silent") return new Promise<never>(() => {});
    const idempotencyKey = request.method === "POST" ? request.headers.get("idempotency-key") : null;
    const fingerprint = `${pathname} ${text}`;
    const earlier = idempotencyKey ? answers.get(idempotencyKey) : undefined;
    server.calls.push({ method: request.method, path: pathname, idempotencyKey, isReplay: earlier !== undefined });
    if (earlier && earlier.fingerprint !== fingerprint) {
      const message =
        "Keys for idempotent requests can only be used with the same parameters they were first used with.";
      return refusal(400, { type: "idempotency_error", message });
    }
    const { status, body } = earlier ?? perform(request.method, pathname, parseForm(text));
    if (idempotencyKey) answers.set(idempotencyKey, { fingerprint, status, body });
    if (server.mood === "forgetful" && request.method === "POST") return new Promise<never>(() => {});
    return new Response(body, { status, headers: headersOf(earlier !== undefined) });
  };

  const nextDue = () => {
    const until = Math.floor(clock.now().getTime() / 1000);
    const renewals = store
      .all("subscription")
      .filter(({ status }) => status === "active" || status === "past_due")
      .map((subscription) => {
        const at = subscription.items.data[0]?.current_period_end ?? Number.POSITIVE_INFINITY;
        return { at, happen: () => billing.renew(subscription, schedules.enter(subscription, at)) };
      });
    const expiries = store
      .all("checkout.session")
      .filter(({ status }) => status === "open")
      .map(({ id, expires_at }) => ({ at: expires_at, happen: () => void sessions.expire(id) }));
    return [...renewals, ...expiries].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  };

  const http = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: answer });
  const server: StripeServer = {
    ...{ url: `http://127.0.0.1:${http.port}`, secretKey: "sk_test_of_this_server", webhookSecret },
    ...{ clock, store, webhooks, calls: [], mood: "well", setCard },
    ...{ pay: sessions.pay, promise: sessions.promise, settle: sessions.settle, giveAway: sessions.giveAway },
    ...{ settleRefund: money.settleRefund, dispute: money.dispute, moveDispute: money.moveDispute },
    retryInvoice: billing.retry,
    expire: (sessionId) => void sessions.expire(sessionId),
    cancelInPortal(id) {
      const { items } = store.get("subscription", id);
      billing.update(id, { cancel_at: String(items.data[0]?.current_period_end) });
    },
    async elapse(milliseconds) {
      clock.advance(milliseconds);
      for (let due = nextDue(); due; due = nextDue()) {
        moment = due.at;
        due.happen();
      }
      moment = undefined;
      await webhooks.idle();
    },
    taken: () => store.all("charge").filter(({ status }) => status === "succeeded").length,
    async close() {
      await webhooks.idle();
      await http.stop(true);
    },
  };
  return server;
}

function headersOf(isReplay: boolean): Record<string, string> {
  const id = `req_${crypto.randomUUID().slice(0, 8)}`;
  return { "content-type": "application/json", "request-id": id, ...(isReplay && { "idempotent-replayed": "true" }) };
}

function refusal(status: number, error: object): Response {
  return new Response(JSON.stringify({ error }), { status, headers: headersOf(false) });
}
