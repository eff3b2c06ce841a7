import { afterEach, beforeEach, expect, test } from "bun:test";
import { createGatewayAt, paidAt } from "./paypal-gateway.fixture";
import { type PaypalServer, startPaypalServer } from "./paypal-server.fixture";
import { createPaypalVerifier } from "./paypal-webhooks";

const DAY_MS = 86_400_000;

let server: PaypalServer;
let body: string;
beforeEach(async () => {
  server = startPaypalServer();
  await paidAt(server);
  body = server.webhooks.bodies.at(-1) ?? "";
});
afterEach(() => server.close());

const verify = (text: string, headers: Record<string, string>, gateway = createGatewayAt(server)) =>
  gateway.verifyWebhook(text, new Headers(headers));
const refusal = { code: "MALFORMED_REQUEST", status: 400 };

test("a webhook signed by PayPal is taken, with its id, its type and its time", async () => {
  const event = await verify(body, server.webhooks.sign(body));
  expect(event).toMatchObject({ eventId: JSON.parse(body).id, type: JSON.parse(body).event_type });
  expect(event.occurredAt).toBeInstanceOf(Date);
});

test.each(["signature", "too-old", "too-early", "another-secret"] as const)(
  "one with a bad mark is refused: %s",
  async (damage) => {
    await expect(verify(body, server.webhooks.sign(body, damage))).rejects.toMatchObject(refusal);
  },
);

test("one for another webhook, of another body or without a signature is refused", async () => {
  const headers = server.webhooks.sign(body);
  await expect(verify(body, headers, createGatewayAt(server, { webhookId: "OTHER" }))).rejects.toMatchObject(refusal);
  await expect(verify(`${body} `, headers)).rejects.toMatchObject(refusal);
  await expect(verify(body, {})).rejects.toMatchObject(refusal);
  await expect(verify(body, { ...headers, "paypal-auth-algo": "none" })).rejects.toMatchObject(refusal);
});

test("a certificate is fetched from PayPal alone, and once", async () => {
  const headers = server.webhooks.sign(body);
  const elsewhere = [
    "https://paypal.com.evil.example/v1/notifications/certs/CERT-1",
    "https://evil.example/v1/notifications/certs/api.paypal.com",
    "http://api.paypal.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
    "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
    "https://api.paypal.com/v1/somewhere/else",
    "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
    `${server.url}/v1/notifications/certs/CERT-own`,
    "file:///etc/passwd",
    "",
  ];
  const live = createPaypalVerifier({ environment: "live", webhookId: server.webhookId, now: server.clock.now });
  for (const url of elsewhere) {
    await expect(live.verify(body, new Headers({ ...headers, "paypal-cert-url": url }))).rejects.toMatchObject(refusal);
  }

  const gateway = createGatewayAt(server);
  await Promise.all([verify(body, headers, gateway), verify(body, server.webhooks.sign(body), gateway)]);
  server.mood = "out-of-order";
  await verify(body, server.webhooks.sign(body), gateway);
});

test("a certificate that is not valid at the time, or that is none, is refused", async () => {
  server.clock.advance(400 * DAY_MS);
  await expect(verify(body, server.webhooks.sign(body))).rejects.toMatchObject(refusal);
  const headers = server.webhooks.sign(body);
  const missing = headers["paypal-cert-url"]?.replace("CERT-own", "CERT-none") ?? "";
  await expect(verify(body, { ...headers, "paypal-cert-url": missing })).rejects.toMatchObject(refusal);
});

test("while PayPal's certificate cannot be fetched nothing is refused for good", async () => {
  const gateway = createGatewayAt(server);
  server.mood = "out-of-order";
  await expect(verify(body, server.webhooks.sign(body), gateway)).rejects.toMatchObject({
    code: "PAYMENT_UNAVAILABLE",
  });
  server.mood = "well";
  await verify(body, server.webhooks.sign(body), gateway);
});
