import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { createQuotaReference } from "./reference.fixture";
import { createQuotaRepository, type QuotaRepository } from "./repository";
import { subscribe } from "./subscribe.fixture";

let db: TestDatabase;
let quota: QuotaRepository;
beforeAll(async () => {
  db = await createTestDatabase();
  quota = createQuotaRepository(db.database);
});
afterAll(() => db.drop());

const join = async () => {
  const id = crypto.randomUUID();
  await db.database.client.user.create({ data: { id, name: "Ada", email: `${id}@example.com` } });
  return id;
};
const change = (id: string, data: { dailyUnits?: number; monthlyUnits?: number; status?: "past_due" | "suspended" }) =>
  db.database.client.subscription.update({ where: { id }, data });
const at = (time: string) => new Date(time);
const get = async (userId: string, time: Date) => {
  const state = await quota.find(userId, time);
  if (!state) throw new Error("There is no plan");
  return state;
};
/** When the month begins and ends in which each of these moments lies. */
const monthsOf = async (anchorAt: string, moments: readonly string[], interval: "month" | "year" = "month") => {
  const userId = await join();
  await subscribe(db.database, userId, { anchorAt: at(anchorAt), interval });
  const states = await Promise.all(moments.map((moment) => get(userId, at(moment))));
  return states.map(({ monthStart, monthEnd }) => [monthStart, monthEnd].map((time) => time.toISOString()));
};

describe("the day", () => {
  test("ends at 00:00 UTC, wherever the plan began", async () => {
    const userId = await join();
    await subscribe(db.database, userId, { dailyUnits: 2, anchorAt: at("2026-01-31T09:30:00Z") });
    const [last, next] = [at("2026-02-03T23:59:59.999Z"), at("2026-02-04T00:00:00.000Z")];
    expect((await quota.take(userId, 2, last)).outcome).toBe("taken");
    expect(await quota.take(userId, 1, last)).toMatchObject({ outcome: "day", dayUsed: 2, dayEnd: next });
    expect(await quota.take(userId, 1, next)).toMatchObject({ outcome: "taken", dayUsed: 1, monthUsed: 3 });
    expect(await get(userId, last)).toMatchObject({ dayUsed: 2, dayStart: at("2026-02-03T00:00:00Z") });
  });

  test("what comes back after midnight belongs to the day it was taken from", async () => {
    const userId = await join();
    await subscribe(db.database, userId);
    const [evening, morning] = [at("2026-02-03T22:00:00Z"), at("2026-02-04T08:00:00Z")];
    const taking = await quota.take(userId, 5, evening);
    if (taking.outcome === "none") throw new Error("There is a plan");
    await quota.take(userId, 1, morning);
    await quota.giveBack(userId, { day: taking.dayStart, month: taking.monthStart }, 3);
    expect([(await get(userId, evening)).dayUsed, (await get(userId, morning)).dayUsed]).toEqual([2, 1]);
    expect((await get(userId, morning)).monthUsed).toBe(3);
  });
});

