import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import type { ServerEvent } from "@lumiku/dev/api-client";
import { createGate } from "../../testing/gate";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial, type TrialPerson } from "../../testing/trial-person";

const SLOTS = 2;
let platform: TestPlatform;
let ada: TrialPerson;
let bob: TrialPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp], concurrency: SLOTS });
  [ada, bob] = await Promise.all([joinTrial(platform), joinTrial(platform)]);
}, 30_000);
afterAll(() => platform.close());

/** Work of long ago that took so many seconds, after a wait of four. */
const remember = (seconds: number, fromCache = false) => {
  const startedAt = new Date(Date.now() - 3_600_000);
  return platform.database.client.generation.create({
    data: {
      ...{ id: Bun.randomUUIDv7(), userId: ada.userId, appId: "trial", action: "draw", model: "held" },
      ...{ count: 1, seed: 1, unitCost: 5, reserved: 5, charged: 5, step: "Complete", params: {}, status: "completed" },
      ...{ fromCache, startedAt, createdAt: new Date(startedAt.getTime() - (fromCache ? 0 : 4_000)) },
      finishedAt: new Date(startedAt.getTime() + seconds * 1000),
    },
  });
};

test("where nothing has ever happened, every number of the queue is zero", async () => {
  expect(await bob.queue.state()).toEqual({
    ...{ queueLength: 0, processingCount: 0, averageWaitSeconds: 0, estimatedProcessingSeconds: 0 },
  });
});

test("places are 1 to n in the order of serving, for everyone, and fall as work is done; times follow the median", async () => {
  for (const seconds of [8, 10, 30]) await remember(seconds);
  const gate = createGate();
  const draw = (person: TrialPerson) => person.draw("held", 1, { seed: gate.seed });
  // Two run, one is handed out ahead.
  const first = [await draw(ada), await draw(ada), await draw(ada)];
  await gate.reached(SLOTS);
  const others = [await draw(ada), await draw(ada), await draw(bob), await draw(bob), await draw(bob)];
  const read = async () => {
    const { items } = await ada.generations.list({ query: { limit: 20 } });
    const { items: ofBob } = await bob.generations.list({ query: { limit: 20 } });
    return [...items, ...ofBob].filter(({ fromCache, status }) => !fromCache && status !== "completed");
  };
  const line = (work: Generation[]) =>
    work.filter(({ status }) => status === "pending").sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0));

  const before = await read();
  const waiting = line(before);
  expect(waiting.map(({ queuePosition }) => queuePosition)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(waiting[0]?.id).toBe(first[2]?.id);
  expect(waiting[1]?.id).toBe(others[2]?.id);
  expect(waiting.map(({ etaSeconds }) => etaSeconds)).toEqual([20, 25, 30, 35, 40, 45]);
  const running = before.filter(({ status }) => status === "processing");
  expect(running.map(({ queuePosition, etaSeconds }) => ({ queuePosition, etaSeconds }))).toEqual(
    Array.from({ length: SLOTS }, () => ({ queuePosition: null, etaSeconds: 10 })),
  );
  expect(await bob.queue.state()).toMatchObject({
    ...{ queueLength: 6, processingCount: 2, estimatedProcessingSeconds: 40 },
  });

  const listen = await bob.listen();
  const last = waiting.find(({ id }) => id === others[4]?.id);
  if (!last?.queuePosition) throw new Error("Bob's last one has no place");
  const place = last.queuePosition;
  gate.pass(2);
  await gate.reached(SLOTS + 2);
  expect(line(await read()).map(({ id }) => id)).toEqual(waiting.slice(2).map(({ id }) => id));
  const told = await listen((event) => isPlace(event, last.id, place - 2));
  const moved = told.at(-1);
  expect(moved).toMatchObject({ id: "", data: { version: last.version, status: "pending", etaSeconds: 35 } });

  gate.open();
  const ended = await Promise.all(
    [...first, ...others].map((one) => (others.slice(2).includes(one) ? bob : ada).follow(one)),
  );
  for (const { status, queuePosition, etaSeconds } of ended) {
    expect({ status, queuePosition, etaSeconds }).toEqual({
      status: "completed",
      queuePosition: null,
      etaSeconds: null,
    });
  }
}, 30_000);

test("the mean wait is that of work which waited: a result handed out again did not", async () => {
  const { client } = platform.database;
  await client.generation.deleteMany();
  for (const seconds of [8, 10]) await remember(seconds);
  for (let index = 0; index < 5; index++) await remember(0, true);
  expect((await bob.queue.state()).averageWaitSeconds).toBe(4);
});

test("whoever opens the stream late is told places that have moved since they were last read", async () => {
  const gate = createGate();
  for (let index = 0; index < SLOTS + 2; index++) await ada.draw("held", 1, { seed: gate.seed });
  await gate.reached(SLOTS);
  const mine = await bob.draw("held", 1, { seed: gate.seed });
  const place = mine.queuePosition ?? 0;
  expect(place).toBe(2);
  gate.pass(1);
  await gate.reached(SLOTS + 1);
  const listen = await bob.listen();
  await listen((event) => isPlace(event, mine.id, place - 1));
  gate.open();
  expect((await bob.follow(mine)).status).toBe("completed");
}, 20_000);

function isPlace({ type, data }: ServerEvent, id: string, place: number): boolean {
  const { id: told, queuePosition } = data as Generation;
  return type === "generation.updated" && told === id && queuePosition === place;
}
