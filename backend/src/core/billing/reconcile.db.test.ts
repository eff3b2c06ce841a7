import { afterAll, beforeAll, expect, test } from "bun:test";
import type { PaymentGateway } from "./gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./payments/counter.fixture";

const HOUR_MS = 3_600_000;

let counter: Counter;
let ada: Buyer;
beforeAll(async () => {
  // A second gateway, of which nothing can be learned.
  const silent = {
    ...{ id: "paypal", name: "PayPal", isTest: false },
    async *listPayments() {
      yield* [];
      throw new Error("It does not answer");
    },
  } as Partial<PaymentGateway> as PaymentGateway;
  counter = await openCounter({ gateways: [silent] });
});
afterAll(() => counter.close());

const reconcile = async () => {
  const report = (await counter.platform.billing.reconcile()).find(({ gateway }) => gateway === "sandbox");
  if (!report) throw new Error("Nothing was said about the sandbox");
  return report;
};
const there = () => counter.platform.database.client.sandboxPayment;

test("what was taken there and is pending here is granted, once by however many look", async () => {
  ada = await counter.platform.join();
  const payment = await counter.begin(ada);
  await there().updateMany({ where: { reference: payment.id }, data: { status: "paid", paidAt: counter.clock.now() } });
  const reports = await Promise.all([reconcile(), reconcile(), reconcile()]);
  expect(reports.reduce((sum, { settled }) => sum + settled, 0)).toBe(1);
  expect(await counter.available(ada)).toBe(600);
  expect(await reconcile()).toMatchObject({ settled: 0, alerts: 0, error: null });
});

test("books that are the same raise nothing, also after refunds", async () => {
  ada = await counter.platform.join();
  const { payment } = await counter.buy(ada);
  await counter.platform.billing.desk.refund({ userId: "boss" }, payment.id, 9_00, "Asked for it");
  expect((await reconcile()).checked).toBeGreaterThan(0);
  expect(await counter.alerts(ada)).toEqual([]);
});

test("another amount, other refunds, and a payment the gateway does not know are told once each", async () => {
  ada = await counter.platform.join();
  const [amount, refund, missing, status] = [
    await counter.buy(ada),
    await counter.buy(ada),
    await counter.buy(ada),
    await counter.buy(ada),
  ];
  await there().update({ where: { id: amount.gatewayPaymentId }, data: { amountCents: 44_00 } });
  await there().update({ where: { id: refund.gatewayPaymentId }, data: { refundedCents: 1_00 } });
  await there().delete({ where: { id: missing.gatewayPaymentId } });
  await there().update({ where: { id: status.gatewayPaymentId }, data: { status: "declined" } });
  expect((await reconcile()).alerts).toBe(3);
  // The gateway's list may be late.
  counter.clock.advance(7 * HOUR_MS);
  expect((await reconcile()).alerts).toBe(1);
  expect((await reconcile()).alerts).toBe(0);
  expect(await counter.alerts(ada)).toEqual(Array(4).fill("books-differ"));
  expect(await counter.available(ada)).toBe(2_100);
});

test("a renewal that the gateway began long before it could collect it is not missed in its list of today", async () => {
  ada = await counter.platform.join();
  const at = new Date(counter.clock.now().getTime() - 8 * HOUR_MS);
  await counter.platform.database.client.payment.create({
    data: {
      ...{ id: crypto.randomUUID(), userId: ada.userId, purpose: "renewal", status: "paid", gateway: "sandbox" },
      ...{ gatewayPaymentId: "pay_begun_last_week", amountCents: 30_00, currency: "usd", description: "Pro" },
      ...{ createdAt: at, paidAt: at },
    },
  });
  await reconcile();
  expect(await counter.alerts(ada)).toEqual([]);
});

test("money that arrived for nothing is told once", async () => {
  const at = new Date(counter.clock.now().getTime() - 2 * HOUR_MS);
  await there().create({
    data: {
      ...{ id: "pay_stray", customerId: "cus_nobody", reference: "nothing", kind: "charge", status: "paid" },
      ...{ amountCents: 5_00, currency: "usd", description: "?", createdAt: at, paidAt: at },
    },
  });
  await Promise.all([reconcile(), reconcile()]);
  expect(await counter.alerts()).toEqual(["unknown-payment"]);
});

test("one gateway's failure does not stop the others, and is reported without its secrets", async () => {
  const reports = await counter.platform.billing.reconcile();
  expect(reports.map(({ gateway, error }) => [gateway, error])).toEqual([
    ["paypal", "PayPal could not be compared to the end. The log says why."],
    ["sandbox", null],
  ]);
});
