import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Payment } from "@lumiku/contracts/payments";
import type { PaymentGateway } from "../gateways/gateway";
import { type Buyer, breakOnce, type Counter, openCounter } from "./counter.fixture";

const DAY_MS = 86_400_000;

let counter: Counter;
let sandbox: PaymentGateway;
let ada: Buyer;
beforeAll(async () => {
  counter = await openCounter();
  const gateway = counter.platform.billing.sandbox?.gateway;
  if (!gateway) throw new Error("The sandbox is off");
  sandbox = gateway;
});
afterAll(() => counter.close());

const newcomer = async () => {
  ada = await counter.platform.join();
  return ada;
};
/** Paid at the gateway, and the word of it is lost. */
const payUnheard = (payment: Payment) =>
  counter.platform.database.client.sandboxPayment.updateMany({
    where: { reference: payment.id },
    data: { status: "paid", paidAt: counter.clock.now() },
  });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

test("back from paying, asking finds what no webhook told, as often as it is asked", async () => {
  const payment = await counter.begin(await newcomer());
  const params = { paymentId: payment.id };
  expect((await ada.billing.confirm({ params })).status).toBe("pending");
  await payUnheard(payment);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ada.billing.confirm({ params })));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill("paid"));
  expect(await counter.available(ada)).toBe(600);
});

test("a gateway that does not answer is named, and nothing is said about money that nobody knows of", async () => {
  const payment = await counter.begin(await newcomer());
  breakOnce(sandbox, "settleCheckout", "before");
  const refusal = await ada.billing.confirm({ params: { paymentId: payment.id } }).catch((error: Error) => error);
  expect(refusal).toMatchObject({ code: "PAYMENT_UNAVAILABLE", status: 503 });
  expect((refusal as Error).message).not.toContain("Nothing was charged");
});

test("a payment that is given up cannot be paid; one that had been paid is", async () => {
  const left = await counter.begin(await newcomer());
  expect((await ada.billing.abandon({ params: { paymentId: left.id } })).status).toBe("cancelled");
  await counter.decide(ada, left, "works");
  expect(await counter.available(ada)).toBe(100);
  const paid = await counter.begin(ada);
  await payUnheard(paid);
  expect((await ada.billing.abandon({ params: { paymentId: paid.id } })).status).toBe("paid");
  expect(await counter.available(ada)).toBe(600);
});

test("after a day a pending payment is what the gateway says, and cancelled where it says nothing", async () => {
  const left = await counter.begin(await newcomer(), "credits-100");
  const paid = await counter.begin(ada, "credits-500");
  await payUnheard(paid);
  counter.clock.advance(DAY_MS - 60_000);
  expect(await counter.platform.billing.closing.closeForgotten()).toBe(0);
  counter.clock.advance(120_000);
  await Promise.all([1, 2, 3].map(() => counter.platform.billing.closing.closeForgotten()));
  const statusOf = async ({ id }: Payment) => (await ada.billing.payment({ params: { paymentId: id } })).status;
  expect([await statusOf(left), await statusOf(paid)]).toEqual(["cancelled", "paid"]);
  expect(await counter.available(ada)).toBe(600);
});

test("a declined card and a checkout that is left end the payment and grant nothing", async () => {
  await newcomer();
  for (const [outcome, status] of [
    ["declined", "failed"],
    ["abandon", "cancelled"],
  ] as const) {
    const payment = await counter.begin(ada);
    await counter.decide(ada, payment, outcome);
    const ended = await ada.billing.payment({ params: { paymentId: payment.id } });
    expect(ended).toMatchObject({ status, checkoutUrl: null });
  }
  expect(await counter.available(ada)).toBe(100);
  expect(await counter.tier(ada)).toBe("free");
});

test("an administrator gives back once what is asked for twice at the same time", async () => {
  const { payment, gatewayPaymentId } = await counter.buy(await newcomer());
  const { desk } = counter.platform.billing;
  const boss = { userId: "boss" };
  await Promise.all(Array.from({ length: 5 }, () => desk.refund(boss, payment.id, 9_00, "Asked for it")));
  expect(await ada.billing.payment({ params: { paymentId: payment.id } })).toMatchObject({ refundedCents: 9_00 });
  expect(await counter.available(ada)).toBe(500);
  const there = await counter.platform.database.client.sandboxPayment.findUniqueOrThrow({
    where: { id: gatewayPaymentId },
  });
  expect(there.refundedCents).toBe(9_00);
  const acts = await counter.platform.audit.list({ userId: ada.userId, action: "refund.ordered", limit: 10 });
  expect(acts[0]).toMatchObject({
    actorKind: "admin",
    actorId: "boss",
    details: { amountCents: 9_00, reason: "Asked for it" },
  });

  expect(await codeOf(desk.refund(boss, payment.id, 36_01, "Too much"))).toBe("CONFLICT");
  expect((await desk.refund(boss, payment.id, undefined, "The rest")).refundedCents).toBe(45_00);
  expect(await codeOf(desk.refund(boss, payment.id, undefined, "Once more"))).toBe("CONFLICT");
  expect(await counter.available(ada)).toBe(100);
});

test("under one key the same amount goes back once, also when it is asked for again later", async () => {
  const { payment } = await counter.buy(await newcomer());
  const { desk } = counter.platform.billing;
  const order = (key?: string) => desk.refund({ userId: "boss" }, payment.id, 9_00, "Asked for it", undefined, key);
  for (let time = 0; time < 3; time++) expect((await order("one")).refundedCents).toBe(9_00);
  expect((await order("another")).refundedCents).toBe(18_00);
  expect((await order()).refundedCents).toBe(27_00);
  expect(await counter.available(ada)).toBe(100 + 200);
});

test("whoever gives money back stands in the log, whatever becomes of it", async () => {
  const { payment } = await counter.buy(await newcomer());
  breakOnce(sandbox, "refund", "after");
  await codeOf(counter.platform.billing.desk.refund({ userId: "boss" }, payment.id, undefined, "All of it"));
  const acts = await counter.platform.audit.list({ userId: ada.userId, action: "refund.ordered", limit: 10 });
  expect(acts).toMatchObject([{ actorId: "boss", targetId: payment.id, details: { amountCents: 45_00 } }]);
});

test("a refund that was made, and whose answer was lost, is found by its webhook and not made again", async () => {
  const { payment } = await counter.buy(await newcomer());
  breakOnce(sandbox, "refund", "after");
  const { desk } = counter.platform.billing;
  expect(await codeOf(desk.refund({ userId: "boss" }, payment.id, undefined, "All of it"))).not.toBe("accepted");
  expect(await ada.billing.payment({ params: { paymentId: payment.id } })).toMatchObject({ refundedCents: 45_00 });
  expect(await codeOf(desk.refund({ userId: "boss" }, payment.id, undefined, "All of it"))).toBe("CONFLICT");
});

test("payments come page by page, newest first, and administrators see whose they are", async () => {
  await newcomer();
  const ids: string[] = [];
  for (const pack of ["credits-100", "credits-500", "credits-1000"]) ids.unshift((await counter.begin(ada, pack)).id);
  const first = await ada.billing.payments({ query: { limit: 2 } });
  const second = await ada.billing.payments({ query: { limit: 2, cursor: first.nextCursor ?? "" } });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
  const all = await counter.platform.billing.desk.listAll({ limit: 2, userId: ada.userId, status: "pending" });
  expect(all.items.map(({ userId }) => userId)).toEqual([ada.userId, ada.userId]);
});
