import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { PlanChoice } from "@lumiku/contracts/billing";
import { createStage, type Stage } from "./stage.fixture";
import { type StateName, states } from "./states.fixture";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

const basic: PlanChoice = { plan: "basic", interval: "month" };
const pro: PlanChoice = { plan: "pro", interval: "month" };
const proYear: PlanChoice = { plan: "pro", interval: "year" };
const enterprise: PlanChoice = { plan: "enterprise", interval: "month" };
const at = (day: string) => new Date(`2027-${day}T12:00:00Z`);

const change = (choice: PlanChoice) => (ada: string) => stage.subscriptions.change(ada, choice);
const runOn = (day: string) => async () => {
  stage.clock.at = at(day);
  await stage.job.runDue();
};
const onDay = (day: string, act: (ada: string) => Promise<unknown>) => async (ada: string) => {
  stage.clock.at = at(day);
  await act(ada);
};
const recover = async (ada: string) => {
  await stage.pay(await stage.subscriptions.recover(ada));
};
const refund = async (ada: string) => {
  const payment = (await stage.paymentsOf(ada)).findLast(({ status }) => status === "paid");
  if (!payment?.gatewayPaymentId) throw new Error("Nothing was paid");
  const { gatewayPaymentId, amountCents, currency } = payment;
  const gatewayRefundId = crypto.randomUUID();
  await stage.apply("sandbox", {
    ...{ kind: "refund.succeeded", gatewayPaymentId, gatewayRefundId, amountCents, currency, reason: null },
  });
};
const loseDispute = async (ada: string) => {
  const payment = (await stage.paymentsOf(ada)).findLast(({ status }) => status === "paid");
  if (!payment?.gatewayPaymentId) throw new Error("Nothing was paid");
  const { gatewayPaymentId } = payment;
  await stage.apply("sandbox", { kind: "dispute.lost", gatewayPaymentId, disputeId: crypto.randomUUID() });
};

interface Trial {
  from: StateName;
  act: (ada: string) => Promise<unknown>;
  /** What the row is afterwards. */
  to: Record<string, unknown>;
  tier: string;
  /** What the bank took after the first $30. Cents. */
  takes?: number[];
  audit: string[];
  mail?: string[];
}

const firstPeriod = { anchorAt: at("01-31"), periodStart: at("01-31"), periodEnd: at("02-28") };
const secondPeriod = { anchorAt: at("01-31"), periodStart: at("02-28"), periodEnd: at("03-31") };
const nothingOwed = { graceEndsAt: null, suspensionEndsAt: null, renewalAttempts: 0, nextAttemptAt: null };
const nothingPending = { cancelAtPeriodEnd: false, nextPlan: null, nextInterval: null };

