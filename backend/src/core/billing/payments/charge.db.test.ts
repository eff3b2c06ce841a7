import { afterAll, beforeAll, expect, test } from "bun:test";
import type { PlatformCollected } from "../gateways/gateway";
import { type Buyer, type Counter, openCounter } from "./counter.fixture";
import type { ChargeOrder } from "./payments";

let counter: Counter;
let plans: PlatformCollected;
let ada: Buyer;
beforeAll(async () => {
  counter = await openCounter();
  const collected = counter.platform.billing.sandbox?.gateway.plans;
  if (collected?.collects !== "platform") throw new Error("The sandbox does not collect for the platform");
  plans = collected;
});
afterAll(() => counter.close());

/** Ada with a plan, and the order for its next period. */
const subscribe = async (card: "works" | "fails-later" = "works"): Promise<ChargeOrder> => {
  ada = await counter.platform.join();
  const begun = await ada.billing.checkout({ body: { kind: "plan", plan: "pro", interval: "month" } });
  await counter.decide(ada, begun, card);
  const subscription = await counter.platform.database.client.subscription.findFirstOrThrow({
    where: { userId: ada.userId },
  });
  return {
    ...{ userId: ada.userId, gateway: "sandbox", customerId: `cus_${ada.userId}`, purpose: "renewal" },
    ...{ subscriptionId: subscription.id, plan: "pro", interval: "month", amountCents: 30_00, currency: "usd" },
    ...{
      description: "Pro plan, a month",
      periodStart: subscription.periodEnd,
      idempotencyKey: `${subscription.id}:1`,
    },
    periodEnd: new Date(subscription.periodEnd.getTime() + 30 * 86_400_000),
  };
};
const charge = (order: ChargeOrder) => counter.platform.billing.payments.charge(order);
const charges = async () => {
  const { client } = counter.platform.database;
  const payments = await client.payment.findMany({ where: { userId: ada.userId, purpose: "renewal" } });
  const taken = await client.sandboxPayment.findMany({
    where: { reference: { in: payments.map(({ id }) => id) }, kind: "charge", status: "paid" },
  });
  return { payments: payments.map(({ status }) => status), taken: taken.length };
};
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

test("two workers and more charge the same period once", async () => {
  const order = await subscribe();
  const payments = await Promise.all(Array.from({ length: 10 }, () => charge(order)));
  expect(new Set(payments.map(({ id }) => id)).size).toBe(1);
  expect(payments.every(({ status }) => status === "paid")).toBe(true);
  expect(await charges()).toEqual({ payments: ["paid"], taken: 1 });
  const { subscription } = await ada.billing.subscription();
  expect(subscription?.periodStart).toBe(order.periodStart.toISOString());
});

test("a crash before the charge, or between the charge and writing it down, charges once in the end", async () => {
  for (const when of ["before", "after"] as const) {
    const order = await subscribe();
    const original = plans.charge;
    plans.charge = async (asked) => {
      plans.charge = original;
      if (when === "after") await original(asked);
      throw new Error("The connection broke");
    };
    expect(await codeOf(charge(order))).toBe("PAYMENT_UNAVAILABLE");
    expect((await charge(order)).status).toBe("paid");
    expect(await charges()).toEqual({ payments: ["paid"], taken: 1 });
  }
});

test("a refusal is written down, and the same key is not tried again", async () => {
  const order = await subscribe("fails-later");
  expect(await codeOf(charge(order))).toBe("PAYMENT_DECLINED");
  expect(await codeOf(charge(order))).toBe("PAYMENT_DECLINED");
  expect(await charges()).toEqual({ payments: ["failed"], taken: 0 });
  const [failed] = (await ada.billing.payments()).items;
  expect(failed).toMatchObject({
    status: "failed",
    failureMessage: "The test card was declined. Nothing was charged.",
  });
});

test("a person's own key for a checkout is never that of a charge", async () => {
  const order = await subscribe();
  await counter.begin(ada, "credits-100", order.idempotencyKey);
  expect((await charge(order)).status).toBe("paid");
});
