import { afterAll, beforeAll, expect, test } from "bun:test";
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
const rows = () =>
  counter.platform.database.client.payment.findMany({ where: { userId: ada.userId }, orderBy: { createdAt: "asc" } });
const checkouts = async () => {
  const references = (await rows()).map(({ id }) => id);
  return counter.platform.database.client.sandboxPayment.findMany({ where: { reference: { in: references } } });
};
const plan = (plan: "basic" | "pro", idempotencyKey?: string) =>
  ada.billing.checkout({
    body: { kind: "plan", plan, interval: "month" },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

test("twenty calls with one key at once are one payment and one checkout", async () => {
  await newcomer();
  const key = crypto.randomUUID();
  const payments = await Promise.all(Array.from({ length: 20 }, () => counter.begin(ada, "credits-500", key)));
  expect(new Set(payments.map(({ id }) => id)).size).toBe(1);
  expect(new Set(payments.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1);
  expect(await rows()).toHaveLength(1);
  expect(await checkouts()).toHaveLength(1);
});

test("twenty calls without a key at once are one payment as well", async () => {
  await newcomer();
  const payments = await Promise.all(Array.from({ length: 20 }, () => counter.begin(ada)));
  expect(new Set(payments.map(({ id }) => id)).size).toBe(1);
  expect(await checkouts()).toHaveLength(1);
});

test("a key used for something else is refused, and nothing is begun", async () => {
  await newcomer();
  await counter.begin(ada, "credits-500", "mine");
  expect(await codeOf(counter.begin(ada, "credits-100", "mine"))).toBe("IDEMPOTENCY_CONFLICT");
  expect(await rows()).toHaveLength(1);
});

test("the price is the catalogue's, whatever a client sends with it", async () => {
  await newcomer();
  const body = { kind: "pack", pack: "credits-500", amountCents: 1, credits: 1_000_000 };
  const answer = await ada.fetch("/api/billing/checkout", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(await answer.json()).toMatchObject({ amountCents: 45_00, credits: 500 });
  expect(await codeOf(counter.begin(ada, "credits-7"))).toBe("VALIDATION_FAILED");
});

test("a crash before or after the checkout was opened leaves a payment that the same key continues", async () => {
  for (const when of ["before", "after"] as const) {
    await newcomer();
    breakOnce(sandbox, "createCheckout", when);
    expect(await codeOf(counter.begin(ada, "credits-500", "again"))).toBe("PAYMENT_UNAVAILABLE");
    expect(await rows()).toMatchObject([{ status: "pending", checkoutUrl: null }]);
    const payment = await counter.begin(ada, "credits-500", "again");
    expect(payment.checkoutUrl).toStartWith("/checkout/sandbox/");
    expect(await rows()).toHaveLength(1);
    expect(await checkouts()).toHaveLength(1);
    await counter.decide(ada, payment, "works");
    expect(await counter.available(ada)).toBe(600);
  }
});

test("a payment that was left without a checkout ends after a day", async () => {
  await newcomer();
  breakOnce(sandbox, "createCheckout", "before");
  await codeOf(counter.begin(ada));
  counter.clock.advance(DAY_MS + 1_000);
  await counter.platform.billing.closing.closeForgotten();
  expect(await rows()).toMatchObject([{ status: "cancelled" }]);
});

test("another checkout of the same thing takes the place of the one before", async () => {
  await newcomer();
  const first = await counter.begin(ada, "credits-500", "first");
  const second = await counter.begin(ada, "credits-500", "second");
  expect(second.id).not.toBe(first.id);
  expect((await rows()).map(({ status }) => status)).toEqual(["cancelled", "pending"]);
  // Nobody can pay the first any more.
  await counter.decide(ada, first, "works");
  expect(await counter.available(ada)).toBe(100);
});

test("of two checkouts of plans one can be paid", async () => {
  await newcomer();
  const basic = await plan("basic");
  const pro = await plan("pro");
  await counter.decide(ada, basic, "works");
  expect((await ada.billing.subscription()).subscription).toBeNull();
  await counter.decide(ada, pro, "works");
  expect((await ada.billing.subscription()).subscription?.plan).toBe("pro");
  expect(await codeOf(plan("basic"))).toBe("ALREADY_SUBSCRIBED");
});

test("a plan that was paid without anybody hearing of it is found before a second is sold", async () => {
  await newcomer();
  const basic = await plan("basic");
  // Paid there, and the word of it is lost.
  await counter.platform.database.client.sandboxPayment.updateMany({
    where: { reference: basic.id },
    data: { status: "paid", paidAt: counter.clock.now() },
  });
  expect(await codeOf(plan("pro"))).toBe("ALREADY_SUBSCRIBED");
  expect((await ada.billing.subscription()).subscription?.plan).toBe("basic");
  expect((await rows()).map(({ status }) => status)).toEqual(["paid", "cancelled"]);
});

test("someone else's payment, receipt and checkout are not found", async () => {
  const bob = await counter.platform.join("Bob");
  const open = await counter.begin(await newcomer(), "credits-100");
  const { payment } = await counter.buy(ada);
  const checkoutId = open.checkoutUrl?.split("/").at(-1) ?? "";
  const params = { paymentId: payment.id };
  const calls = [
    bob.billing.payment({ params }),
    bob.billing.confirm({ params }),
    bob.billing.abandon({ params: { paymentId: open.id } }),
    bob.billing.sandboxCheckout({ params: { checkoutId } }),
    bob.billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome: "works" } }),
  ];
  expect(await Promise.all(calls.map(codeOf))).toEqual(Array(5).fill("NOT_FOUND"));
  expect((await bob.fetch(`/api/billing/payments/${payment.id}/receipt`)).status).toBe(404);
  expect((await bob.billing.payments()).items).toEqual([]);
  expect((await ada.billing.payment({ params: { paymentId: open.id } })).status).toBe("pending");
});
