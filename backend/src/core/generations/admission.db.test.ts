import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createClock } from "../testing/clock";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";
import { joinSubscribed, refusalOf } from "./subscriber.fixture";

const DAY_MS = 86_400_000;
const clock = createClock();
const whole = { available: 100, held: 0 };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], hasWorker: false, now: clock.now });
}, 30_000);
afterAll(() => platform.close());

describe("what cannot be paid is refused and begins nothing", () => {
  test("by a quota: with its rule, what is left and when it resets, also as a header", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 6 });
    await ada.draw("good", 4);
    const response = await ada.fetch("/api/apps/trial/draw", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "good", count: 4 }),
    });
    const resetAt = new Date(Math.ceil(clock.now().getTime() / DAY_MS) * DAY_MS);
    expect(response.status).toBe(429);
    expect(Math.abs(Number(response.headers.get("retry-after")) * 1_000 - (+resetAt - +clock.now()))).toBeLessThan(
      5_000,
    );
    expect(await response.json()).toMatchObject({
      code: "QUOTA_EXCEEDED",
      detail: expect.stringMatching(
        /^Your daily quota of 6 units is used up but for 2; this needs 4\. It resets at 00:00 UTC \(in \d+ \w+\)\.$/,
      ),
      details: { period: "day", limit: 6, used: 4, left: 2, needed: 4, resetAt: resetAt.toISOString() },
    });
    expect([await ada.used(), await ada.balance()]).toEqual([[4, 4], whole]);
    expect((await ada.generations.list({ query: { limit: 10 } })).items).toHaveLength(1);
  });

  test("by a month's quota, though the day has enough", async () => {
    const ada = await joinSubscribed(platform, { monthlyUnits: 3 });
    expect(await refusalOf(ada.draw("good", 4))).toMatchObject({
      ...{ code: "QUOTA_EXCEEDED", details: { period: "month", limit: 3, left: 3, needed: 4 } },
    });
  });

  test("by credits: with how many are missing", async () => {
    const ada = await joinTrial(platform);
    for (let started = 0; started < 5; started++) await ada.draw("good", 4);
    const refusal = await refusalOf(ada.draw("good", 3));
    expect(refusal).toMatchObject({ status: 402, code: "INSUFFICIENT_CREDITS", details: { needed: 15, available: 0 } });
    expect(refusal.message).toBe("This needs 15 credits and you have 0: 15 are missing. Nothing was charged.");
  });

  test("by both, where credits may follow the quota: both rules are named, and no unit is mixed with a credit", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 5, usesCredits: true });
    await ada.draw("good", 4);
    // One unit is left, which is not enough: all four are paid in credits.
    expect((await ada.draw("good", 4)).cost).toEqual({ unit: "credits", reserved: 20, charged: 0 });
    for (let started = 0; started < 4; started++) await ada.draw("good", 4);
    const refusal = await refusalOf(ada.draw("good", 4));
    expect(refusal).toMatchObject({
      ...{ status: 402, code: "INSUFFICIENT_CREDITS" },
      details: { needed: 20, available: 0, quota: { period: "day", limit: 5, left: 1, needed: 4 } },
    });
    expect(refusal.message).toContain("Your daily quota of 5 units is used up but for 1; this needs 4.");
    expect(refusal.message).toContain("This needs 20 credits and you have 0: 20 are missing.");
    // What fits into the unit that is left is still paid with it.
    expect((await ada.draw("good", 1)).cost.unit).toBe("quota");
    expect(await ada.used()).toEqual([5, 5]);
  });
});

describe("a quote", () => {
  const quoteOf = (ada: TrialPerson, count: number, model = "good") =>
    ada.apps.quote({ body: { appId: "trial", action: "draw", model, count } });

  test("says in which unit, what is left, and what a start would answer", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 3 });
    const inUnits = { unit: "quota", perOutput: 1, left: 3 };
    expect(await quoteOf(ada, 2)).toEqual({
      ...{ ...inUnits, unit: "quota", count: 2, total: 2, isAffordable: true, refusal: null },
    });
    const refusal = await refusalOf(ada.draw("good", 4));
    expect(await quoteOf(ada, 4)).toEqual({
      ...{ ...inUnits, unit: "quota", count: 4, total: 4, isAffordable: false },
      refusal: { code: "QUOTA_EXCEEDED", message: refusal.message },
    });
    await platform.accountsRepository.saveSettings(ada.userId, { usesCreditsAfterQuota: true });
    expect(await quoteOf(ada, 4)).toEqual({
      ...{ unit: "credits", perOutput: 5, count: 4, total: 20, left: 100, isAffordable: true, refusal: null },
    });
  });

  test("says what else stands in the way of what could be paid", async () => {
    const ada = await joinTrial(platform);
    const closed = await refusalOf(ada.draw("costly"));
    expect(await quoteOf(ada, 1, "costly")).toMatchObject({
      ...{ isAffordable: true, refusal: { code: "MODEL_LOCKED", message: closed.message } },
    });
    expect((await quoteOf(ada, 5)).refusal).toEqual({
      code: "VALIDATION_FAILED",
      message: "Between 1 and 4 at a time.",
    });
    for (let started = 0; started < 4; started++) await ada.draw("good", 4);
    await ada.draw("good", 3);
    const missing = await refusalOf(ada.draw("good", 2));
    expect(await quoteOf(ada, 2)).toMatchObject({
      ...{ unit: "credits", total: 10, left: 5, isAffordable: false },
      refusal: { code: "INSUFFICIENT_CREDITS", message: missing.message },
    });
  });
});

