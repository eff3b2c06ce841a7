import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Payment } from "@lumiku/contracts/payments";
import { createQuotaRepository } from "../../quota/repository";
import { createStage, type Stage } from "./stage.fixture";
import { states } from "./states.fixture";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

const pro = { plan: "pro", interval: "month" } as const;
const proYear = { plan: "pro", interval: "year" } as const;
const enterprise = { plan: "enterprise", interval: "month" } as const;

const beginPlan = (ada: string, plan: "basic" | "pro") =>
  stage.payments.begin({
    ...{ userId: ada, gateway: "sandbox", purpose: "subscription", plan: { plan, interval: "month" } },
    ...{ amountCents: stage.catalogue.priceCents(plan, "month"), currency: "usd", description: plan },
  });
const refund = async (payment: Pick<Payment, "id">) => {
  const { gatewayPaymentId, amountCents, currency } = await stage.database.client.payment.findUniqueOrThrow({
    where: { id: payment.id },
  });
  return stage.apply("sandbox", {
    ...{ kind: "refund.succeeded", gatewayPaymentId: gatewayPaymentId ?? "", gatewayRefundId: crypto.randomUUID() },
    ...{ amountCents, currency, reason: null },
  });
};
const settle = <T>(work: Promise<T>) =>
  work.then(
    () => "accepted",
    (error) => error.code,
  );

test("two checkouts for a plan, paid at the same time, begin one; the other is told to somebody, and its refund ends nothing", async () => {
  const ada = await states["no plan"](stage);
  const first = await beginPlan(ada, "basic");
  const second = await beginPlan(ada, "pro");
  await Promise.all([stage.pay(first), stage.pay(second)]);
  const rows = await stage.rows(ada);
  expect(rows.map(({ status, endReason }) => endReason ?? status).sort()).toEqual(["active", "duplicate"]);
  expect(await stage.alertsOf(ada)).toEqual(["paid-twice"]);
  const aside = rows.find(({ status }) => status === "ended");
  const paid = (await stage.paymentsOf(ada)).find(({ subscriptionId }) => subscriptionId === aside?.id);
  expect(await refund({ id: paid?.id ?? "" })).toBe("applied");
  expect((await stage.subscriptions.find(ada))?.status).toBe("active");
});

test("a payment told twenty times at once begins one plan", async () => {
  const ada = await states["no plan"](stage);
  const payment = await beginPlan(ada, "pro");
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => stage.pay(payment)));
  expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
  expect(await stage.rows(ada)).toHaveLength(1);
  expect(await stage.actsOn(ada)).toEqual(["started"]);
});

test("a renewal paid by hand and by a retry renews once; the second is told to somebody", async () => {
  const ada = await states["past due"](stage);
  const payment = await stage.subscriptions.recover(ada);
  stage.setCard(ada, "works");
  stage.at("2027-03-01T12:00:00Z");
  await stage.job.runDue();
  await stage.pay(payment);
  expect(await stage.subscriptions.find(ada)).toMatchObject({ periodEnd: "2027-03-31T12:00:00.000Z" });
  expect(await stage.alertsOf(ada)).toEqual(["paid-twice"]);
  await refund(payment);
  expect((await stage.subscriptions.find(ada))?.status).toBe("active");
});

