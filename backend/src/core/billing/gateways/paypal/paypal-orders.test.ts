import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { orderOf } from "../order.fixture";
import { createGatewayAt, listFacts, payAt } from "./paypal-gateway.fixture";
import { type PaypalServer, startPaypalServer } from "./paypal-server.fixture";

const HOUR_MS = 3_600_000;

let server: PaypalServer;
beforeEach(() => {
  server = startPaypalServer();
});
afterEach(() => server.close());

describe("an order", () => {
  test("is paid once it is approved and its money taken, with our reference and our amount", async () => {
    const { order, fact } = await payAt(server);
    expect(fact).toMatchObject({
      ...{ kind: "payment.succeeded", reference: order.reference, amountCents: 45_00, currency: "usd" },
      ...{ customerId: null, subscription: null },
    });
    expect(new Set((await listFacts(server)).map((told) => JSON.stringify(told)))).toEqual(
      new Set([JSON.stringify(fact)]),
    );
    expect(server.taken()).toBe(1);
  });

  test("is open until it is approved, for three hours", async () => {
    const gateway = createGatewayAt(server);
    const { checkoutId, url, expiresAt } = await gateway.createCheckout(orderOf());
    expect(url).toContain(checkoutId);
    expect(Math.abs((expiresAt?.getTime() ?? 0) - server.clock.now().getTime() - 3 * HOUR_MS)).toBeLessThan(5_000);
    expect(await gateway.settleCheckout(checkoutId)).toBeNull();
    server.clock.advance(3 * HOUR_MS);
    expect(await gateway.settleCheckout(checkoutId)).toEqual({ kind: "checkout.expired", reference: null, checkoutId });
    expect(await gateway.expireCheckout(checkoutId)).toBe(true);
  });

  test("whose approval is told by a webhook alone is paid as well: reading it takes the money", async () => {
    const gateway = createGatewayAt(server);
    const { checkoutId } = await gateway.createCheckout(orderOf());
    server.approve(checkoutId);
    const approval = server.webhooks.bodies.at(-1) ?? "";
    const facts = await Promise.all([
      gateway.readFact(approval),
      gateway.readFact(approval),
      gateway.settleCheckout(checkoutId),
    ]);
    expect(facts[0]?.kind).toBe("payment.succeeded");
    expect(facts[1]).toEqual(facts[0] as never);
    expect(facts[2]).toEqual(facts[0] as never);
    expect(server.taken()).toBe(1);
  });

  test("whose money is on its way is no payment until it has come", async () => {
    const { gateway, checkoutId, fact, order } = await payAt(server, orderOf(), "pending");
    expect(fact).toBeNull();
    expect(await listFacts(server)).toEqual([]);
    expect(await gateway.expireCheckout(checkoutId)).toBe(false);
    const [captureId = ""] = server.captures.keys();
    server.settle(captureId, true);
    expect(await gateway.settleCheckout(checkoutId)).toMatchObject({
      ...{ kind: "payment.succeeded", reference: order.reference, gatewayPaymentId: captureId },
    });
  });

  test("whose money never comes, is refused or declined, is a payment that failed", async () => {
    const late = await payAt(server, orderOf(), "pending");
    server.settle([...server.captures.keys()][0] ?? "", false);
    const failed = { kind: "payment.failed", gatewaySubscriptionId: null } as const;
    expect(await late.gateway.settleCheckout(late.checkoutId)).toMatchObject({
      ...failed,
      reference: late.order.reference,
    });
    expect((await listFacts(server)).at(-1)).toMatchObject({ ...failed, reference: late.order.reference });
    for (const wallet of ["refused", "declines"] as const) {
      const { fact, order } = await payAt(server, orderOf(), wallet);
      expect(fact).toMatchObject({ ...failed, reference: order.reference });
    }
    expect(server.taken()).toBe(0);
  });

  test("of a reference that has been paid takes no money, even if PayPal has forgotten that it is the same", async () => {
    const order = orderOf();
    await payAt(server, order);
    const second = server.create({
      intent: "CAPTURE",
      purchase_units: [
        {
          ...{ custom_id: order.reference, invoice_id: order.reference },
          amount: { currency_code: "USD", value: "45.00" },
        },
      ],
    });
    server.approve(second.id);
    expect(await createGatewayAt(server).settleCheckout(second.id)).toMatchObject({
      ...{ kind: "payment.failed", reference: order.reference },
    });
    expect(server.taken()).toBe(1);
  });
});

describe("an order that was given up", () => {
  test("takes no money, even when the person approves it afterwards", async () => {
    const gateway = createGatewayAt(server);
    const order = orderOf();
    const { checkoutId } = await gateway.createCheckout(order);
    expect(await gateway.expireCheckout(checkoutId)).toBe(true);
    server.approve(checkoutId);
    const fact = { kind: "checkout.expired", reference: order.reference, checkoutId } as const;
    expect(await gateway.settleCheckout(checkoutId)).toEqual(fact);
    expect(await listFacts(server)).toEqual([fact]);
    expect(server.taken()).toBe(0);
  });

  test("after it was paid stays paid, and after it failed is given up", async () => {
    const paid = await payAt(server);
    expect(await paid.gateway.expireCheckout(paid.checkoutId)).toBe(false);
    expect(await paid.gateway.settleCheckout(paid.checkoutId)).toEqual(paid.fact as never);
    const refused = await payAt(server, orderOf(), "refused");
    expect(await refused.gateway.expireCheckout(refused.checkoutId)).toBe(true);
  });

  test("while it was being approved is either paid or given up, never both", async () => {
    for (let round = 0; round < 10; round++) {
      const gateway = createGatewayAt(server);
      const { checkoutId } = await gateway.createCheckout(orderOf());
      server.approve(checkoutId);
      const before = server.taken();
      const [isGivenUp, fact] = await Promise.all([
        gateway.expireCheckout(checkoutId),
        gateway.settleCheckout(checkoutId),
      ]);
      const isPaid = server.taken() > before;
      expect(fact?.kind).toBe(isPaid ? "payment.succeeded" : "checkout.expired");
      if (!isPaid) expect(isGivenUp).toBe(true);
    }
  });
});
