import { afterAll, beforeAll, expect, test } from "bun:test";
import type { PlanChoice } from "@lumiku/contracts/billing";
import fc from "fast-check";
import { createStage, type Stage } from "./stage.fixture";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.drop());

type Row = Awaited<ReturnType<Stage["row"]>>;
type Card = "works" | "declined";
type Step =
  | { kind: "start" | "change"; choice: PlanChoice }
  | { kind: "cancel" | "resume" | "recover" | "refund" }
  | { kind: "card"; card: Card }
  | { kind: "wait"; hours: number };

const choices = fc.record({
  plan: fc.constantFrom("basic", "pro", "enterprise"),
  // A year is long: few of these lives would see its end.
  interval: fc.constantFrom("month", "month", "month", "month", "month", "year"),
}) as fc.Arbitrary<PlanChoice>;
const step = <S extends Step>(arbitrary: fc.Arbitrary<S>, weight: number) => ({ arbitrary, weight });
const start = fc.record({ kind: fc.constant("start" as const), choice: choices });
/** The hours of a retry, or those of a whole period and then some. */
const hours = fc.oneof(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 20 * 24, max: 46 * 24 }));
const steps: fc.Arbitrary<Step> = fc.oneof(
  step(start, 3),
  step(fc.record({ kind: fc.constant("change" as const), choice: choices }), 5),
  step(fc.record({ kind: fc.constantFrom("cancel" as const, "refund" as const) }), 1),
  step(fc.record({ kind: fc.constant("resume" as const) }), 1),
  step(fc.record({ kind: fc.constant("recover" as const) }), 3),
  step(fc.record({ kind: fc.constant("card" as const), card: fc.constantFrom<Card>("works", "declined") }), 4),
  step(fc.record({ kind: fc.constant("wait" as const), hours }), 12),
);
const lives = fc
  .tuple(start, fc.array(steps, { minLength: 25, maxLength: 35, size: "max" }))
  .map(([first, rest]): Step[] => [first, ...rest]);

const ranks = { basic: 1, pro: 2, enterprise: 3 };
const price = ({ plan, interval }: PlanChoice) => stage.catalogue.priceCents(plan, interval);
const upcoming = (row: Row) =>
  ({ plan: row.nextPlan ?? row.plan, interval: row.nextInterval ?? row.interval }) as PlanChoice;

/** What the rules say an upgrade costs, in words of their own; null for what is no upgrade. */
function upgradeCents(row: Row, to: PlanChoice, now: Date): number | null {
  const from = { plan: row.plan, interval: row.interval } as PlanChoice;
  const isYearNow = from.interval === "month" && to.interval === "year";
  const climb = ranks[to.plan] - ranks[from.plan];
  if (!(isYearNow ? climb >= 0 : climb > 0 && from.interval === to.interval)) return null;
  const left = (Number(row.periodEnd) - Number(now)) / (Number(row.periodEnd) - Number(row.periodStart));
  const due = Math.round(isYearNow ? price(to) - price(from) * left : (price(to) - price(from)) * left);
  return Math.max(due, 50);
}

/** What a step may take, and what it may not. Cents. */
function expectCharges(step: Step, row: Row | null, card: Card, now: Date): number[] {
  const isLive = row !== null && row.status !== "ended";
  switch (step.kind) {
    case "start":
      return isLive ? [] : [price(step.choice)];
    case "change": {
      const due = isLive && row.status === "active" && card === "works" ? upgradeCents(row, step.choice, now) : null;
      return due ? [due] : [];
    }
    case "recover":
      return isLive && row.status !== "active" ? [price(upcoming(row))] : [];
    case "wait": {
      if (!isLive || card === "declined" || row.cancelAtPeriodEnd) return [];
      const isDue =
        row.status === "active"
          ? row.periodEnd <= now
          : row.status === "past_due" && row.nextAttemptAt !== null && row.nextAttemptAt <= now;
      return isDue ? [price(upcoming(row))] : [];
    }
    default:
      return [];
  }
}

