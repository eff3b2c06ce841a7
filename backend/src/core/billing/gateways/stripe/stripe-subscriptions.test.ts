import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { GatewayCollected } from "../gateway";
import { orderOf } from "../order.fixture";
import { createGatewayAt, listFacts } from "./stripe-gateway.fixture";
import { type StripeServer, startStripeServer } from "./stripe-server.fixture";
import { at, openPlans } from "./stripe-subscriptions.fixture";

let server: StripeServer;
let plans: GatewayCollected;
let open: ReturnType<typeof openPlans>;
beforeEach(() => {
  server = startStripeServer();
  open = openPlans(server);
  plans = open.plans;
});
afterEach(() => server.close());

describe("a plan", () => {
  test("begins with one payment, which its checkout and its invoice tell alike", async () => {
    const { order, fact, id, period } = await open.subscribe();
    expect(fact).toMatchObject({
      reference: order.reference,
      amountCents: 30_00,
      subscription: { purpose: "subscription", plan: "pro", interval: "month" },
    });
    expect(await open.toldSince(0)).toEqual([fact]);
    const facts = (await listFacts(server)).filter(({ kind }) => kind === "payment.succeeded");
    expect(facts.length).toBeGreaterThan(1);
    expect(await open.find(id)).toMatchObject({
      ...{ gatewaySubscriptionId: id, customerId: fact.customerId, status: "active", cancelAtPeriodEnd: false },
      ...{ plan: "pro", interval: "month", periodStart: period.periodStart, periodEnd: period.periodEnd },
    });
  });

  test("paid by a bank debit begins when the money has come, or fails with its reference", async () => {
    const gateway = createGatewayAt(server);
    for (const isPaid of [true, false]) {
      const order = orderOf({ plan: { plan: "basic", interval: "year" }, amountCents: 100_00 });
      const { checkoutId } = await gateway.createCheckout(order);
      server.promise(checkoutId);
      expect(await gateway.settleCheckout(checkoutId)).toBeNull();
      server.settle(checkoutId, isPaid);
      expect(await gateway.settleCheckout(checkoutId)).toMatchObject({
        kind: isPaid ? "payment.succeeded" : "payment.failed",
        reference: order.reference,
      });
    }
  });

  test("is renewed for the period after the last, without our reference, as often as its end comes", async () => {
    const { id, period } = await open.subscribe();
    const told = await open.toldSoFar();
    await server.elapse(await open.untilRenewal(id));
    await server.elapse(await open.untilRenewal(id));
    const renewals = await open.toldSince(told);
    expect(renewals).toHaveLength(2);
    expect(renewals[0]).toMatchObject({
      ...{ kind: "payment.succeeded", reference: null, amountCents: 30_00 },
      subscription: { purpose: "renewal", gatewaySubscriptionId: id, plan: "pro", periodStart: period.periodEnd },
    });
    const [first, second] = renewals.map((fact) => (fact.kind === "payment.succeeded" ? fact.subscription : null));
    expect(second?.periodStart).toEqual(first?.periodEnd);
    expect(server.taken()).toBe(3);
  });

  test("whose renewal fails is past due, has an invoice to pay, and is active again when that is paid", async () => {
    const { id } = await open.subscribe("pro", "month", "fails-at-renewal");
    expect(await plans.findOpenInvoiceUrl(id)).toBeNull();
    const told = await open.toldSoFar();
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).status).toBe("past_due");
    const [failure, ...others] = await open.toldSince(told);
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ kind: "payment.failed", reference: null, gatewaySubscriptionId: id });

    const url = await plans.findOpenInvoiceUrl(id);
    const invoiceId = url?.split("/").at(-1) ?? "";
    server.retryInvoice(invoiceId, "works");
    expect((await open.find(id)).status).toBe("active");
    expect(await plans.findOpenInvoiceUrl(id)).toBeNull();
    // Also the news of the failure, read only now, tells of the recovery.
    const [recovery, ...rest] = await open.toldSince(told);
    expect(rest).toEqual([]);
    expect(recovery).toMatchObject({ kind: "payment.succeeded", subscription: { purpose: "renewal" } });
  });

  test("of somebody else on the same account is none of ours", async () => {
    const { id } = await open.subscribe();
    const item = server.store.get("subscription", id).items.data[0];
    if (item) item.price = { ...item.price, product: "prod_of_another_shop" };
    expect(await plans.find(id)).toBeNull();
    expect(await plans.find("sub_unknown")).toBeNull();
  });
});

describe("a cancelled plan", () => {
  test("goes on to the end of its period, and then is over", async () => {
    const { id, period } = await open.subscribe();
    await plans.change(id, at("basic", "month"), "period-end", "change-1");
    expect(await plans.setCancelAtPeriodEnd(id, true)).toMatchObject({
      ...{ status: "active", plan: "pro", cancelAtPeriodEnd: true, periodEnd: period.periodEnd },
    });
    expect((await plans.setCancelAtPeriodEnd(id, true)).cancelAtPeriodEnd).toBe(true);
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).status).toBe("ended");
    expect((await listFacts(server)).at(-1)).toEqual({ kind: "subscription.changed", gatewaySubscriptionId: id });
    expect(server.taken()).toBe(1);
    expect((await plans.setCancelAtPeriodEnd(id, false)).status).toBe("ended");
  });

  test("can be resumed, also when it was cancelled in Stripe's portal", async () => {
    const { id } = await open.subscribe();
    await plans.setCancelAtPeriodEnd(id, true);
    expect((await plans.setCancelAtPeriodEnd(id, false)).cancelAtPeriodEnd).toBe(false);
    server.cancelInPortal(id);
    expect((await open.find(id)).cancelAtPeriodEnd).toBe(true);
    expect((await plans.setCancelAtPeriodEnd(id, false)).cancelAtPeriodEnd).toBe(false);
    await server.elapse(await open.untilRenewal(id));
    expect((await open.find(id)).status).toBe("active");
  });

  test("can be ended at once, more than once, and leaves no invoice that somebody could still pay", async () => {
    const { id } = await open.subscribe("pro", "month", "fails-at-renewal");
    await plans.change(id, at("basic", "month"), "period-end", "change-1");
    await server.elapse(await open.untilRenewal(id));
    expect(await plans.findOpenInvoiceUrl(id)).not.toBeNull();
    await plans.end(id);
    await plans.end(id);
    await plans.end("sub_unknown");
    expect((await open.find(id)).status).toBe("ended");
    expect(await plans.findOpenInvoiceUrl(id)).toBeNull();
  });
});

test("the portal is the customer's own, and leads back", async () => {
  const { fact } = await open.subscribe();
  expect(await plans.createPortalUrl(fact.customerId ?? "", "https://lumiku.example/billing")).toContain(
    fact.customerId ?? "none",
  );
  await expect(plans.createPortalUrl("cus_unknown", "https://lumiku.example")).rejects.toMatchObject({
    code: "PAYMENT_UNAVAILABLE",
  });
});
