import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Payment } from "@lumiku/contracts/payments";
import { createTestPlatform, type TestPlatform } from "../../../testing/platform";
import { createGatewayAt } from "./paypal-gateway.fixture";
import { type PaypalServer, startPaypalServer } from "./paypal-server.fixture";

setDefaultTimeout(30_000);

type Buyer = Awaited<ReturnType<TestPlatform["join"]>>;

let server: PaypalServer;
let platform: TestPlatform;
beforeAll(async () => {
  server = startPaypalServer();
  platform = await createTestPlatform({
    ...{ hasWorker: false, now: server.clock.now },
    gateways: [createGatewayAt(server)],
  });
  server.webhooks.to(`${platform.url}/api/webhooks/paypal`);
});
afterAll(async () => {
  await platform.close();
  await server.close();
});

/** Until everything PayPal has told is delivered and acted upon; acting upon it may make it tell more. */
const settled = async () => {
  for (let told = -1; told !== server.webhooks.bodies.length; ) {
    told = server.webhooks.bodies.length;
    await server.webhooks.idle();
    await platform.billing.webhooks.idle();
  }
};
const orderOf = ({ checkoutUrl }: Payment) => new URL(checkoutUrl ?? "").searchParams.get("token") ?? "";
const begin = (buyer: Buyer, pack = "credits-500") =>
  buyer.billing.checkout({ body: { kind: "pack", pack, gateway: "paypal" } });
const refreshed = (buyer: Buyer, { id }: Payment) => buyer.billing.payment({ params: { paymentId: id } });
const available = async ({ userId }: Buyer) => (await platform.credits.balance(userId)).available;
const alertsOf = ({ userId }: Buyer) => platform.database.client.billingAlert.findMany({ where: { userId } });

test("a pack that was approved is paid and granted by webhooks alone, once, however they come", async () => {
  const buyer = await platform.join();
  const from = server.webhooks.bodies.length;
  const payment = await begin(buyer);
  server.approve(orderOf(payment));
  await settled();
  expect(await refreshed(buyer, payment)).toMatchObject({ status: "paid", gateway: "paypal", credits: 500 });
  expect(await available(buyer)).toBe(600);

  const bodies = server.webhooks.bodies.slice(from);
  const again = bodies.flatMap((body) => Array.from({ length: 10 }, () => server.webhooks.deliver(body)));
  expect(new Set(await Promise.all(again))).toEqual(new Set([200]));
  for (const damage of ["signature", "body", "too-old", "too-early", "another-secret"] as const) {
    expect(await server.webhooks.deliver(bodies.at(-1) ?? "", damage)).toBe(400);
  }
  await settled();
  expect(await available(buyer)).toBe(600);
  expect(server.taken()).toBe(1);
  expect(await alertsOf(buyer)).toEqual([]);
});

test("a person who comes back before any webhook has paid, and is granted once", async () => {
  const buyer = await platform.join();
  server.webhooks.hold();
  const payment = await begin(buyer, "credits-100");
  server.approve(orderOf(payment));
  expect((await buyer.billing.confirm({ params: { paymentId: payment.id } })).status).toBe("paid");
  await server.webhooks.release((bodies) => [...bodies, ...bodies].reverse());
  await settled();
  expect(await available(buyer)).toBe(200);
});

test("money that is on its way is granted when it comes", async () => {
  const buyer = await platform.join();
  const payment = await begin(buyer, "credits-100");
  server.approve(orderOf(payment), "pending");
  await settled();
  expect((await refreshed(buyer, payment)).status).toBe("pending");
  expect(await available(buyer)).toBe(100);
  server.settle([...server.captures.keys()].at(-1) ?? "", true);
  await settled();
  expect((await refreshed(buyer, payment)).status).toBe("paid");
  expect(await available(buyer)).toBe(200);
});

test("a payment that was given up takes no money, also when it is approved afterwards", async () => {
  const buyer = await platform.join();
  const payment = await begin(buyer, "credits-100");
  expect((await buyer.billing.abandon({ params: { paymentId: payment.id } })).status).toBe("cancelled");
  const taken = server.taken();
  server.approve(orderOf(payment));
  await settled();
  expect(server.taken()).toBe(taken);
  expect(await available(buyer)).toBe(100);
});

test("a refund and a dispute take the credits back, told in the wrong order", async () => {
  const buyer = await platform.join();
  const payment = await begin(buyer);
  server.approve(orderOf(payment));
  await settled();
  const captureId = [...server.captures.keys()].at(-1) ?? "";
  server.webhooks.hold();
  await createGatewayAt(server).refund({
    ...{ gatewayPaymentId: captureId, amountCents: 22_50, currency: "usd", reason: "half" },
    idempotencyKey: crypto.randomUUID(),
  });
  const disputeId = server.dispute(captureId);
  server.resolve(disputeId, "RESOLVED_SELLER_FAVOUR");
  await server.webhooks.release((bodies) => bodies.reverse());
  await settled();
  expect(await refreshed(buyer, payment)).toMatchObject({ refundedCents: 22_50, dispute: "won" });
  expect(await available(buyer)).toBe(350);
});

test("a payment whose every webhook was lost is found by comparing the books", async () => {
  const buyer = await platform.join();
  server.webhooks.hold();
  const payment = await begin(buyer, "credits-100");
  server.approve(orderOf(payment));
  server.capture(orderOf(payment));
  await server.webhooks.release(() => []);
  server.clock.advance(2_000);
  const report = (await platform.billing.reconcile()).find(({ gateway }) => gateway === "paypal");
  expect(report).toMatchObject({ settled: 1, error: null });
  expect((await refreshed(buyer, payment)).status).toBe("paid");
  expect(await available(buyer)).toBe(200);
});

test("plans are not sold by PayPal", async () => {
  const buyer = await platform.join();
  const body = { kind: "plan", plan: "pro", interval: "month", gateway: "paypal" } as const;
  await expect(buyer.billing.checkout({ body })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
});
