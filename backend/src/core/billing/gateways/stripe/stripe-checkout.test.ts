import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { orderOf } from "../order.fixture";
import { createGatewayAt, listFacts, payAt } from "./stripe-gateway.fixture";
import { type StripeServer, startStripeServer } from "./stripe-server.fixture";

const DAY_MS = 86_400_000;

let server: StripeServer;
beforeEach(() => {
  server = startStripeServer();
});
afterEach(() => server.close());

const gatewayOf = () => createGatewayAt(server);
const told = () => listFacts(server);
const paid = (order = orderOf()) => payAt(server, order);

describe("a checkout", () => {
  test("is paid once and says so with our reference, our amount and the payment intent", async () => {
    const order = orderOf();
    const { gateway, checkoutId, fact } = await paid(order);
    expect(fact).toMatchObject({
      kind: "payment.succeeded",
      reference: order.reference,
      gatewayPaymentId: expect.stringMatching(/^pi_/),
      customerId: expect.stringMatching(/^cus_/),
      amountCents: 45_00,
      currency: "usd",
      subscription: null,
    });
    expect(await told()).toEqual([fact]);
    expect(await gateway.expireCheckout(checkoutId)).toBe(false);
    expect(server.taken()).toBe(1);
  });

  test("asked for again is the same checkout, even under another address and for a known customer", async () => {
    const { fact } = await paid();
    const gateway = gatewayOf();
    const order = orderOf();
    const first = await gateway.createCheckout(order);
    const again = await gateway.createCheckout(order);
    const changed = await gateway.createCheckout({
      ...order,
      email: "ada@elsewhere.example",
      customerId: fact.customerId,
    });
    expect(again).toEqual(first);
    expect(changed).toEqual(first);
    expect(server.store.all("checkout.session")).toHaveLength(2);
  });

  test("is for the customer of earlier payments, and for nobody else when Stripe has lost them", async () => {
    const { fact } = await paid();
    const known = await paid(orderOf({ customerId: fact.customerId }));
    expect(known.fact.customerId).toBe(fact.customerId);
    const lost = gatewayOf().createCheckout(orderOf({ customerId: "cus_lost" }));
    await expect(lost).rejects.toMatchObject({ code: "PAYMENT_UNAVAILABLE", retryable: false });
  });

  test("is open until it is paid, and a declined card leaves it open", async () => {
    const gateway = gatewayOf();
    const { checkoutId, url, expiresAt } = await gateway.createCheckout(orderOf());
    expect(url).toContain(checkoutId);
    expect(expiresAt?.getTime()).toBeGreaterThan(server.clock.now().getTime());
    server.pay(checkoutId, "declines");
    expect(await gateway.settleCheckout(checkoutId)).toBeNull();
    expect(await told()).toEqual([]);
    expect(server.taken()).toBe(0);
  });

  test("that is expired can be paid by nobody, and says that it has expired", async () => {
    const gateway = gatewayOf();
    const order = orderOf();
    const { checkoutId } = await gateway.createCheckout(order);
    expect(await gateway.expireCheckout(checkoutId)).toBe(true);
    expect(await gateway.expireCheckout(checkoutId)).toBe(true);
    expect(() => server.pay(checkoutId, "works")).toThrow();
    const fact = { kind: "checkout.expired", reference: order.reference, checkoutId } as const;
    expect(await gateway.settleCheckout(checkoutId)).toEqual(fact);
    expect(await told()).toEqual([fact]);
  });

  test("that Stripe does not know, as after a change of keys, can be paid by nobody", async () => {
    expect(await gatewayOf().settleCheckout("cs_of_another_account")).toBeNull();
    expect(await gatewayOf().expireCheckout("cs_of_another_account")).toBe(true);
  });

  test("nobody pays expires by itself after a day", async () => {
    const gateway = gatewayOf();
    const { checkoutId } = await gateway.createCheckout(orderOf());
    await server.elapse(DAY_MS);
    expect((await gateway.settleCheckout(checkoutId))?.kind).toBe("checkout.expired");
  });

  test("paid by a bank debit is a payment only when the money has come", async () => {
    const gateway = gatewayOf();
    const { checkoutId } = await gateway.createCheckout(orderOf());
    server.promise(checkoutId);
    expect(await gateway.settleCheckout(checkoutId)).toBeNull();
    expect(await told()).toEqual([]);
    expect(await gateway.expireCheckout(checkoutId)).toBe(false);
    server.settle(checkoutId, true);
    const fact = await gateway.settleCheckout(checkoutId);
    expect(fact?.kind).toBe("payment.succeeded");
    // The first word, read late, tells what is true by now.
    expect(await told()).toEqual(fact ? [fact, fact] : []);
  });

  test("paid by a bank debit that bounces is a payment that failed", async () => {
    const gateway = gatewayOf();
    const order = orderOf();
    const { checkoutId } = await gateway.createCheckout(order);
    server.promise(checkoutId);
    server.settle(checkoutId, false);
    expect(await gateway.settleCheckout(checkoutId)).toMatchObject({
      kind: "payment.failed",
      reference: order.reference,
      gatewaySubscriptionId: null,
    });
  });

  test("that costs nothing in the end is no payment", async () => {
    const gateway = gatewayOf();
    const { checkoutId } = await gateway.createCheckout(orderOf());
    server.giveAway(checkoutId);
    expect(await gateway.settleCheckout(checkoutId)).toBeNull();
    expect(await told()).toEqual([]);
  });
});