describe("the month", () => {
  test("that began on the 31st ends on the last day of a shorter one, and comes back to the 31st", async () => {
    expect(
      await monthsOf("2026-01-31T09:30:00Z", [
        ...["2026-01-31T09:30:00Z", "2026-02-28T09:29:59.999Z", "2026-02-28T09:30:00Z", "2026-03-31T09:30:00Z"],
        ...["2026-04-30T09:30:00Z", "2027-01-31T09:29:00Z"],
      ]),
    ).toEqual([
      ["2026-01-31T09:30:00.000Z", "2026-02-28T09:30:00.000Z"],
      ["2026-01-31T09:30:00.000Z", "2026-02-28T09:30:00.000Z"],
      ["2026-02-28T09:30:00.000Z", "2026-03-31T09:30:00.000Z"],
      ["2026-03-31T09:30:00.000Z", "2026-04-30T09:30:00.000Z"],
      ["2026-04-30T09:30:00.000Z", "2026-05-31T09:30:00.000Z"],
      ["2026-12-31T09:30:00.000Z", "2027-01-31T09:30:00.000Z"],
    ]);
  });

  test("of a leap year has its 29th, and that of a plan begun on one ends on the 28th otherwise", async () => {
    expect(await monthsOf("2028-01-31T00:00:00Z", ["2028-02-28T23:00:00Z", "2028-02-29T00:00:00Z"])).toEqual([
      ["2028-01-31T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
      ["2028-02-29T00:00:00.000Z", "2028-03-31T00:00:00.000Z"],
    ]);
    expect(await monthsOf("2028-02-29T12:00:00Z", ["2029-02-28T11:00:00Z", "2029-02-28T12:00:00Z"])).toEqual([
      ["2029-01-29T12:00:00.000Z", "2029-02-28T12:00:00.000Z"],
      ["2029-02-28T12:00:00.000Z", "2029-03-29T12:00:00.000Z"],
    ]);
  });

  test("is a month for a plan that is paid by the year, too", async () => {
    expect(await monthsOf("2026-05-15T00:00:00Z", ["2026-11-20T00:00:00Z"], "year")).toEqual([
      ["2026-11-15T00:00:00.000Z", "2026-12-15T00:00:00.000Z"],
    ]);
  });

  test("refuses before the day does: tomorrow would not help", async () => {
    const userId = await join();
    await subscribe(db.database, userId, { dailyUnits: 3, monthlyUnits: 3 });
    const now = at("2026-02-03T12:00:00Z");
    await quota.take(userId, 3, now);
    expect(await quota.take(userId, 1, now)).toMatchObject({ outcome: "month", monthUsed: 3 });
  });
});

describe("the plan", () => {
  const now = at("2026-02-03T12:00:00Z");

  test("that is better raises the limits at once and keeps what was used; a smaller one leaves nothing", async () => {
    const userId = await join();
    const id = await subscribe(db.database, userId, { dailyUnits: 5, monthlyUnits: 20 });
    await quota.take(userId, 5, now);
    await change(id, { dailyUnits: 8, monthlyUnits: 40 });
    expect(await get(userId, now)).toMatchObject({ dayLimit: 8, dayUsed: 5, monthLimit: 40, monthUsed: 5 });
    expect(await quota.take(userId, 4, now)).toMatchObject({ outcome: "day", dayUsed: 5 });
    expect(await quota.take(userId, 3, now)).toMatchObject({ outcome: "taken", dayUsed: 8 });
    await change(id, { dailyUnits: 2 });
    expect(await quota.take(userId, 1, now)).toMatchObject({ outcome: "day", dayLimit: 2, dayUsed: 8 });
  });

  test("keeps its quota in its grace, and has none when it is suspended", async () => {
    const userId = await join();
    expect(await quota.take(userId, 1, now)).toMatchObject({ outcome: "none" });
    const id = await subscribe(db.database, userId);
    await change(id, { status: "past_due" });
    expect((await quota.take(userId, 1, now)).outcome).toBe("taken");
    await change(id, { status: "suspended" });
    expect(await quota.find(userId, now)).toBeNull();
    expect((await quota.take(userId, 1, now)).outcome).toBe("none");
  });
});

test("fifty takings at once of a quota of twenty: twenty, whatever the order", async () => {
  const userId = await join();
  await subscribe(db.database, userId, { dailyUnits: 20 });
  const now = at("2026-02-03T12:00:00Z");
  const takings = await Promise.all(Array.from({ length: 50 }, () => quota.take(userId, 1, now)));
  const count = (wanted: string) => takings.filter(({ outcome }) => outcome === wanted).length;
  expect([count("taken"), count("day")]).toEqual([20, 30]);
  expect(await get(userId, now)).toMatchObject({ dayUsed: 20, monthUsed: 20 });
});

describe("against the rules told once more without the database", () => {
  const moment = fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2029-01-01T00:00:00Z"), noInvalidDate: true });
  // Ends of months and of days are where it goes wrong.
  const edge = fc
    .record({ month: fc.integer({ min: 0, max: 35 }), day: fc.integer({ min: 28, max: 31 }), isLate: fc.boolean() })
    .map(({ month, day, isLate }) => new Date(Date.UTC(2026, month, day) - (isLate ? 1 : 0)));
  const anyMoment = fc.oneof(moment, edge);

  test("any moment lies in the same day and month of any plan", async () => {
    const userId = await join();
    const id = await subscribe(db.database, userId);
    await fc.assert(
      fc.asyncProperty(anyMoment, fc.array(anyMoment, { minLength: 8, maxLength: 8 }), async (anchorAt, moments) => {
        await db.database.client.subscription.update({ where: { id }, data: { anchorAt } });
        const reference = createQuotaReference(anchorAt);
        for (const time of moments.filter((time) => time >= anchorAt)) {
          const expected = reference.stateAt(time, { dayLimit: 50, monthLimit: 1_500 });
          expect(await get(userId, time)).toEqual({ plan: "basic", ...expected });
        }
      }),
      { numRuns: 150 },
    );
  }, 20_000);

  test("any course of taking, giving back and changing plans has the same answers and leaves the same numbers", async () => {
    const anchorAt = at("2026-01-31T09:30:00Z");
    const hours = fc.integer({ min: 0, max: 24 * 70 });
    const act = fc.oneof(
      fc.record({ kind: fc.constant("take" as const), hours, units: fc.integer({ min: 0, max: 9 }) }),
      fc.record({ kind: fc.constant("giveBack" as const), pick: fc.nat() }),
      fc.record({
        kind: fc.constant("change" as const),
        dayLimit: fc.integer({ min: 0, max: 20 }),
        monthLimit: fc.integer({ min: 0, max: 60 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const userId = await join();
        const id = await subscribe(db.database, userId, { anchorAt, dailyUnits: 12, monthlyUnits: 40 });
        const reference = createQuotaReference(anchorAt);
        let limits = { dayLimit: 12, monthLimit: 40 };
        const taken: { windows: { day: Date; month: Date }; units: number }[] = [];
        const timeOf = (hours: number) => new Date(anchorAt.getTime() + hours * 3_600_000);
        const seen = new Set<number>();
        for (const each of acts) {
          if (each.kind === "take") {
            const time = timeOf(each.hours);
            const { outcome, ...state } = await quota.take(userId, each.units, time);
            expect(outcome).toBe(reference.take(time, each.units, limits));
            const expected = reference.stateAt(time, limits);
            expect(state as object).toEqual(expected);
            seen.add(each.hours);
            if (outcome === "taken")
              taken.push({ windows: { day: expected.dayStart, month: expected.monthStart }, units: each.units });
          } else if (each.kind === "giveBack") {
            const [back] = taken.splice(each.pick % Math.max(taken.length, 1), 1);
            if (!back) continue;
            await quota.giveBack(userId, back.windows, back.units);
            reference.giveBack(back.windows, back.units);
          } else {
            limits = { dayLimit: each.dayLimit, monthLimit: each.monthLimit };
            await change(id, { dailyUnits: limits.dayLimit, monthlyUnits: limits.monthLimit });
          }
        }
        for (const hours of seen)
          expect(await get(userId, timeOf(hours))).toEqual({
            plan: "basic",
            ...reference.stateAt(timeOf(hours), limits),
          });
      }),
      { numRuns: 60 },
    );
  }, 20_000);
});
