import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Lane } from "@lumiku/contracts/queue";
import fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../../testing/database";
import { createLineRepository, type LineRepository } from "./repository";

const long = new Date("2026-01-01T00:00:00Z");
const people = ["ada", "bob", "cyd", "dee"];

let db: TestDatabase;
let line: LineRepository;
beforeAll(async () => {
  db = await createTestDatabase();
  line = createLineRepository(db.database);
  const users = [...people, ...Array.from({ length: 300 }, (_, index) => `one-of-many-${index}`)];
  await db.database.client.user.createMany({
    data: users.map((id) => ({ id, name: id, email: `${id}@example.com` })),
  });
});
afterAll(() => db.drop());
beforeEach(() => reset([3]));

/** An empty line in front of workers that run so much at once. */
const reset = async (concurrencies: number[]) => {
  const { client } = db.database;
  await client.generation.deleteMany();
  await client.queueTurn.deleteMany();
  await client.workerProcess.deleteMany();
  await client.queueLane.updateMany({ data: { virtualTime: 0, isPaused: false } });
  await client.workerProcess.createMany({
    data: concurrencies.map((concurrency, index) => ({ id: `worker-${index}`, concurrency, seenAt: new Date() })),
  });
};

interface Work {
  userId: string;
  lane?: Lane;
  model?: string;
  count?: number;
  share?: number;
}

const lineUp = async ({ userId, lane = "interactive", model = "good", count = 1, share = count }: Work) => {
  const id = Bun.randomUUIDv7();
  const turn = await line.takeTurn(userId, lane, share);
  await db.database.client.generation.create({
    data: {
      ...{ id, userId, lane, model, count, turn, appId: "trial", action: "draw", step: "", params: {}, seed: 1 },
      ...{ unitCost: 1, reserved: count },
    },
  });
  return id;
};
const lineUpMany = async (amount: number, work: Work) => {
  const ids: string[] = [];
  for (let index = 0; index < amount; index++) ids.push(await lineUp(work));
  return ids;
};
const dispatch = (limits: { userLimit?: number; modelLimits?: Record<string, number> } = {}) =>
  line.dispatch({ at: new Date(), seenAfter: long, userLimit: 8, modelLimits: {}, ...limits });
const end = (ids: readonly string[]) =>
  db.database.client.generation.updateMany({ where: { id: { in: [...ids] } }, data: { status: "completed" } });

test("workers get as much as they run at once and one ahead, and nothing once they have fallen silent", async () => {
  const ids = await lineUpMany(10, { userId: "ada" });
  expect(await dispatch()).toEqual(ids.slice(0, 4));
  expect(await dispatch()).toEqual([]);
  await end(ids.slice(0, 1));
  expect(await dispatch()).toEqual(ids.slice(4, 5));
  await end(ids.slice(1, 5));
  const seenAfter = new Date(Date.now() + 60_000);
  expect(await line.dispatch({ at: new Date(), seenAfter, userLimit: 8, modelLimits: {} })).toEqual([]);
});

test("dispatchers that look at the same time never hand out more than there is room for, nor anything twice", async () => {
  await lineUpMany(20, { userId: "ada" });
  const handed = (await Promise.all(Array.from({ length: 8 }, () => dispatch()))).flat();
  expect(handed).toHaveLength(4);
  expect(new Set(handed).size).toBe(4);
});

test("whoever is at a limit, with however much, stands in nobody's way", async () => {
  await reset([8]);
  await lineUpMany(300, { userId: "ada" });
  expect(await dispatch({ userLimit: 2 })).toHaveLength(2);
  const bulk = await lineUp({ userId: "bob", lane: "bulk" });
  expect(await dispatch({ userLimit: 2 })).toEqual([bulk]);
});

test("a model whose providers are at their limit, with however many who want it, holds up no other model", async () => {
  await reset([8]);
  for (let index = 0; index < 300; index++) await lineUp({ userId: `one-of-many-${index}`, model: "scarce" });
  const other = await lineUp({ userId: "bob" });
  expect(await dispatch({ modelLimits: { scarce: 1 } })).toContain(other);
  const large = await lineUp({ userId: "cyd", model: "wide", count: 4 });
  const next = await lineUp({ userId: "dee", model: "wide" });
  const last = await lineUp({ userId: "cyd" });
  const handed = await dispatch({ modelLimits: { scarce: 1, wide: 2 } });
  expect(handed).toEqual([large, last]);
  await end([large]);
  expect(await dispatch({ modelLimits: { scarce: 1, wide: 2 } })).toEqual([next]);
});

