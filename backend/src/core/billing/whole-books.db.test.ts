import { afterAll, beforeAll, expect, test } from "bun:test";
import { AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import type { PlanChoice } from "@lumiku/contracts/billing";
import type { Payment } from "@lumiku/contracts/payments";
import fc from "fast-check";
import { listFaults } from "../generations/books.fixture";
import { createClock } from "../testing/clock";
import { createGate, type Gate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, promote, type TrialPerson } from "../testing/trial-person";
import { listMoneyFaults } from "./whole-books.fixture";

/** Courses of events that are tried. More find more; what fails prints its seed. */
const RUNS = 10;
const DAY_MS = 86_400_000;

const clock = createClock();
let platform: TestPlatform;
let boss: TrialPerson;
let dispatching: ReturnType<typeof setInterval>;
beforeAll(async () => {
  const limits = { userConcurrency: 4, backoffMs: 5 };
  platform = await createTestPlatform({ engine: "redis", apps: [trialApp], concurrency: 8, now: clock.now, limits });
  boss = await joinTrial(platform);
  await promote(platform, boss.userId);
  // As every process does, but more often: when the clock jumps, the worker counts as gone until it is seen again.
  dispatching = setInterval(async () => {
    await platform.database.client.workerProcess.updateMany({ data: { seenAt: clock.now() } });
    platform.dispatcher.kick();
  }, 100);
}, 30_000);
afterAll(() => {
  clearInterval(dispatching);
  return platform.close();
});

interface Party {
  person: TrialPerson;
  works: Generation[];
}

const who = fc.nat({ max: 2 });
const kind = <K extends string>(name: K) => fc.constant(name);
const choice: fc.Arbitrary<PlanChoice> = fc.record({
  plan: fc.constantFrom("basic", "pro", "enterprise"),
  interval: fc.constantFrom("month", "month", "month", "year"),
});
const outcome = fc.constantFrom("works", "works", "works", "fails-later", "declined", "abandon");
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: kind("start"), who, count: fc.integer({ min: 1, max: 4 }), seed: fc.integer({ min: 0, max: 60 }) },
      model: fc.constantFrom("good", "half", "refused", "flaky", "held"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("stop", "retry"), who, pick: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: kind("buy"), who, outcome, pack: fc.constantFrom("credits-100", "credits-500") }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind("refund"), who, pick: fc.nat(), share: fc.constantFrom(0.3, 0.5, 1) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind("subscribe"), who, outcome, choice }) },
  { weight: 4, arbitrary: fc.record({ kind: kind("change"), who, choice }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("cancel", "resume"), who }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("recover"), who, outcome }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("allowCredits"), who, isAllowed: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("wait"), days: fc.constantFrom(1, 8, 31) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The error's code when it is a refusal people may get; anything else is a fault. */
const refusals = ["INSUFFICIENT_CREDITS", "QUOTA_EXCEEDED", "MODEL_LOCKED", "CONFLICT", "PAYMENT_DECLINED"];
const orRefused = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && [...refusals, "NO_SUBSCRIPTION", "ALREADY_SUBSCRIBED"].includes(error.code))
      return null;
    throw error;
  }
};

/** The buyer decides, twice, and comes back before the gateway has told of it. */
const decide = async (
  { billing }: TrialPerson,
  payment: Payment | null,
  outcome: (Act & { kind: "buy" })["outcome"],
) => {
  const checkoutId = payment?.checkoutUrl?.split("/").at(-1);
  if (!payment || !checkoutId) return;
  const decision = () => billing.decideSandboxCheckout({ params: { checkoutId }, body: { outcome } });
  await Promise.all([decision(), decision(), billing.confirm({ params: { paymentId: payment.id } })]);
};

const refund = async ({ userId }: TrialPerson, { pick, share }: Act & { kind: "refund" }) => {
  const { items } = await boss.admin.listPayments({ query: { userId, status: "paid", limit: 100 } });
  const payment = items[pick % items.length];
  if (!payment) return;
  const amountCents = Math.ceil(payment.amountCents * share);
  const order = { params: { paymentId: payment.id }, body: { amountCents, reason: "Asked for it" } };
  await Promise.all([orRefused(boss.admin.refund(order)), orRefused(boss.admin.refund(order))]);
};