test("a checkout paid after the plan has ended begins it anew", async () => {
  const ada = await states.suspended(stage);
  const payment = await stage.subscriptions.recover(ada);
  stage.at("2027-03-21T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.subscriptions.find(ada)).toBeNull();
  await stage.pay(payment);
  expect(await stage.row(ada)).toMatchObject({
    ...{ status: "active", plan: "pro", cancelAtPeriodEnd: false, periodEnd: new Date("2027-04-21T12:00:00Z") },
  });
});

test("a retry whose money arrives after the person has cancelled gives what was paid for, and does not renew", async () => {
  const ada = await states["past due"](stage);
  stage.setCard(ada, "lost");
  stage.at("2027-03-01T12:00:00Z");
  await stage.job.runDue();
  await stage.subscriptions.cancel(ada);
  const pending = (await stage.paymentsOf(ada)).find(({ status }) => status === "pending");
  const { id: reference = "", amountCents = 0 } = pending ?? {};
  await stage.apply("sandbox", {
    ...{ kind: "payment.succeeded", reference, gatewayPaymentId: `bank-${reference}`, customerId: null },
    ...{ amountCents, currency: "usd", paidAt: stage.clock.at, subscription: null },
  });
  expect(await stage.row(ada)).toMatchObject({ status: "active", cancelAtPeriodEnd: true });
  stage.at("2027-04-01T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.subscriptions.find(ada)).toBeNull();
});

test("the same upgrade from two windows is charged once", async () => {
  const ada = await states.active(stage);
  const upgrade = () => stage.subscriptions.change(ada, enterprise, crypto.randomUUID());
  await Promise.all([upgrade(), upgrade(), upgrade()]);
  expect(stage.takenFrom(ada)).toEqual([30_00, 70_00]);
  expect(await stage.actsOn(ada)).toEqual(["started", "upgraded"]);
});

test("two upgrades from two windows: one is charged; the other is refused, or waits for the end of what was paid", async () => {
  const ada = await states.active(stage);
  const outcomes = await Promise.all([
    settle(stage.subscriptions.change(ada, enterprise)),
    settle(stage.subscriptions.change(ada, proYear)),
  ]);
  // Whoever reads the plan late finds it upgraded already: a year of a smaller one is for later.
  const { nextPlan } = await stage.row(ada);
  expect(outcomes.sort()).toEqual([nextPlan ? "accepted" : "CONFLICT", "accepted"]);
  expect(stage.takenFrom(ada)).toHaveLength(2);
  expect(await stage.alertsOf(ada)).toEqual([]);
});

test("after a refusal another card may be tried", async () => {
  const ada = await states.active(stage);
  stage.setCard(ada, "declined");
  expect(await settle(stage.subscriptions.change(ada, enterprise))).toBe("PAYMENT_DECLINED");
  stage.setCard(ada, "works");
  expect(await stage.subscriptions.change(ada, enterprise)).toMatchObject({ plan: "enterprise", priceCents: 100_00 });
  expect(stage.takenFrom(ada)).toEqual([30_00, 70_00]);
});

test("an upgrade without an answer is asked about again, at its first price, and charged once", async () => {
  const ada = await states.active(stage);
  stage.setCard(ada, "lost");
  expect(await settle(stage.subscriptions.change(ada, enterprise))).toBe("PAYMENT_UNAVAILABLE");
  stage.at("2027-02-10T12:00:00Z");
  expect(await settle(stage.subscriptions.change(ada, proYear))).toBe("CONFLICT");
  expect(await stage.subscriptions.change(ada, enterprise)).toMatchObject({ plan: "enterprise" });
  expect(stage.takenFrom(ada)).toEqual([30_00, 70_00]);
});

test("what a look at an upgrade says is what it takes", async () => {
  const ada = await states.active(stage);
  stage.at("2027-02-09T18:00:00Z");
  for (const choice of [enterprise, { plan: "enterprise", interval: "year" } as const]) {
    const { dueCents, takesEffect } = await stage.subscriptions.previewChange(ada, choice);
    expect(takesEffect).toBe("now");
    await stage.subscriptions.change(ada, choice);
    expect(stage.takenFrom(ada).at(-1)).toBe(dueCents);
  }
  expect(await stage.subscriptions.previewChange(ada, pro)).toEqual({
    ...{ takesEffect: "period-end", at: "2028-02-09T18:00:00.000Z", dueCents: 0, priceCents: 30_00, currency: "usd" },
  });
});

test("an upgrade keeps what was used of the quota, a suspension has none, and paying brings a new month", async () => {
  const ada = await states.active(stage);
  const quota = createQuotaRepository(stage.database);
  stage.at("2027-02-10T09:00:00Z");
  await quota.take(ada, 120, stage.clock.at);
  await stage.subscriptions.change(ada, enterprise);
  expect(await quota.find(ada, stage.clock.at)).toMatchObject({ dayLimit: 1_000, dayUsed: 120, monthUsed: 120 });
  stage.setCard(ada, "declined");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  expect(await quota.take(ada, 1, stage.clock.at)).toMatchObject({ outcome: "taken" });
  stage.at("2027-03-07T12:00:00Z");
  await stage.job.runDue();
  expect(await quota.find(ada, stage.clock.at)).toBeNull();
  stage.at("2027-03-10T12:00:00Z");
  await stage.pay(await stage.subscriptions.recover(ada));
  expect(await quota.find(ada, stage.clock.at)).toMatchObject({ monthStart: stage.clock.at, monthUsed: 0 });
});

test("whoever has bought credits is back on the basic tier when the plan ends", async () => {
  const ada = await states.cancelled(stage);
  await stage.database.client.payment.create({
    data: {
      ...{ id: crypto.randomUUID(), userId: ada, purpose: "pack", status: "paid", gateway: "sandbox" },
      ...{ amountCents: 10_00, currency: "usd", description: "100 credits", credits: 100 },
    },
  });
  expect(await stage.tier(ada)).toBe("pro");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.tier(ada)).toBe("basic");
});

test("the refund of a period that is over ends nothing", async () => {
  const ada = await states.active(stage);
  const [first] = await stage.paymentsOf(ada);
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  await refund({ id: first?.id ?? "" });
  expect((await stage.subscriptions.find(ada))?.status).toBe("active");
});

test("a plan keeps the terms it was sold at until it is renewed; an upgrade credits what was paid", async () => {
  const ada = await states.active(stage);
  const { id } = await stage.row(ada);
  await stage.database.client.subscription.update({ where: { id }, data: { priceCents: 20_00, dailyUnits: 150 } });
  expect(await stage.subscriptions.find(ada)).toMatchObject({ priceCents: 20_00 });
  expect(await stage.subscriptions.previewChange(ada, enterprise)).toMatchObject({ dueCents: 80_00 });
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({ priceCents: 30_00, dailyUnits: 200 });
  expect(stage.takenFrom(ada)).toEqual([30_00, 30_00]);
});

test("an upgrade after the price list has changed its currency credits the plan at its new price", async () => {
  const ada = await states.active(stage);
  const { id } = await stage.row(ada);
  await stage.database.client.subscription.update({ where: { id }, data: { currency: "jpy", priceCents: 4_500 } });
  expect(await stage.subscriptions.previewChange(ada, enterprise)).toMatchObject({ dueCents: 70_00, currency: "usd" });
});

test("whoever upgrades in the last moment of a period pays for it, however often", async () => {
  const ada = await states.active(stage);
  const { periodEnd } = await stage.row(ada);
  stage.clock.at = new Date(periodEnd.getTime() - 1_000);
  expect(await stage.subscriptions.change(ada, enterprise)).toMatchObject({ plan: "enterprise" });
  expect(stage.takenFrom(ada)).toEqual([30_00, 50]);
});
