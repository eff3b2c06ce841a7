import { afterAll, afterEach, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Interval, PlanKey } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import { createTestPlatform, type TestPlatform } from "../../../testing/platform";
import { createGatewayAt } from "./stripe-gateway.fixture";
import type { Card } from "./stripe-payments.fixture";
import { type StripeServer, startStripeServer } from "./stripe-server.fixture";

const DAY_MS = 86_400_000;
setDefaultTimeout(30_000);

type Buyer = Awaited<ReturnType<TestPlatform["join"]>>;

let server: StripeServer;
let platform: TestPlatform;
beforeAll(async () => {
  server = startStripeServer();
  platform = await createTestPlatform({
    ...{ hasWorker: false, now: server.clock.now, hasSandbox: false },
    gateways: [createGatewayAt(server)],
  });
  server.webhooks.to(`${platform.url}/api/webhooks/stripe`);
});
// What one test leaves is not renewed, month by month, while the next lets a year go by.
afterEach(async () => {
  const { plans } = createGatewayAt(server);
  for (const { id, status } of server.store.all("subscription")) {
    if (plans?.collects === "gateway" && status !== "canceled") await plans.end(id);
  }
  await settled();
});
afterAll(async () => {
  await platform.close();
  await server.close();
});

/** Until everything Stripe has told is delivered and acted upon. */
const settled = async () => {
  await server.webhooks.idle();
  await platform.billing.webhooks.idle();
};
const sessionOf = ({ checkoutUrl }: Payment) => checkoutUrl?.split("/").at(-1) ?? "";
const refreshed = (buyer: Buyer, { id }: Payment) => buyer.billing.payment({ params: { paymentId: id } });
const available = async ({ userId }: Buyer) => (await platform.credits.balance(userId)).available;
const tierOf = async (buyer: Buyer) => {
  await platform.accounts.changed(buyer.userId);
  return (await buyer.accounts.me()).account.tier;
};
const planOf = async (buyer: Buyer) => (await buyer.billing.subscription()).subscription;
const alertsOf = ({ userId }: Buyer) => platform.database.client.billingAlert.findMany({ where: { userId } });

async function buyPack(buyer: Buyer) {
  const payment = await buyer.billing.checkout({ body: { kind: "pack", pack: "credits-500" } });
  server.pay(sessionOf(payment), "works");
  await settled();
  return refreshed(buyer, payment);
}

async function subscribe(plan: PlanKey, interval: Interval = "month", card: Card = "works") {
  const buyer = await platform.join();
  const payment = await buyer.billing.checkout({ body: { kind: "plan", plan, interval } });
  server.pay(sessionOf(payment), card);
  await settled();
  expect((await refreshed(buyer, payment)).status).toBe("paid");
  return buyer;
}

async function untilRenewal(buyer: Buyer) {
  const { periodEnd } = (await planOf(buyer)) ?? {};
  await server.elapse(Date.parse(periodEnd ?? "") - server.clock.now().getTime() + 1_000);
  await settled();
}
const customerOf = async ({ userId }: Buyer) =>
  (await platform.database.client.subscription.findFirstOrThrow({ where: { userId } })).gatewayCustomerId ?? "";

