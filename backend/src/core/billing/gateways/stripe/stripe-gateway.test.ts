import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { describePaymentGateway } from "../gateway-suite";
import { orderOf } from "../order.fixture";
import type { StripeOptions } from "./stripe-gateway";
import { createGatewayAt, payAt } from "./stripe-gateway.fixture";
import { type StripeServer, startStripeServer } from "./stripe-server.fixture";

describePaymentGateway("Stripe", async () => {
  const server = startStripeServer();
  return {
    gateway: createGatewayAt(server),
    pay: async (checkoutId) => void server.pay(checkoutId, "works"),
    listWebhooks: async () => server.webhooks.bodies,
    sign: server.webhooks.sign,
    close: server.close,
  };
});

let server: StripeServer;
beforeEach(() => {
  server = startStripeServer();
});
afterEach(() => server.close());

const gatewayOf = (options?: Partial<StripeOptions>) => createGatewayAt(server, options);
const paid = (order = orderOf()) => payAt(server, order);

describe("when Stripe does not answer", () => {
  test("a call is PAYMENT_UNAVAILABLE, and what it did without saying so is not done twice", async () => {
    const order = orderOf();
    const hasty = gatewayOf({ timeoutMs: 100, retries: 0 });
    server.mood = "forgetful";
    await expect(hasty.createCheckout(order)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE", retryable: true });
    await hasty.createCheckout(order).catch(() => {});
    server.mood = "well";
    await hasty.createCheckout(order);
    expect(server.store.all("checkout.session")).toHaveLength(1);
  });

  test("a refund whose answer was lost gives back once", async () => {
    const { fact } = await paid();
    const hasty = gatewayOf({ timeoutMs: 100, retries: 0 });
    const order = {
      ...{ gatewayPaymentId: fact.gatewayPaymentId, amountCents: 20_00, currency: "usd", reason: "half" },
      idempotencyKey: "half",
    };
    server.mood = "forgetful";
    await expect(hasty.refund(order)).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
    server.mood = "well";
    const { gatewayRefundId } = await hasty.refund(order);
    expect(server.store.all("refund").map(({ id }) => id)).toEqual([gatewayRefundId]);
  });

  test.each(["out-of-order", "silent"] as const)("every question is PAYMENT_UNAVAILABLE: %s", async (mood) => {
    const { checkoutId } = await gatewayOf().createCheckout(orderOf());
    server.mood = mood;
    const hasty = gatewayOf({ timeoutMs: 100, retries: 0 });
    const unavailable = { code: "PAYMENT_UNAVAILABLE", status: 503 };
    await expect(hasty.settleCheckout(checkoutId)).rejects.toMatchObject(unavailable);
    await expect(hasty.expireCheckout(checkoutId)).rejects.toMatchObject(unavailable);
    await expect(hasty.plans && "find" in hasty.plans && hasty.plans.find("sub_1")).rejects.toMatchObject(unavailable);
    await expect(hasty.listPayments(new Date(0))[Symbol.asyncIterator]().next()).rejects.toMatchObject(unavailable);
  });

  test("an unreachable Stripe and a wrong key are PAYMENT_UNAVAILABLE, and no key is in what is logged", async () => {
    const wrong = gatewayOf({ secretKey: "sk_test_wrong_key", retries: 0 });
    const refusal = await wrong.createCheckout(orderOf()).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "PAYMENT_UNAVAILABLE", retryable: false });
    expect(Bun.inspect(refusal)).not.toContain("wrong_key");
    const nowhere = gatewayOf({ retries: 0 });
    await server.close();
    await expect(nowhere.createCheckout(orderOf())).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE" });
  });
});

test("every write names what it belongs to, so that it can be repeated", async () => {
  await paid();
  const writes = server.calls.filter(({ method }) => method === "POST");
  expect(writes.length).toBeGreaterThan(0);
  expect(writes.every(({ idempotencyKey }) => idempotencyKey)).toBe(true);
});

test("a key says whether it is test money", () => {
  expect(gatewayOf().isTest).toBe(true);
  expect(gatewayOf({ secretKey: "rk_test_1" }).isTest).toBe(true);
  expect(gatewayOf({ secretKey: "sk_live_1" }).isTest).toBe(false);
});