const trials: Record<string, Trial> = {
  "a plan that is paid begins": {
    from: "no plan",
    act: (ada) => stage.subscribe(ada, "pro"),
    to: { status: "active", ...firstPeriod, plan: "pro", dailyUnits: 200, monthlyUnits: 6_000, priceCents: 30_00 },
    ...{ tier: "pro", audit: ["started"], mail: ["plan-began"] },
  },
  "an upgrade halfway is there at once, costs half of the difference, and keeps the period": {
    from: "active",
    act: onDay("02-14", change(enterprise)),
    to: { status: "active", ...firstPeriod, plan: "enterprise", dailyUnits: 1_000, priceCents: 100_00 },
    ...{ tier: "enterprise", takes: [35_00], audit: ["upgraded"] },
  },
  "an upgrade in the last minutes costs what gateways take at least": {
    from: "active",
    act: async (ada) => {
      stage.at("2027-02-28T11:58:00Z");
      await stage.subscriptions.change(ada, enterprise);
    },
    to: { status: "active", ...firstPeriod, plan: "enterprise" },
    ...{ tier: "enterprise", takes: [50], audit: ["upgraded"] },
  },
  "a year instead of a month begins now, less what is unused of the month": {
    from: "active",
    act: onDay("02-14", change(proYear)),
    to: {
      ...{ status: "active", plan: "pro", interval: "year", priceCents: 300_00 },
      ...{ anchorAt: at("02-14"), periodStart: at("02-14"), periodEnd: new Date("2028-02-14T12:00:00Z") },
    },
    ...{ tier: "pro", takes: [285_00], audit: ["upgraded"] },
  },
  "a downgrade waits for the end of the period": {
    from: "active",
    act: change(basic),
    to: { status: "active", ...firstPeriod, plan: "pro", nextPlan: "basic", nextInterval: "month" },
    ...{ tier: "pro", audit: ["downgradeScheduled"] },
  },
  "another choice takes the place of one that waits": {
    from: "downgrading",
    act: change({ plan: "basic", interval: "year" }),
    to: { status: "active", plan: "pro", nextPlan: "basic", nextInterval: "year" },
    ...{ tier: "pro", audit: ["downgradeScheduled"] },
  },
  "the present plan, chosen again, undoes a downgrade": {
    from: "downgrading",
    act: change(pro),
    to: { status: "active", plan: "pro", ...nothingPending },
    ...{ tier: "pro", audit: ["resumed"] },
  },
  "resuming undoes a downgrade": {
    from: "downgrading",
    act: (ada) => stage.subscriptions.resume(ada),
    to: { status: "active", plan: "pro", ...nothingPending },
    ...{ tier: "pro", audit: ["resumed"] },
  },
  "an upgrade takes the place of a downgrade": {
    from: "downgrading",
    act: change(enterprise),
    to: { status: "active", plan: "enterprise", ...nothingPending },
    ...{ tier: "enterprise", takes: [70_00], audit: ["upgraded"] },
  },
  "the downgrade comes with the renewal, at the new price": {
    from: "downgrading",
    act: runOn("02-28"),
    to: { status: "active", ...secondPeriod, ...nothingPending, plan: "basic", dailyUnits: 50, priceCents: 10_00 },
    ...{ tier: "basic", takes: [10_00], audit: ["renewed"], mail: ["plan-downgraded"] },
  },
  "cancelling lets the plan go on to its end": {
    from: "active",
    act: (ada) => stage.subscriptions.cancel(ada),
    to: { status: "active", ...firstPeriod, cancelAtPeriodEnd: true },
    ...{ tier: "pro", audit: ["cancelled"], mail: ["plan-cancelled"] },
  },
  "cancelling drops a downgrade": {
    from: "downgrading",
    act: (ada) => stage.subscriptions.cancel(ada),
    to: { status: "active", cancelAtPeriodEnd: true, nextPlan: null },
    ...{ tier: "pro", audit: ["cancelled"], mail: ["plan-cancelled"] },
  },
  "resuming undoes a cancellation": {
    from: "cancelled",
    act: (ada) => stage.subscriptions.resume(ada),
    to: { status: "active", ...firstPeriod, ...nothingPending },
    ...{ tier: "pro", audit: ["resumed"] },
  },
  "an upgrade undoes a cancellation": {
    from: "cancelled",
    act: change(enterprise),
    to: { status: "active", plan: "enterprise", ...nothingPending },
    ...{ tier: "enterprise", takes: [70_00], audit: ["upgraded"] },
  },
  "a downgrade undoes a cancellation": {
    from: "cancelled",
    act: change(basic),
    to: { status: "active", cancelAtPeriodEnd: false, nextPlan: "basic" },
    ...{ tier: "pro", audit: ["downgradeScheduled"] },
  },
  "a cancelled plan ends with its period, and nothing is charged": {
    from: "cancelled",
    act: runOn("02-28"),
    to: { status: "ended", endReason: "cancelled", endedAt: at("02-28") },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "a renewal that is paid begins the next month, on the day of the anchor": {
    from: "active",
    act: runOn("02-28"),
    to: { status: "active", ...secondPeriod, ...nothingOwed, remindedAt: null },
    ...{ tier: "pro", takes: [30_00], audit: ["renewed"] },
  },
  "a renewal that is declined begins the grace, and everything goes on working": {
    from: "active",
    act: async (ada) => {
      stage.setCard(ada, "declined");
      await runOn("02-28")();
    },
    to: {
      ...{ status: "past_due", ...firstPeriod, renewalAttempts: 1 },
      ...{ graceEndsAt: at("03-07"), nextAttemptAt: at("03-01") },
    },
    ...{ tier: "pro", takes: [], audit: ["pastDue"], mail: ["plan-payment-failed"] },
  },
  "a retry that is declined waits for the next": {
    from: "past due",
    act: runOn("03-01"),
    to: { status: "past_due", renewalAttempts: 2, graceEndsAt: at("03-07"), nextAttemptAt: at("03-03") },
    ...{ tier: "pro", takes: [], audit: ["retryFailed"], mail: ["plan-payment-failed"] },
  },
  "a retry that is paid brings the plan back, as if it had been on time": {
    from: "past due",
    act: async (ada) => {
      stage.setCard(ada, "works");
      await runOn("03-01")();
    },
    to: { status: "active", ...secondPeriod, ...nothingOwed },
    ...{ tier: "pro", takes: [30_00], audit: ["recovered"] },
  },
  "paying by hand within the grace does the same": {
    from: "past due",
    act: onDay("03-04", recover),
    to: { status: "active", ...secondPeriod, ...nothingOwed },
    ...{ tier: "pro", takes: [30_00], audit: ["recovered"] },
  },
  "the last retry, on the seventh day, suspends what is still not paid": {
    from: "past due",
    act: runOn("03-07"),
    to: { status: "suspended", suspensionEndsAt: at("03-21"), graceEndsAt: null, nextAttemptAt: null },
    ...{ tier: "free", takes: [], audit: ["suspended"], mail: ["plan-suspended"] },
  },
  "cancelling while past due ends it at once": {
    from: "past due",
    act: (ada) => stage.subscriptions.cancel(ada),
    to: { status: "ended", endReason: "cancelled", nextAttemptAt: null },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "paying brings a suspended plan back, from that day on": {
    from: "suspended",
    act: onDay("03-15", recover),
    to: {
      ...{ status: "active", ...nothingOwed },
      ...{ anchorAt: at("03-15"), periodStart: at("03-15"), periodEnd: at("04-15") },
    },
    ...{ tier: "pro", takes: [30_00], audit: ["recovered"] },
  },
  "a suspension that is over ends the plan": {
    from: "suspended",
    act: runOn("03-21"),
    to: { status: "ended", endReason: "unpaid", suspensionEndsAt: null },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "cancelling while suspended ends it at once": {
    from: "suspended",
    act: (ada) => stage.subscriptions.cancel(ada),
    to: { status: "ended", endReason: "cancelled" },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "a full refund of the running period ends the plan at once": {
    from: "active",
    act: onDay("02-10", refund),
    to: { status: "ended", endReason: "refunded", endedAt: at("02-10") },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "a dispute that is lost does the same": {
    from: "active",
    act: onDay("02-10", loseDispute),
    to: { status: "ended", endReason: "refunded" },
    ...{ tier: "free", takes: [], audit: ["ended"], mail: ["plan-ended"] },
  },
  "a removed account's plan ends at once, without a word": {
    from: "active",
    act: (ada) => stage.subscriptions.endForDeletion(ada),
    to: { status: "ended", endReason: "deleted" },
    ...{ tier: "free", takes: [], audit: ["ended"] },
  },
  "after the end another plan may begin": {
    from: "ended",
    act: onDay("03-10", (ada) => stage.subscribe(ada, "basic")),
    to: { status: "active", plan: "basic", anchorAt: at("03-10"), periodEnd: at("04-10") },
    ...{ tier: "basic", takes: [10_00], audit: ["started"], mail: ["plan-began"] },
  },
};

describe("each step of a plan's life", () => {
  for (const [name, { from, act, to, tier, takes, audit, mail = [] }] of Object.entries(trials)) {
    test(name, async () => {
      const ada = await states[from](stage);
      const [acts, mails, taken] = await Promise.all([stage.actsOn(ada), stage.mailsTo(ada), stage.takenFrom(ada)]);
      const before = (await stage.rows(ada)).at(-1);
      stage.told.length = 0;
      stage.notices.length = 0;
      await act(ada);
      const row = await stage.row(ada);
      expect(row).toMatchObject(to);
      expect(await stage.tier(ada)).toBe(tier as never);
      expect((await stage.actsOn(ada)).slice(acts.length)).toEqual(audit);
      expect((await stage.mailsTo(ada)).slice(mails.length)).toEqual(mail);
      // Whoever upgrades or pays what was due is told as well, but not by a mail besides the receipt.
      const unmailed = audit.filter((step) => step === "upgraded" || step === "recovered");
      const notices = stage.notices.filter(({ userId, kind }) => userId === ada && kind === "plan.changed");
      expect(notices).toHaveLength(mail.length + unmailed.length);
      if (takes) expect(stage.takenFrom(ada).slice(taken.length)).toEqual(takes);
      if (before?.id === row.id) expect(row.version).toBe(before.version + audit.length);
      expect(stage.told).toContain(ada);
      expect(stage.events.filter(({ userId }) => userId === ada).map(({ type }) => type)).toEqual(
        expect.arrayContaining(["account.updated", "quota.updated"]),
      );
      expect(await stage.alertsOf(ada)).toEqual(name.includes("dispute") ? ["dispute-opened"] : []);
    });
  }
});
