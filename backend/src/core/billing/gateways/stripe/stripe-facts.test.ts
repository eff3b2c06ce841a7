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
const typesTold = () => server.webhooks.bodies.map((body) => JSON.parse(body).type as string);

describe("a refund", () => {
  test("gives back once under one key, and is told once by its own id", async () => {
    const { gateway, fact } = await paid();
    const order = {
      ...{ gatewayPaymentId: fact.gatewayPaymentId, amountCents: 20_00, currency: "usd", reason: "half was unused" },
      idempotencyKey: "refund-1",
    };
    const [first, second] = await Promise.all([gateway.refund(order), gateway.refund(order)]);
    expect(second).toEqual(first);
    const refunds = (await told()).filter(({ kind }) => kind === "refund.succeeded");
    expect(new Set(refunds.map((refund) => JSON.stringify(refund))).size).toBe(1);
    expect(refunds[0]).toEqual({
      kind: "refund.succeeded",
      gatewayPaymentId: fact.gatewayPaymentId,
      gatewayRefundId: first.gatewayRefundId,
      amountCents: 20_00,
      currency: "usd",
      reason: "half was unused",
    });
  });

  test("of what has been given back already is a CONFLICT", async () => {
    const { gateway, fact } = await paid();
    const order = { gatewayPaymentId: fact.gatewayPaymentId, amountCents: 45_00, currency: "usd", reason: "all" };
    await gateway.refund({ ...order, idempotencyKey: "one" });
    await expect(gateway.refund({ ...order, idempotencyKey: "two" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("that is still on its way is not told", async () => {
    const { gateway, fact } = await paid();
    const order = { gatewayPaymentId: fact.gatewayPaymentId, amountCents: 45_00, currency: "usd", reason: "all" };
    const { gatewayRefundId } = await gateway.refund({ ...order, idempotencyKey: "one" });
    server.settleRefund(gatewayRefundId, "pending");
    expect((await told()).filter(({ kind }) => kind === "refund.succeeded")).toEqual([]);
    server.settleRefund(gatewayRefundId, "succeeded");
    expect((await told()).filter(({ kind }) => kind === "refund.succeeded")).not.toEqual([]);
  });
});

describe("a dispute", () => {
  test("is opened, then won or lost, and a mere inquiry is none", async () => {
    const { gateway, fact } = await paid();
    const { gatewayPaymentId } = fact;
    const inquiry = server.dispute(gatewayPaymentId, "warning_needs_response");
    const last = async () => gateway.readFact(server.webhooks.bodies.at(-1) ?? "");
    expect(await last()).toBeNull();
    server.moveDispute(inquiry.id, "needs_response");
    expect(await last()).toEqual({ kind: "dispute.opened", gatewayPaymentId, disputeId: inquiry.id });
    server.moveDispute(inquiry.id, "lost");
    expect(await last()).toEqual({ kind: "dispute.lost", gatewayPaymentId, disputeId: inquiry.id });
    const other = server.dispute(gatewayPaymentId);
    server.moveDispute(other.id, "won");
    expect(await last()).toEqual({ kind: "dispute.won", gatewayPaymentId, disputeId: other.id });
  });
});

describe("the list of payments", () => {
  test("names each once over many pages, with what was given back and the fact it would have told", async () => {
    const { gateway, fact } = await paid();
    await gateway.refund({
      ...{ gatewayPaymentId: fact.gatewayPaymentId, amountCents: 10_00, currency: "usd", reason: "part" },
      idempotencyKey: "part",
    });
    for (let index = 0; index < 230; index++) {
      server.store.add("payment_intent", {
        ...{ amount: 1_00, amount_received: 0, currency: "usd", customer: null, description: null, client_secret: "" },
        ...{ status: "requires_payment_method", latest_charge: null, last_payment_error: null, metadata: {} },
      });
    }
    const { checkoutId } = await gateway.createCheckout(orderOf({ plan: { plan: "pro", interval: "month" } }));
    server.pay(checkoutId, "works");

    const listed = [];
    for await (const payment of gateway.listPayments(new Date(server.clock.now().getTime() - DAY_MS)))
      listed.push(payment);
    expect(listed).toHaveLength(232);
    expect(new Set(listed.map(({ gatewayPaymentId }) => gatewayPaymentId)).size).toBe(232);
    expect(listed.find(({ gatewayPaymentId }) => gatewayPaymentId === fact.gatewayPaymentId)).toEqual({
      ...{
        gatewayPaymentId: fact.gatewayPaymentId,
        reference: fact.reference,
        amountCents: 45_00,
        refundedCents: 10_00,
      },
      ...{ currency: "usd", status: "succeeded", fact },
    });
    expect(listed.filter(({ status }) => status === "pending")).toHaveLength(230);
    expect(listed[0]?.fact).toEqual(await gateway.settleCheckout(checkoutId));
    const later = gateway.listPayments(new Date(server.clock.now().getTime() + DAY_MS));
    for await (const _ of later) throw new Error("Nothing was begun since");
  });
});

describe("a webhook", () => {
  const deliveryOf = async () => {
    await paid();
    return server.webhooks.bodies.at(-1) ?? "";
  };

  test("signed by Stripe is taken, with its id, its type and its time", async () => {
    const body = await deliveryOf();
    const event = await gatewayOf().verifyWebhook(body, new Headers(server.webhooks.sign(body)));
    expect(event).toMatchObject({ eventId: JSON.parse(body).id, type: "checkout.session.completed" });
    expect(Math.abs(event.occurredAt.getTime() - server.clock.now().getTime())).toBeLessThan(5_000);
  });

  test.each(["signature", "too-old", "too-early", "another-secret"] as const)(
    "with a bad mark is refused: %s",
    async (damage) => {
      const body = await deliveryOf();
      const headers = new Headers(server.webhooks.sign(body, damage));
      await expect(gatewayOf().verifyWebhook(body, headers)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
    },
  );

  test("whose body was changed, or that has no signature, is refused", async () => {
    const body = await deliveryOf();
    const headers = new Headers(server.webhooks.sign(body));
    const changed = body.replace("4500", "9500");
    expect(changed).not.toBe(body);
    await expect(gatewayOf().verifyWebhook(changed, headers)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
    await expect(gatewayOf().verifyWebhook(body, new Headers())).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
  });

  test("of another version of the API, or about what does not matter, changes nothing", async () => {
    const { fact } = await paid();
    const old = JSON.stringify({
      ...{ id: "evt_1", object: "event", api_version: "2019-05-16", type: "checkout.session.completed" },
      data: { object: { id: server.store.all("checkout.session")[0]?.id, display_items: [] } },
    });
    expect(await gatewayOf().readFact(old)).toEqual(fact);
    expect(typesTold()).toContain("charge.succeeded");
    const gone = JSON.stringify({ id: "evt_2", type: "refund.created", data: { object: { id: "re_gone" } } });
    expect(await gatewayOf().readFact(gone)).toBeNull();
  });
});