describe("a pack", () => {
  test("is granted by the webhook alone, once, however often and however damaged it comes", async () => {
    const buyer = await platform.join();
    const from = server.webhooks.bodies.length;
    const payment = await buyPack(buyer);
    expect(payment).toMatchObject({ status: "paid", gateway: "stripe", amountCents: 45_00, credits: 500 });
    expect(await available(buyer)).toBe(600);

    const bodies = server.webhooks.bodies.slice(from);
    const again = bodies.flatMap((body) => Array.from({ length: 10 }, () => server.webhooks.deliver(body)));
    expect(new Set(await Promise.all(again))).toEqual(new Set([200]));
    for (const damage of ["signature", "body", "too-old", "too-early", "another-secret"] as const) {
      expect(await server.webhooks.deliver(bodies.at(-1) ?? "", damage)).toBe(400);
    }
    await settled();
    expect(await available(buyer)).toBe(600);
    expect(await alertsOf(buyer)).toEqual([]);
  });

  test("is granted when the person comes back before the webhook does, and only once", async () => {
    const buyer = await platform.join();
    server.webhooks.hold();
    const payment = await buyer.billing.checkout({ body: { kind: "pack", pack: "credits-100" } });
    expect((await buyer.billing.confirm({ params: { paymentId: payment.id } })).status).toBe("pending");
    server.pay(sessionOf(payment), "works");
    expect((await buyer.billing.confirm({ params: { paymentId: payment.id } })).status).toBe("paid");
    await server.webhooks.release();
    await settled();
    expect(await available(buyer)).toBe(200);
  });

  test("that was given up can be paid by nobody", async () => {
    const buyer = await platform.join();
    const payment = await buyer.billing.checkout({ body: { kind: "pack", pack: "credits-100" } });
    const abandoned = await buyer.billing.abandon({ params: { paymentId: payment.id } });
    expect(abandoned.status).toBe("cancelled");
    expect(() => server.pay(sessionOf(payment), "works")).toThrow();
    await settled();
    expect(await available(buyer)).toBe(100);
  });

  test("whose every webhook was lost is found by comparing the books", async () => {
    const buyer = await platform.join();
    server.webhooks.hold();
    const payment = await buyer.billing.checkout({ body: { kind: "pack", pack: "credits-100" } });
    server.pay(sessionOf(payment), "works");
    await server.webhooks.release(() => []);
    expect(await available(buyer)).toBe(100);
    const [report] = await platform.billing.reconcile();
    expect(report).toMatchObject({ gateway: "stripe", settled: 1, error: null });
    expect((await refreshed(buyer, payment)).status).toBe("paid");
    expect(await available(buyer)).toBe(200);
  });

  test("that is refunded and disputed gives its credits back, whatever is told first", async () => {
    const buyer = await platform.join();
    server.webhooks.hold();
    const payment = await buyer.billing.checkout({ body: { kind: "pack", pack: "credits-500" } });
    server.pay(sessionOf(payment), "works");
    const intentId = server.store.get("checkout.session", sessionOf(payment)).payment_intent ?? "";
    const gateway = createGatewayAt(server);
    const refund = { gatewayPaymentId: intentId, currency: "usd", reason: "half", idempotencyKey: crypto.randomUUID() };
    await gateway.refund({ ...refund, amountCents: 22_50 });
    const dispute = server.dispute(intentId);
    server.moveDispute(dispute.id, "lost");
    await server.webhooks.release((bodies) => bodies.reverse());
    await settled();
    expect(await refreshed(buyer, payment)).toMatchObject({ status: "paid", refundedCents: 22_50, dispute: "lost" });
    expect(await available(buyer)).toBe(100);
  });
});

