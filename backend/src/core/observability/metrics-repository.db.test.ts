import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { createMetricsRepository } from "./metrics-repository";

let db: TestDatabase;
const userId = "user-1";

beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.client.user.create({ data: { id: userId, name: "Ada", email: "ada@example.com" } });
});
afterAll(() => db.drop());

const post = (kind: string, available: number, held: number) =>
  db.database.client.$executeRaw`
    INSERT INTO ledger_entries ("userId", kind, "availableDelta", "heldDelta", "idempotencyKey", note)
    VALUES (${userId}, ${kind}::ledger_kind, ${available}, ${held}, ${crypto.randomUUID()}, '')`;

const add = (status: string, lane: string, ageSeconds: number) =>
  db.database.client.$executeRaw`
    INSERT INTO generations
      (id, "userId", "appId", action, status, step, model, params, count, seed, "unitCost", reserved, lane, "createdAt")
    VALUES (${crypto.randomUUID()}, ${userId}, 'trial', 'draw', ${status}::generation_status, '', 'good', '{}',
      1, 1, 5, 5, ${lane}, now() - make_interval(secs => ${ageSeconds}))`;

test("an empty platform reads as nothing, not as an error", async () => {
  const repository = createMetricsRepository(db.database);
  expect(await repository.queue()).toEqual([]);
  expect(await repository.generations()).toEqual([]);
  expect(await repository.creditsReserved()).toBe(0);
});

test("lanes, statuses and held credits are counted, and the oldest that waits is dated", async () => {
  const repository = createMetricsRepository(db.database);
  await add("pending", "interactive", 30);
  await add("pending", "interactive", 90);
  await add("processing", "interactive", 500);
  await add("processing", "bulk", 500);
  await add("completed", "bulk", 9_000);
  // The clock of another machine may be ahead.
  await add("pending", "bulk", -60);
  await post("grant", 100, 0);
  await post("hold", -35, 35);

  const loads = (await repository.queue()).toSorted((a, b) => b.lane.localeCompare(a.lane));
  expect(loads).toMatchObject([
    { lane: "interactive", waiting: 2, processing: 1 },
    { lane: "bulk", waiting: 1, processing: 1, oldestSeconds: 0 },
  ]);
  expect(loads[0]?.oldestSeconds).toBeWithin(90, 120);
  const counts = (await repository.generations()).map(({ status, count }) => `${status} ${count}`);
  expect(counts.toSorted()).toEqual(["completed 1", "pending 3", "processing 2"]);
  expect(await repository.creditsReserved()).toBe(35);
});