async function take(step: Step, ada: string, isLive: boolean): Promise<Card | null> {
  const { subscriptions } = stage;
  switch (step.kind) {
    case "start":
      if (!isLive) await stage.subscribe(ada, step.choice.plan, step.choice.interval);
      return isLive ? null : "works";
    case "change":
      await subscriptions.change(ada, step.choice);
      return null;
    case "cancel":
      await subscriptions.cancel(ada);
      return null;
    case "resume":
      await subscriptions.resume(ada);
      return null;
    case "recover":
      await stage.pay(await subscriptions.recover(ada));
      return "works";
    case "refund": {
      const payment = (await stage.paymentsOf(ada)).findLast(
        ({ status, refundedCents }) => status === "paid" && refundedCents === 0,
      );
      if (!payment?.gatewayPaymentId) return null;
      await stage.apply("sandbox", {
        ...{ kind: "refund.succeeded", gatewayPaymentId: payment.gatewayPaymentId, reason: null },
        ...{ gatewayRefundId: crypto.randomUUID(), amountCents: payment.amountCents, currency: payment.currency },
      });
      return null;
    }
    case "card":
      stage.setCard(ada, step.card);
      return step.card;
    case "wait":
      await Promise.all([stage.job.runDue(), stage.job.runDue(), stage.job.runDue()]);
      return null;
  }
}

async function checkRow(row: Row, now: Date): Promise<void> {
  const { tier, dailyUnits, monthlyUnits } = stage.catalogue.getPlan(row.plan as PlanChoice["plan"]);
  expect(row).toMatchObject({ tier, dailyUnits, monthlyUnits, priceCents: price(row as PlanChoice) });
  expect(await stage.tier(row.userId)).toBe(row.status === "active" || row.status === "past_due" ? tier : "free");
  expect(row.nextPlan !== null && row.cancelAtPeriodEnd).toBe(false);
  if (row.status === "active") expect(row.periodEnd > now).toBe(true);
  expect(row.graceEndsAt !== null).toBe(row.status === "past_due");
  if (row.graceEndsAt) expect(row.graceEndsAt > now).toBe(true);
  expect(row.suspensionEndsAt !== null).toBe(row.status === "suspended");
  if (row.suspensionEndsAt) expect(row.suspensionEndsAt > now).toBe(true);
}

test("whatever people do and however time jumps: one plan at most, never a charge the rules do not know, never one after the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(lives), async (life) => {
      const ada = await stage.join();
      let card: Card = "works";
      for (const step of life) {
        if (step.kind === "wait") stage.clock.at = new Date(stage.clock.at.getTime() + step.hours * 3_600_000);
        const before = (await stage.rows(ada)).at(-1) ?? null;
        const taken = stage.takenFrom(ada);
        const expected = expectCharges(step, before, card, stage.clock.at);
        const isLive = before !== null && before.status !== "ended";
        const outcome = await take(step, ada, isLive).catch((error: { code?: string }) => {
          if (!["NO_SUBSCRIPTION", "CONFLICT", "PAYMENT_DECLINED"].includes(error.code ?? "")) throw error;
          return null;
        });
        card = outcome ?? card;
        expect(stage.takenFrom(ada).slice(taken.length)).toEqual(expected);

        const rows = await stage.rows(ada);
        expect(rows.filter(({ status }) => status !== "ended").length).toBeLessThanOrEqual(1);
        expect(rows.filter(({ endReason }) => endReason === "duplicate")).toEqual([]);
        const row = rows.at(-1);
        if (row && row.status !== "ended") await checkRow(row, stage.clock.at);
        const paid = (await stage.paymentsOf(ada)).filter(({ status }) => status === "paid");
        expect(paid.map(({ amountCents }) => amountCents).sort()).toEqual(stage.takenFrom(ada).sort());
      }
      await stage.subscriptions.endForDeletion(ada);
    }),
    { numRuns: 30 },
  );
}, 120_000);
