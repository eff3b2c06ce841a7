import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { addMonths } from "./calendar";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("months are counted here as the database counts them, so periods and quota never part", async () => {
  const dates = fc.date({ min: new Date("2024-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
  const samples = fc.sample(fc.tuple(dates, fc.integer({ min: 0, max: 60 })), 1_000);
  const there = await db.database.client.$queryRaw<{ at: Date }[]>`
    SELECT add_months(anchor, months) AS at
    FROM unnest(${samples.map(([anchor]) => anchor)}::timestamptz[], ${samples.map(([, months]) => months)}::int[])
      WITH ORDINALITY AS sample (anchor, months, number)
    ORDER BY number`;
  expect(there.map(({ at }) => at)).toEqual(samples.map(([anchor, months]) => addMonths(anchor, months)));
});
