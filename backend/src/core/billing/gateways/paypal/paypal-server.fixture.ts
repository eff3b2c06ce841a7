import { createSign, generateKeyPairSync } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Clock, createClock } from "../../../testing/clock";
import { createWebhookSender, type WebhookSender } from "../webhook-sender.fixture";
import { createCertificate } from "./certificate.fixture";
import { missing, Refusal } from "./paypal-ledger.fixture";
import { createPaypalLedger, type PaypalLedger } from "./paypal-orders.fixture";
import { createPaypalReporting, type PaypalReporting } from "./paypal-reporting.fixture";

/** "forgetful" does what it is asked and never answers; "silent" does nothing either. */
export type Mood = "well" | "out-of-order" | "silent" | "forgetful";

export interface Call {
  method: string;
  path: string;
  requestId: string | null;
  isReplay: boolean;
}

export interface PaypalServer extends PaypalLedger {
  url: string;
  clientId: string;
  clientSecret: string;
  webhookId: string;
  clock: Clock;
  reporting: PaypalReporting;
  webhooks: WebhookSender;
  calls: Call[];
  mood: Mood;
  /** Makes every token that was given out worthless. */
  revokeTokens(): void;
  /** Captures that took money, or will. */
  taken(): number;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
const CERTIFICATES = "/v1/notifications/certs/";
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** PayPal's API as its SDK speaks it: tokens, orders, captures, refunds, disputes, reports and signed webhooks. */
export function startPaypalServer({ clock = createClock() }: { clock?: Clock } = {}): PaypalServer {
  const [from, to] = [new Date(clock.now().getTime() - DAY_MS), new Date(clock.now().getTime() + 365 * DAY_MS)];
  const certificate = createCertificate(own, "messageverificationcerts.sandbox.paypal.com", from, to);
  const webhookId = "1JE4291016473214C";

  const webhooks = createWebhookSender((body, at, secret) => {
    const id = crypto.randomUUID();
    const time = at.toISOString().replace(/\.\d+/, "");
    const { privateKey } = secret === "ours" ? own : other;
    const signed = `${id}|${time}|${webhookId}|${crc32(body)}`;
    return {
      "paypal-transmission-id": id,
      "paypal-transmission-time": time,
      "paypal-transmission-sig": createSign("RSA-SHA256").update(signed).sign(privateKey, "base64"),
      "paypal-cert-url": `${server.url}${CERTIFICATES}CERT-own`,
      "paypal-auth-algo": "SHA256withRSA",
    };
  }, clock.now);
  const emit = (event_type: string, resource_type: string, resource: object) => {
    const id = `WH-${crypto.randomUUID().toUpperCase()}`;
    const create_time = clock.now().toISOString();
    webhooks.emit({
      id,
      event_version: "1.0",
      resource_version: "2.0",
      create_time,
      resource_type,
      event_type,
      resource,
    });
  };

  const ledger = createPaypalLedger(clock.now, emit, () => server.url);
  const reporting = createPaypalReporting(ledger);
  const tokens = new Set<string>();
  const answers = new Map<string, object>();

  const perform = (method: string, path: string, query: URLSearchParams, text: string): object | null => {
    const [, kind = "", id = "", verb = ""] =
      /^\/v[12]\/(?:checkout|payments|reporting)\/(\w+)\/?(\w*)\/?(\w*)$/.exec(path) ?? [];
    const body = text ? JSON.parse(text) : {};
    switch (`${method} ${kind} ${verb}`.trim()) {
      case "POST orders":
        return ledger.create(body);
      case "GET orders":
        return ledger.get(id);
      case "PATCH orders":
        ledger.patch(id, body);
        return null;
      case "POST orders capture":
        return ledger.capture(id);
      case "GET captures":
        return found(ledger.captures.get(id));
      case "POST captures refund":
        return ledger.refund(id, body);
      case "GET refunds":
        return found(ledger.refunds.get(id));
      case "GET transactions":
        return reporting.search(query);
      default:
        throw missing();
    }
  };

  const issueToken = (request: Request) => {
    const expected = `Basic ${btoa(`${server.clientId}:${server.clientSecret}`)}`;
    if (request.headers.get("authorization") !== expected) {
      const error = { error: "invalid_client", error_description: "Client Authentication failed" };
      return Response.json(error, { status: 401 });
    }
    const access_token = `A21AA${crypto.randomUUID()}`;
    tokens.add(access_token);
    return Response.json({ scope: "", access_token, token_type: "Bearer", app_id: "APP-1", expires_in: 32_400 });
  };

  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (server.mood === "out-of-order") return Response.json({ name: "SERVICE_UNAVAILABLE" }, { status: 503 });
    if (server.mood === "silent") return new Promise<never>(() => {});
    if (pathname === `${CERTIFICATES}CERT-own`) return new Response(certificate);
    if (pathname === "/v1/oauth2/token") return issueToken(request);
    if (!tokens.has(request.headers.get("authorization")?.replace("Bearer ", "") ?? "")) {
      return Response.json({ error: "invalid_token" }, { status: 401 });
    }
    const text = await request.text();
    const requestId = request.headers.get("paypal-request-id");
    const earlier = requestId ? answers.get(requestId) : undefined;
    server.calls.push({ method: request.method, path: pathname, requestId, isReplay: earlier !== undefined });
    try {
      const done = earlier ?? perform(request.method, pathname, searchParams, text);
      if (requestId && done) answers.set(requestId, done);
      if (server.mood === "forgetful" && request.method !== "GET") return new Promise<never>(() => {});
      if (!done) return new Response(null, { status: 204 });
      return Response.json(done, { status: request.method === "POST" && !earlier ? 201 : 200 });
    } catch (error) {
      if (error instanceof Refusal) return Response.json(error.body, { status: error.status });
      throw error;
    }
  };

  const http = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: answer });
  const server: PaypalServer = {
    ...ledger,
    ...{ url: `http://127.0.0.1:${http.port}`, clientId: "client-of-the-tests", clientSecret: "secret-of-the-tests" },
    ...{ webhookId, clock, reporting, webhooks, calls: [], mood: "well" },
    revokeTokens: () => tokens.clear(),
    taken: () => [...ledger.captures.values()].filter(({ status }) => status !== "DECLINED").length,
    async close() {
      await webhooks.idle();
      await http.stop(true);
    },
  };
  return server;
}

function found(object: object | undefined): object {
  if (!object) throw missing();
  return object;
}