test("a large request is not passed by small ones for ever when both fit one at a time", async () => {
  await reset([8]);
  const first = await lineUp({ userId: "ada", model: "wide" });
  await dispatch({ modelLimits: { wide: 2 } });
  const large = await lineUp({ userId: "bob", model: "wide", count: 2 });
  const small = await lineUp({ userId: "cyd", model: "wide" });
  expect(await dispatch({ modelLimits: { wide: 2 } })).toEqual([]);
  await end([first]);
  expect(await dispatch({ modelLimits: { wide: 2 } })).toEqual([large]);
  await end([large]);
  expect(await dispatch({ modelLimits: { wide: 2 } })).toEqual([small]);
});

test("places follow the hand-out: first come what was given to the workers first, then the lanes by turn", async () => {
  await reset([2]);
  const bulk = await lineUp({ userId: "ada", lane: "bulk" });
  await line.dispatch({ at: new Date(1_000), seenAfter: long, userLimit: 8, modelLimits: {} });
  const later = await lineUpMany(2, { userId: "ada" });
  await line.dispatch({ at: new Date(2_000), seenAfter: long, userLimit: 8, modelLimits: {} });
  const mine = await lineUp({ userId: "ada" });
  const next = await lineUp({ userId: "ada" });
  const bobs = await lineUp({ userId: "bob" });
  const order = [bulk, ...later, bobs, mine, next];
  const places = await line.listPlaces(["ada", "bob"], 10);
  expect(places.toSorted((a, b) => a.place - b.place).map(({ id }) => id)).toEqual(order);
  const ahead = await line.listAhead(order);
  const countAhead = (of: string) => ahead.reduce((sum, { id, count }) => sum + (id === of ? count : 0), 0);
  expect(order.map(countAhead)).toEqual([0, 1, 2, 3, 4, 5]);
  expect((await line.listPlaces(["bob"], 1)).map(({ place }) => place)).toEqual([4]);
});

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("start" as const), who: fc.nat(3), isBulk: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("dispatch" as const), at: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat() }) },
);

test("whatever is started, ended and cancelled: never above the room, a user's or a model's limit, and all are served", async () => {
  const { client } = db.database;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        concurrencies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
        userLimit: fc.integer({ min: 1, max: 3 }),
        steps: fc.array(step, { maxLength: 30 }),
      }),
      async ({ concurrencies, userLimit, steps }) => {
        await reset(concurrencies);
        const room = concurrencies.reduce((sum, concurrency) => sum + concurrency + 1, 0);
        const modelLimits = { scarce: 2 };
        const check = async () => {
          const inFlight = await client.generation.findMany({
            where: { status: "pending", queuedAt: { not: null } },
            select: { userId: true, model: true, count: true },
          });
          expect(inFlight.length).toBeLessThanOrEqual(room);
          for (const one of people) {
            expect(inFlight.filter(({ userId }) => userId === one).length).toBeLessThanOrEqual(userLimit);
          }
          const scarce = inFlight.filter(({ model }) => model === "scarce");
          expect(scarce.length < 2 || scarce.reduce((sum, { count }) => sum + count, 0) <= 2).toBe(true);
        };
        const pick = async (which: number, where: object) => {
          const rows = await client.generation.findMany({
            where: { status: "pending", ...where },
            orderBy: { id: "asc" },
          });
          return rows[which % Math.max(rows.length, 1)];
        };
        for (const act of steps) {
          if (act.kind === "start") {
            const scarce = { model: "scarce", count: 1 + (act.who % 3) };
            const work = { userId: people[act.who] ?? "ada", ...(act.isBulk && { lane: "bulk" as const }) };
            await lineUp({ ...work, ...(act.who > 1 && scarce), share: 1 / (1 + act.who) });
          } else if (act.kind === "dispatch") {
            await Promise.all(Array.from({ length: 1 + act.at }, () => dispatch({ userLimit, modelLimits })));
          } else {
            const row = await pick(act.which, act.kind === "end" ? { queuedAt: { not: null } } : {});
            if (!row) continue;
            await end([row.id]);
            if (act.kind === "cancel") await line.returnTurn(row.userId, row.lane as Lane, row.count);
          }
          await check();
        }
        // Everything that is left is served while whatever is handed out ends.
        for (let left = await client.generation.count({ where: { status: "pending" } }); left > 0; left--) {
          await dispatch({ userLimit, modelLimits });
          await check();
          const row = await pick(0, { queuedAt: { not: null } });
          expect(row).toBeDefined();
          if (row) await end([row.id]);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