describe("a plan", () => {
  test("begins, is renewed, fails, is recovered on Stripe's invoice and goes on", async () => {
    const buyer = await subscribe("pro", "month", "fails-at-renewal");
    expect(await tierOf(buyer)).toBe("pro");
    server.setCard(await customerOf(buyer), "works");
    const begun = await planOf(buyer);
    await untilRenewal(buyer);
    expect(await planOf(buyer)).toMatchObject({ status: "active", periodStart: begun?.periodEnd });

    server.setCard(await customerOf(buyer), "fails-at-renewal");
    await untilRenewal(buyer);
    const failed = await planOf(buyer);
    expect(failed?.status).toBe("past_due");
    expect(failed?.graceEndsAt).not.toBeNull();
    expect(await tierOf(buyer)).toBe("pro");

    const { checkoutUrl } = await buyer.billing.recover();
    server.retryInvoice(checkoutUrl?.split("/").at(-1) ?? "", "works");
    await settled();
    expect(await planOf(buyer)).toMatchObject({ status: "active", plan: "pro", graceEndsAt: null });
    const { items } = await buyer.billing.payments({ query: { limit: 20 } });
    expect(items.map(({ purpose, status, amountCents }) => [purpose, status, amountCents])).toEqual([
      ["renewal", "paid", 30_00],
      ["renewal", "paid", 30_00],
      ["subscription", "paid", 30_00],
    ]);
    expect(await alertsOf(buyer)).toEqual([]);
  });

  test("is upgraded at once for the difference, and not at all when the card is declined", async () => {
    const buyer = await subscribe("basic");
    await server.elapse(10 * DAY_MS);
    const before = await planOf(buyer);
    server.setCard(await customerOf(buyer), "declines");
    const choice = { plan: "pro", interval: "month" } as const;
    await expect(buyer.billing.change({ body: choice })).rejects.toMatchObject({ code: "PAYMENT_DECLINED" });
    await settled();
    expect(await planOf(buyer)).toEqual(before);

    server.setCard(await customerOf(buyer), "works");
    const { dueCents, takesEffect } = await buyer.billing.previewChange({ body: choice });
    expect(takesEffect).toBe("now");
    const changed = await buyer.billing.change({ body: choice });
    expect(changed).toMatchObject({ plan: "pro", periodStart: before?.periodStart, periodEnd: before?.periodEnd });
    await settled();
    expect(await tierOf(buyer)).toBe("pro");
    const [upgrade] = (await buyer.billing.payments({ query: { limit: 1 } })).items;
    expect(upgrade).toMatchObject({ purpose: "upgrade", status: "paid" });
    expect(Math.abs((upgrade?.amountCents ?? 0) - dueCents)).toBeLessThan(2);
    expect(await alertsOf(buyer)).toEqual([]);
  });

  test("is downgraded at the end of its period, a year's to a month's too", async () => {
    const buyer = await subscribe("pro", "year");
    const changed = await buyer.billing.change({ body: { plan: "basic", interval: "month" } });
    expect(changed).toMatchObject({ plan: "pro", next: { plan: "basic", interval: "month" } });
    await untilRenewal(buyer);
    expect(await planOf(buyer)).toMatchObject({ plan: "basic", interval: "month", status: "active", next: null });
    expect((await buyer.billing.payments({ query: { limit: 1 } })).items[0]).toMatchObject({
      ...{ purpose: "renewal", amountCents: 10_00, status: "paid" },
    });
    expect(await alertsOf(buyer)).toEqual([]);
  });

  test("is cancelled, resumed, cancelled again and over at the end of its period", async () => {
    const buyer = await subscribe("pro");
    expect((await buyer.billing.cancel()).cancelAtPeriodEnd).toBe(true);
    expect((await buyer.billing.resume()).cancelAtPeriodEnd).toBe(false);
    await buyer.billing.cancel();
    await settled();
    expect(await tierOf(buyer)).toBe("pro");
    await untilRenewal(buyer);
    expect(await planOf(buyer)).toBeNull();
    expect(await tierOf(buyer)).toBe("free");
    const { items } = await buyer.billing.payments({ query: { limit: 20 } });
    expect(items.map(({ purpose }) => purpose)).toEqual(["subscription"]);
  });

  test("whose webhooks come in the wrong order, and twice, is the same plan with the same payments", async () => {
    server.webhooks.hold();
    const buyer = await platform.join();
    const payment = await buyer.billing.checkout({ body: { kind: "plan", plan: "pro", interval: "month" } });
    server.pay(sessionOf(payment), "works");
    await server.webhooks.release((bodies) => [...bodies, ...bodies].reverse());
    await settled();
    server.webhooks.hold();
    await untilRenewal(buyer);
    await server.webhooks.release((bodies) => [...bodies, ...bodies].reverse());
    await settled();
    await platform.billing.webhooks.process();
    await settled();
    expect(await planOf(buyer)).toMatchObject({ plan: "pro", status: "active" });
    const { items } = await buyer.billing.payments({ query: { limit: 20 } });
    expect(items.map(({ purpose, status }) => [purpose, status])).toEqual([
      ["renewal", "paid"],
      ["subscription", "paid"],
    ]);
    expect(await alertsOf(buyer)).toEqual([]);
  });

  test("has Stripe's own page for cards and invoices", async () => {
    const buyer = await subscribe("basic");
    expect((await buyer.billing.portal()).url).toContain(await customerOf(buyer));
  });
});