const perform = async (act: Act, parties: readonly Party[], gate: Gate): Promise<void> => {
  const { person, works } = parties["who" in act ? act.who : 0] as Party;
  const { billing } = person;
  switch (act.kind) {
    case "start": {
      const seed = act.model === "held" ? gate.seed : act.seed;
      const started = await orRefused(person.draw(act.model, act.count, { seed }));
      if (started) works.push(started);
      return;
    }
    case "stop": {
      const work = works[act.pick % works.length];
      if (work) await Promise.all([person.cancel(work), person.cancel(work)]);
      return;
    }
    case "retry": {
      const work = works[act.pick % works.length];
      const retried = work && (await orRefused(person.retry(work)));
      if (retried) works.push(retried);
      return;
    }
    case "buy":
      return decide(person, await billing.checkout({ body: { kind: "pack", pack: act.pack } }), act.outcome);
    case "refund":
      return refund(person, act);
    case "subscribe":
      return decide(person, await orRefused(billing.checkout({ body: { kind: "plan", ...act.choice } })), act.outcome);
    case "change":
      await Promise.all([1, 2].map(() => orRefused(billing.change({ body: act.choice }))));
      return;
    case "cancel":
    case "resume":
      await orRefused(billing[act.kind]());
      return;
    case "recover":
      return decide(person, await orRefused(billing.recover()), act.outcome);
    case "allowCredits":
      await person.account.updateSettings({ body: { usesCreditsAfterQuota: act.isAllowed } });
      return;
    case "wait":
      clock.advance(act.days * DAY_MS);
      await Promise.all([1, 2].map(() => platform.billing.plans.runDue()));
      // For half a minute a page may show yesterday's quota. Here that half minute is over.
      await Promise.all(parties.map(({ person }) => platform.accounts.changed(person.userId)));
  }
};

/** Lets everything end: what waits at the gate goes on, and what is due is done. */
const drain = async (parties: readonly Party[], gate: Gate) => {
  gate.open();
  for (const { person, works } of parties) {
    for (const work of works.splice(0)) {
      const ended = await person.follow(work);
      expect(isTerminal(ended.status)).toBe(true);
      works.push(ended);
    }
  }
  await platform.billing.plans.runDue();
  await platform.billing.webhooks.idle();
};

/** What a person is told is what stands in the books. */
const expectTruth = async ({ person }: Party) => {
  const { userId } = person;
  const me = await person.accounts.me();
  const [wallet, quota, user] = await Promise.all([
    platform.credits.balance(userId),
    platform.quota.find(userId),
    platform.database.client.user.findUniqueOrThrow({ where: { id: userId } }),
  ]);
  expect(me).toMatchObject({ credits: wallet, account: { tier: user.tier } });
  expect(me.quota && { ...me.quota, usesCreditsAfterwards: true }).toEqual(
    quota && { ...quota, usesCreditsAfterwards: true },
  );
};

test("whatever people buy, use, change and give back, at once and as time goes by: the books are right", async () => {
  const course = fc.array(fc.array(act, { minLength: 5, maxLength: 12 }), { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(course, async (batches) => {
      const parties = await Promise.all(
        [1, 2, 3].map(async (): Promise<Party> => ({ person: await joinTrial(platform), works: [] })),
      );
      for (const batch of batches) {
        const gate = createGate();
        await Promise.all(batch.map((act) => perform(act, parties, gate)));
        expect(await listFaults(platform.database)).toEqual([]);
        await drain(parties, gate);
        expect(await listFaults(platform.database)).toEqual([]);
        expect(await listMoneyFaults(platform.database)).toEqual([]);
        for (const party of parties) await expectTruth(party);
      }
    }),
    // Shrinking would try other interleavings than the one that failed.
    { numRuns: RUNS, endOnFailure: true },
  );
}, 600_000);