describe("fifty starts at once", () => {
  /** How many were accepted, and what the others were told. */
  const startFifty = async (ada: TrialPerson) => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        ada.draw("good").then(
          ({ cost }) => cost.unit as string,
          (error) => `${error.status} ${error.code}`,
        ),
      ),
    );
    return Object.fromEntries(
      [...new Set(answers)].map((answer) => [answer, answers.filter((other) => other === answer).length]),
    );
  };

  test("against credits for twenty: twenty are accepted, never a credit below zero", async () => {
    const ada = await joinTrial(platform);
    expect(await startFifty(ada)).toEqual({ credits: 20, "402 INSUFFICIENT_CREDITS": 30 });
    expect(await ada.balance()).toEqual({ available: 0, held: 100 });
  });

  test("against a quota of twenty: twenty are accepted, and no credit is touched", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 20 });
    expect(await startFifty(ada)).toEqual({ quota: 20, "429 QUOTA_EXCEEDED": 30 });
    expect([await ada.used(), await ada.balance()]).toEqual([[20, 20], whole]);
  });

  test("against a quota of twenty and credits for five after it: twenty-five are accepted", async () => {
    const ada = await joinSubscribed(platform, { dailyUnits: 20, usesCredits: true });
    await platform.database.client.ledgerEntry.create({
      data: {
        ...{ userId: ada.userId, kind: "adjust", availableDelta: -75, heldDelta: 0, note: "For a test" },
        idempotencyKey: `adjust:${ada.userId}`,
      },
    });
    expect(await startFifty(ada)).toEqual({ quota: 20, credits: 5, "402 INSUFFICIENT_CREDITS": 25 });
    await platform.accounts.changed(ada.userId);
    expect([await ada.used(), await ada.balance()]).toEqual([[20, 20], { available: 0, held: 25 }]);
  });
});

describe("when the database fails", () => {
  test("right after work was accepted, it is still answered as accepted", async () => {
    const { client } = platform.database;
    const { id } = await (await joinTrial(platform)).draw("good");
    await platform.runner.run(id, new AbortController().signal);
    // Another process, which has not yet asked how many workers there are.
    const beside = await createTestPlatform({ apps: [trialApp], hasWorker: false, now: clock.now, beside: platform });
    const ada = await joinSubscribed(beside);
    // What a snapshot's estimate reads, and nothing that accepting needs.
    await client.$executeRaw`ALTER TABLE worker_processes RENAME TO worker_processes_away`;
    const started = await ada
      .draw("good", 2)
      .finally(() => client.$executeRaw`ALTER TABLE worker_processes_away RENAME TO worker_processes`);
    expect(started).toMatchObject({ status: "pending", queuePosition: null, cost: { unit: "quota", reserved: 2 } });
    expect((await ada.get(started)).queuePosition).toBeGreaterThan(0);
    await beside.close();
  });

  test("while work is accepted, it is not said that nothing was charged, but how to find out", async () => {
    const { client } = platform.database;
    const ada = await joinTrial(platform);
    await client.$executeRaw`ALTER TABLE queue_turns RENAME TO queue_turns_away`;
    const [withKey, without] = await Promise.all([
      refusalOf(ada.draw("good", 1, {}, crypto.randomUUID())),
      refusalOf(ada.draw("good")),
    ]).finally(() => client.$executeRaw`ALTER TABLE queue_turns_away RENAME TO queue_turns`);
    expect(withKey).toMatchObject({ status: 500, code: "INTERNAL" });
    expect(withKey.message).toContain("Send it again with the same Idempotency-Key");
    expect(without.message).toContain("Look into your work before you start it again.");
    expect(await ada.balance()).toEqual(whole);
  });
});
