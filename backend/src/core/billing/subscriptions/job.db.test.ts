import { afterEach, beforeEach, expect, test } from "bun:test";
import type { ChargeOrder } from "../payments/payments";
import { renewalKey } from "./renewal";
import type { SubscriptionRow } from "./repository";
import { createStage, type Stage } from "./stage.fixture";

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(() => stage.drop());

const joinMany = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const ada = await stage.join();
      await stage.subscribe(ada, "basic");
      return ada;
    }),
  );
const statuses = async (people: readonly string[]) => {
  const rows = await Promise.all(people.map((ada) => stage.row(ada)));
  return rows.map(({ status, periodEnd }) => `${status} ${periodEnd.toISOString().slice(0, 10)}`);
};

test("five workers at once over fifty renewals charge each once", async () => {
  const people = await joinMany(50);
  stage.at("2027-02-28T12:00:00Z");
  const counts = await Promise.all(Array.from({ length: 5 }, () => stage.job.runDue()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(50);
  for (const ada of people) expect(stage.takenFrom(ada)).toEqual([10_00, 10_00]);
  expect(new Set(await statuses(people))).toEqual(new Set(["active 2027-03-31"]));
  expect(await stage.job.runDue()).toBe(0);
}, 30_000);

test("hundreds that are due are done in one run", async () => {
  const people = Array.from({ length: 300 }, (_, index) => `many-${index}`);
  const { client } = stage.database;
  await client.user.createMany({ data: people.map((id) => ({ id, name: id, email: `${id}@example.com` })) });
  const [start, end] = [new Date("2027-01-28T12:00:00Z"), new Date("2027-02-28T12:00:00Z")];
  await client.subscription.createMany({
    data: people.map((userId) => ({
      ...{ id: userId, userId, plan: "basic", interval: "month", tier: "basic", dailyUnits: 50, monthlyUnits: 1_500 },
      ...{ priceCents: 10_00, currency: "usd", gateway: "sandbox", cancelAtPeriodEnd: true },
      ...{ anchorAt: start, periodStart: start, periodEnd: end },
    })),
  });
  stage.clock.at = end;
  expect(await stage.job.runDue()).toBe(300);
  expect(await client.subscription.count({ where: { status: "ended", endReason: "cancelled" } })).toBe(300);
}, 30_000);

test("one whose bank is away waits, asks again later, and stops nobody else", async () => {
  const people = await joinMany(7);
  const [ada = "", ...others] = people;
  stage.setCard(ada, "away");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  expect(await statuses([ada])).toEqual(["active 2027-02-28"]);
  expect(new Set(await statuses(others))).toEqual(new Set(["active 2027-03-31"]));
  expect(await stage.mailsTo(ada)).toEqual(["plan-began"]);
  stage.setCard(ada, "works");
  expect(await stage.job.runDue()).toBe(0);
  stage.at("2027-02-28T12:05:00Z");
  await stage.job.runDue();
  expect(await statuses([ada])).toEqual(["active 2027-03-31"]);
  expect(stage.takenFrom(ada)).toEqual([10_00, 10_00]);
});

test("nobody is suspended while the bank gives no answer", async () => {
  const [ada = ""] = await joinMany(1);
  stage.setCard(ada, "declined");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  stage.setCard(ada, "away");
  stage.at("2027-03-09T12:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({ status: "past_due" });
  expect(await stage.tier(ada)).toBe("basic");
});

test("a crash after the charge and before it is written down charges nothing twice", async () => {
  const [ada = ""] = await joinMany(1);
  stage.setCard(ada, "lost");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  expect(await statuses([ada])).toEqual(["active 2027-02-28"]);
  stage.at("2027-02-28T12:06:00Z");
  await stage.job.runDue();
  expect(await statuses([ada])).toEqual(["active 2027-03-31"]);
  expect(stage.takenFrom(ada)).toEqual([10_00, 10_00]);
});

test("a crash after a refusal and before the grace has begun asks the bank no second time", async () => {
  const [ada = ""] = await joinMany(1);
  stage.setCard(ada, "declined");
  stage.at("2027-02-28T12:00:00Z");
  const row = (await stage.row(ada)) as SubscriptionRow;
  const order: ChargeOrder = {
    ...{ userId: ada, gateway: "sandbox" as const, customerId: row.gatewayCustomerId ?? "" },
    ...{ purpose: "renewal" as const, subscriptionId: row.id, plan: "basic" as const, interval: "month" as const },
    ...{ amountCents: 10_00, currency: "usd", description: "Basic" },
    ...{ periodStart: row.periodEnd, periodEnd: new Date("2027-03-31T12:00:00Z"), idempotencyKey: renewalKey(row) },
  };
  await expect(stage.payments.charge(order)).rejects.toMatchObject({ code: "PAYMENT_DECLINED" });
  stage.setCard(ada, "works");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({ status: "past_due", renewalAttempts: 1 });
  expect(stage.takenFrom(ada)).toEqual([10_00]);
});

test("after months off, one period is charged, and it begins when the platform is back", async () => {
  const [monthly, yearly, leaving] = [await stage.join(), await stage.join(), await stage.join()];
  await stage.subscribe(monthly, "pro");
  await stage.subscribe(yearly, "pro", "year");
  await stage.subscribe(leaving, "pro");
  await stage.subscriptions.cancel(leaving);
  stage.at("2028-05-20T08:00:00Z");
  await stage.job.runDue();
  await stage.job.runDue();
  expect(stage.takenFrom(monthly)).toEqual([30_00, 30_00]);
  expect(stage.takenFrom(yearly)).toEqual([300_00, 300_00]);
  expect(stage.takenFrom(leaving)).toEqual([30_00]);
  expect(await statuses([monthly, yearly, leaving])).toEqual([
    "active 2028-06-20",
    "active 2029-05-20",
    "ended 2027-02-28",
  ]);
});

test("after months off, a card that is declined has its whole grace, from then on", async () => {
  const [ada = ""] = await joinMany(1);
  stage.setCard(ada, "declined");
  stage.at("2027-06-10T08:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({
    ...{ status: "past_due", graceEndsAt: new Date("2027-06-17T08:00:00Z") },
    nextAttemptAt: new Date("2027-06-11T08:00:00Z"),
  });
  stage.setCard(ada, "works");
  stage.at("2027-06-11T08:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({
    ...{ status: "active", anchorAt: new Date("2027-06-10T08:00:00Z"), periodEnd: new Date("2027-07-10T08:00:00Z") },
  });
});

test("months off in the middle of a grace leave a last try, then the whole time to pay by hand", async () => {
  const [ada = ""] = await joinMany(1);
  stage.setCard(ada, "declined");
  stage.at("2027-02-28T12:00:00Z");
  await stage.job.runDue();
  stage.at("2027-06-10T08:00:00Z");
  await stage.job.runDue();
  expect(await stage.row(ada)).toMatchObject({
    ...{ status: "suspended", suspensionEndsAt: new Date("2027-06-24T08:00:00Z") },
  });
});

test("every failure is told once, also to who wants no notices; nothing else is", async () => {
  const [ada = ""] = await joinMany(1);
  await stage.database.client.userSettings.create({ data: { userId: ada, mailsPlanNotices: false } });
  stage.setCard(ada, "declined");
  stage.at("2027-02-26T12:00:00Z");
  await stage.job.runDue();
  for (const time of ["02-28", "03-01", "03-01", "03-03", "03-05", "03-07", "03-21"]) {
    stage.at(`2027-${time}T12:00:00Z`);
    await stage.job.runDue();
  }
  const failures = Array.from({ length: 4 }, () => "plan-payment-failed");
  expect(await stage.mailsTo(ada)).toEqual(["plan-began", ...failures, "plan-suspended"]);
  expect(await stage.row(ada)).toMatchObject({ status: "ended", endReason: "unpaid" });
});

test("a renewal is announced once a period: three days before a month's, fourteen before a year's, by any number of workers", async () => {
  const [monthly, yearly, leaving] = [await stage.join(), await stage.join(), await stage.join()];
  await stage.subscribe(monthly, "pro");
  await stage.subscribe(yearly, "pro", "year");
  await stage.subscribe(leaving, "pro");
  await stage.subscriptions.cancel(leaving);
  const reminders = async (ada: string) =>
    (await stage.mailsTo(ada)).filter((kind) => kind === "plan-renews-soon").length;
  const runAt = async (time: string) => {
    stage.at(time);
    await Promise.all(Array.from({ length: 5 }, () => stage.job.runDue()));
  };
  await runAt("2027-02-25T11:59:00Z");
  expect(await reminders(monthly)).toBe(0);
  await runAt("2027-02-25T12:00:00Z");
  await runAt("2027-02-26T12:00:00Z");
  expect(await reminders(monthly)).toBe(1);
  await runAt("2027-02-28T12:00:00Z");
  await runAt("2027-03-29T12:00:00Z");
  expect(await reminders(monthly)).toBe(2);
  expect(await reminders(leaving)).toBe(0);
  await runAt("2028-01-17T11:00:00Z");
  expect(await reminders(yearly)).toBe(0);
  await runAt("2028-01-17T13:00:00Z");
  expect(await reminders(yearly)).toBe(1);
}, 30_000);
