import { afterAll, beforeAll, expect, test } from "bun:test";
import { AppError, type Generation, isTerminal } from "@lumiku/app-sdk";
import fc from "fast-check";
import { createCreditsRepository, OverdraftError } from "../credits/repository";
import { subscribe } from "../quota/subscribe.fixture";
import { createClock } from "../testing/clock";
import { createGate, type Gate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";
import { listFaults } from "./books.fixture";

/** Courses of events that are tried. More find more; what fails prints its seed. */
const RUNS = 10;
const DAY_MS = 86_400_000;

const clock = createClock();
let platform: TestPlatform;
let dispatching: ReturnType<typeof setInterval>;
beforeAll(async () => {
  const limits = { userConcurrency: 4, backoffMs: 5 };
  platform = await createTestPlatform({ engine: "redis", apps: [trialApp], concurrency: 8, now: clock.now, limits });
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

/** Someone, what they have started, and what came into their wallet from outside. */
interface Party {
  person: TrialPerson;
  works: Generation[];
  /** Credits granted and refunded, less those taken back. */
  received: number;
}

const plans = {
  small: { tier: "basic", dailyUnits: 5, monthlyUnits: 12 },
  large: { tier: "pro", dailyUnits: 9, monthlyUnits: 20 },
} as const;
const who = fc.nat({ max: 2 });
const credits = fc.integer({ min: 1, max: 40 });
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...{ kind: fc.constant("start" as const), who, count: fc.integer({ min: 1, max: 4 }), isStopped: fc.boolean() },
      model: fc.constantFrom("good", "half", "refused", "garbage", "flaky", "overloaded", "slow", "held", "costly"),
      seed: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cancel" as const), who, pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("retry" as const), who, pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("deliver" as const), runs: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("topUp" as const), who, credits }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("refund" as const), who, credits, isTaken: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant("changePlan" as const), who },
      to: fc.constantFrom("small", "large", "active", "past_due", "suspended", "ended"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("allowCredits" as const), who, isAllowed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset" as const), days: fc.constantFrom(1, 31) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sweep" as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** The error's code when it is one of these; anything else is a fault. */
const refusedWith =
  (...codes: string[]) =>
  (error: unknown) => {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  };
const unpaid = ["INSUFFICIENT_CREDITS", "QUOTA_EXCEEDED", "MODEL_LOCKED"];

const changePlan = async (userId: string, to: (Act & { kind: "changePlan" })["to"]) => {
  const { client } = platform.database;
  const live = { userId, status: { not: "ended" as const } };
  if (to === "small" || to === "large") {
    const { count } = await client.subscription.updateMany({ where: live, data: plans[to] });
    // One live plan per account: of two that are bought at once the database keeps one.
    if (count === 0) await subscribe(platform.database, userId, plans[to]).catch(() => {});
  } else {
    await client.subscription.updateMany({ where: live, data: { status: to } });
  }
  await platform.accounts.changed(userId);
};

const perform = async (act: Act, parties: readonly Party[], gate: Gate): Promise<void> => {
  const party = parties["who" in act ? act.who : 0] as Party;
  const { person, works } = party;
  const { userId } = person;
  const ledger = createCreditsRepository(platform.database);
  const post = (kind: "grant" | "refund" | "adjust", availableDelta: number, idempotencyKey: string) =>
    ledger.post({ userId, kind, availableDelta, heldDelta: 0, idempotencyKey, note: "For a test" });

  switch (act.kind) {
    case "start": {
      const seed = act.model === "held" ? gate.seed : act.seed;
      const started = await person.draw(act.model, act.count, { seed }).catch(refusedWith(...unpaid));
      if (!started) return;
      works.push(started);
      if (act.isStopped) await Promise.all([person.cancel(started), person.cancel(started)]);
      return;
    }
    case "cancel": {
      const work = works[act.pick % works.length];
      if (work) await Promise.all([person.cancel(work), person.cancel(work)]);
      return;
    }
    case "retry": {
      const work = works[act.pick % works.length];
      const retried = work && (await person.retry(work).catch(refusedWith("CONFLICT", ...unpaid)));
      if (retried) works.push(retried);
      return;
    }
    case "deliver":
      return gate.pass(act.runs);
    case "topUp": {
      // A gateway tells of one payment as often as it likes.
      const key = `payment:${crypto.randomUUID()}`;
      await Promise.all([1, 2, 3].map(() => post("grant", act.credits, key)));
      party.received += act.credits;
      return;
    }
    case "refund": {
      const [kind, delta] = act.isTaken ? (["adjust", -act.credits] as const) : (["refund", act.credits] as const);
      try {
        await post(kind, delta, `refund:${crypto.randomUUID()}`);
        party.received += delta;
      } catch (error) {
        if (!(error instanceof OverdraftError)) throw error;
      }
      return;
    }
    case "changePlan":
      return changePlan(userId, act.to);
    case "allowCredits":
      await platform.accountsRepository.saveSettings(userId, { usesCreditsAfterQuota: act.isAllowed });
      return;
    case "reset":
      return clock.advance(act.days * DAY_MS);
    case "sweep":
      await platform.sweep();
  }
};

/** Lets everything end: what waits at the gate goes on, what never ends is stopped. */
const drain = async (parties: readonly Party[], gate: Gate) => {
  gate.open();
  for (const { person, works } of parties) {
    for (const work of works) if (work.model === "slow") await person.cancel(work);
    for (const work of works) expect(isTerminal((await person.follow(work)).status)).toBe(true);
  }
};

const expectSoundBooks = async () => expect(await listFaults(platform.database)).toEqual([]);

test("whatever happens in whatever order, at once and to whomever: the books are right at every moment", async () => {
  const course = fc.array(fc.array(act, { minLength: 4, maxLength: 12 }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(course, async (batches) => {
      const gate = createGate();
      const parties = await Promise.all(
        (["none", "small", "large"] as const).map(async (plan): Promise<Party> => {
          const person = await joinTrial(platform);
          if (plan !== "none") await changePlan(person.userId, plan);
          return { person, works: [], received: 100 };
        }),
      );
      for (const batch of batches) {
        await Promise.all([...batch.map((act) => perform(act, parties, gate)), expectSoundBooks()]);
        await expectSoundBooks();
      }
      await drain(parties, gate);
      await expectSoundBooks();
      for (const { person, received } of parties) {
        const { creditsSpent } = await person.stats.get();
        await platform.accounts.changed(person.userId);
        expect(await person.balance()).toEqual({ available: received - creditsSpent, held: 0 });
      }
    }),
    // Shrinking would try other interleavings than the one that failed.
    { numRuns: RUNS, endOnFailure: true },
  );
}, 600_000);
