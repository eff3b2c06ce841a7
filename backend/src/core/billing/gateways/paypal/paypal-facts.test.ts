import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { orderOf } from "../order.fixture";
import { createGatewayAt, listFacts, paidAt, payAt } from "./paypal-gateway.fixture";
import { type PaypalServer, startPaypalServer } from "./paypal-server.fixture";

const DAY_MS = 86_400_000;

let server: PaypalServer;
beforeEach(() => {
  server = startPaypalServer();
});
afterEach(() => server.close());

const lastTold = () => createGatewayAt(server).readFact(server.webhooks.bodies.at(-1) ?? "");

describe("a refund", () => {
  test("gives back once under one key, and is told by its own id", async () => {
    const { gateway, gatewayPaymentId } = await paidAt(server);
    const order = {
      gatewayPaymentId,
      amountCents: 20_00,
      currency: "usd",
      reason: "half was unused",
      idempotencyKey: "half",
    };
    const { gatewayRefundId } = await gateway.refund(order);
    expect(await gateway.refund(order)).toEqual({ gatewayRefundId });
    expect(server.refunds.size).toBe(1);
    expect(await lastTold()).toEqual({
      ...{ kind: "refund.succeeded", gatewayPaymentId, gatewayRefundId },
      ...{ amountCents: 20_00, currency: "usd", reason: "half was unused" },
    });
  });

  test("under a key that is too long for PayPal is given back once as well", async () => {
    const { gateway, gatewayPaymentId } = await paidAt(server);
    const order = { gatewayPaymentId, amountCents: 1_00, currency: "usd", reason: "", idempotencyKey: "k".repeat(300) };
    await gateway.refund(order);
    await gateway.refund(order);
    expect(server.refunds.size).toBe(1);
  });

  test("of more than is left is a CONFLICT", async () => {
    const { gateway, gatewayPaymentId } = await paidAt(server);
    const order = { gatewayPaymentId, currency: "usd", reason: "too much" };
    await expect(gateway.refund({ ...order, amountCents: 45_01, idempotencyKey: "1" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await gateway.refund({ ...order, amountCents: 45_00, idempotencyKey: "2" });
    await expect(gateway.refund({ ...order, amountCents: 1, idempotencyKey: "3" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  test("that PayPal makes by itself is told too", async () => {
    const { gatewayPaymentId } = await paidAt(server);
    server.reverse(gatewayPaymentId);
    expect(await lastTold()).toMatchObject({
      kind: "refund.succeeded",
      gatewayPaymentId,
      amountCents: 45_00,
      currency: "usd",
    });
  });
});

test("a dispute is opened, then won or lost by its outcome", async () => {
  const { gatewayPaymentId } = await paidAt(server);
  const outcomes = {
    RESOLVED_BUYER_FAVOUR: "lost",
    ACCEPTED: "lost",
    RESOLVED_SELLER_FAVOUR: "won",
    CANCELED_BY_BUYER: "won",
  };
  for (const [outcome, end] of Object.entries(outcomes)) {
    const disputeId = server.dispute(gatewayPaymentId);
    expect(await lastTold()).toEqual({ kind: "dispute.opened", gatewayPaymentId, disputeId });
    server.resolve(disputeId, outcome);
    expect(await lastTold()).toEqual({ kind: `dispute.${end}` as "dispute.won", gatewayPaymentId, disputeId });
  }
});

test("what does not matter, or is gone, is nothing", async () => {
  const gateway = createGatewayAt(server);
  const tell = (event_type: string, resource: object) => gateway.readFact(JSON.stringify({ event_type, resource }));
  expect(await tell("BILLING.SUBSCRIPTION.CREATED", { id: "I-1" })).toBeNull();
  expect(await tell("PAYMENT.CAPTURE.COMPLETED", { id: "GONE" })).toBeNull();
  expect(await listFacts(server)).toEqual([]);
});

describe("the list of payments", () => {
  const list = (since: Date) => Array.fromAsync(createGatewayAt(server).listPayments(since));

  test("has each once, over several windows and pages, with what was given back and the fact it would have told", async () => {
    const begun = new Date(server.clock.now().getTime() - 1_000);
    const { gateway, fact, gatewayPaymentId } = await paidAt(server);
    await gateway.refund({
      gatewayPaymentId,
      amountCents: 10_00,
      currency: "usd",
      reason: "part",
      idempotencyKey: "part",
    });
    server.clock.advance(40 * DAY_MS);
    for (let index = 0; index < 1_203; index++) {
      server.reporting.others.push({
        ...{ transaction_id: `OTHER${index}`, transaction_event_code: "T0006", transaction_status: "S" },
        transaction_initiation_date: server.clock.now().toISOString(),
        transaction_amount: { currency_code: "USD", value: "1.00" },
      });
    }
    await payAt(server, orderOf(), "refused");
    server.clock.advance(1_000);
    server.reporting.limit = 1_300;

    const listed = await list(begun);
    expect(listed).toHaveLength(1_205);
    expect(new Set(listed.map((payment) => payment.gatewayPaymentId)).size).toBe(1_205);
    expect(listed.find((payment) => payment.gatewayPaymentId === gatewayPaymentId)).toEqual({
      ...{ gatewayPaymentId, reference: fact.reference, amountCents: 45_00, refundedCents: 10_00, currency: "usd" },
      ...{ status: "succeeded", fact },
    });
    expect(listed.filter(({ status }) => status === "failed")).toHaveLength(1);
    expect(listed.find((payment) => payment.gatewayPaymentId === "OTHER7")?.reference).toBeNull();
  });

  test("is complete where one search does not find everything", async () => {
    const begun = new Date(server.clock.now().getTime() - DAY_MS);
    for (let index = 0; index < 50; index++) {
      server.reporting.others.push({
        ...{ transaction_id: `OTHER${index}`, transaction_event_code: "T0006", transaction_status: "S" },
        transaction_initiation_date: new Date(begun.getTime() + index * 1_500_000).toISOString(),
        transaction_amount: { currency_code: "USD", value: "1.00" },
      });
    }
    server.reporting.limit = 7;
    expect(await list(begun)).toHaveLength(50);
  });
});
