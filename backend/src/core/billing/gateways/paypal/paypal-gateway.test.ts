import { afterEach, beforeEach, expect, test } from "bun:test";
import { describePaymentGateway } from "../gateway-suite";
import { orderOf } from "../order.fixture";
import { createGatewayAt, paidAt } from "./paypal-gateway.fixture";
import { type PaypalServer, startPaypalServer } from "./paypal-server.fixture";

describePaymentGateway("PayPal", async () => {
  const server = startPaypalServer();
  return {
    gateway: createGatewayAt(server),
    pay: async (checkoutId) => server.approve(checkoutId),
    listWebhooks: async () => server.webhooks.bodies,
    sign: server.webhooks.sign,
    close: server.close,
  };
});

let server: PaypalServer;
beforeEach(() => {
  server = startPaypalServer();
});
afterEach(() => server.close());

const unavailable = { code: "PAYMENT_UNAVAILABLE", status: 503 };

test("an order whose answer was lost is made once, and taken once", async () => {
  const order = orderOf();
  const hasty = createGatewayAt(server, { timeoutMs: 150 });
  server.mood = "forgetful";
  await expect(hasty.createCheckout(order)).rejects.toMatchObject({ ...unavailable, retryable: true });
  server.mood = "well";
  const { checkoutId } = await hasty.createCheckout(order);
  expect([...server.orders.keys()]).toEqual([checkoutId]);

  server.approve(checkoutId);
  server.mood = "forgetful";
  await expect(hasty.settleCheckout(checkoutId)).rejects.toMatchObject(unavailable);
  server.mood = "well";
  expect((await hasty.settleCheckout(checkoutId))?.kind).toBe("payment.succeeded");
  expect(server.taken()).toBe(1);
});

test("a refund whose answer was lost gives back once", async () => {
  const { gatewayPaymentId } = await paidAt(server);
  const hasty = createGatewayAt(server, { timeoutMs: 150 });
  const order = { gatewayPaymentId, amountCents: 20_00, currency: "usd", reason: "half", idempotencyKey: "half" };
  server.mood = "forgetful";
  await expect(hasty.refund(order)).rejects.toMatchObject(unavailable);
  server.mood = "well";
  await hasty.refund(order);
  expect(server.refunds.size).toBe(1);
});

test.each(["out-of-order", "silent"] as const)(
  "every question is PAYMENT_UNAVAILABLE, and is answered afterwards: %s",
  async (mood) => {
    const hasty = createGatewayAt(server, { timeoutMs: 150 });
    server.mood = mood;
    await expect(hasty.createCheckout(orderOf())).rejects.toMatchObject(unavailable);
    await expect(hasty.settleCheckout("ORDER")).rejects.toMatchObject(unavailable);
    await expect(hasty.expireCheckout("ORDER")).rejects.toMatchObject(unavailable);
    await expect(Array.fromAsync(hasty.listPayments(new Date(0)))).rejects.toMatchObject(unavailable);
    // The SDK itself would never ask for a token again.
    server.mood = "well";
    await hasty.createCheckout(orderOf());
  },
);

test("tokens that PayPal has revoked are asked for anew", async () => {
  const gateway = createGatewayAt(server);
  await gateway.createCheckout(orderOf());
  server.revokeTokens();
  await gateway.createCheckout(orderOf());
  expect(server.orders.size).toBe(2);
});

test("wrong credentials and an unreachable PayPal are PAYMENT_UNAVAILABLE, and no secret is in what is logged", async () => {
  const wrong = createGatewayAt(server, { clientSecret: "a-wrong-secret" });
  const refused = await wrong.createCheckout(orderOf()).catch((error: unknown) => error);
  expect(refused).toMatchObject({ ...unavailable, retryable: false });
  const gateway = createGatewayAt(server);
  await gateway.createCheckout(orderOf());
  await server.close();
  const unreached = await gateway.createCheckout(orderOf()).catch((error: unknown) => error);
  expect(unreached).toMatchObject({ ...unavailable, retryable: true });
  const logged = Bun.inspect([refused, unreached], { depth: 20 });
  for (const secret of [
    "a-wrong-secret",
    server.clientSecret,
    btoa(`${server.clientId}:`).slice(0, 20),
    "Bearer A21AA",
  ]) {
    expect(logged).not.toContain(secret);
  }
});

test("every write names what it belongs to, so that it can be repeated", async () => {
  const { gateway, gatewayPaymentId } = await paidAt(server);
  await gateway.refund({ gatewayPaymentId, amountCents: 1_00, currency: "usd", reason: "", idempotencyKey: "one" });
  const writes = server.calls.filter(({ method }) => method === "POST");
  expect(writes).toHaveLength(3);
  expect(writes.every(({ requestId }) => requestId)).toBe(true);
});

test("an environment says whether it is test money, and PayPal sells no plans", () => {
  expect(createGatewayAt(server).isTest).toBe(true);
  expect(createGatewayAt(server, { environment: "live" }).isTest).toBe(false);
  expect(createGatewayAt(server).plans).toBeUndefined();
});
