import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { createRedisServer, type RedisServer } from "../../queue/redis-server.fixture";
import { cases, expectedOf, planOf } from "./cases.fixture";
import { createHaltingStage } from "./halting-stage.fixture";
import { expectTold } from "./soundness.fixture";
import { createStage, type Piece, SILENCE_MS, type Stage, until } from "./stage.fixture";

setDefaultTimeout(60_000);

const LOCK_MS = 3_000;
/** Longer than the locks of jobs live. */
const LONG_MS = 3_500;
/** Longer than the events' client tries, shorter than its locks. */
const SHORT_MS = 1_000;

let redis: RedisServer | undefined;
let stage: Stage | undefined;
afterEach(async () => {
  await stage?.close();
  await redis?.remove();
});

test("Redis away for a while at any step: everything ends once it is back, paid once or given back, and is told", async () => {
  redis = await createRedisServer({ isPersistent: true });
  const halting = await createHaltingStage(cases, { redisUrl: redis.url, lockDurationMs: LOCK_MS });
  stage = halting;
  await redis.kill();
  halting.release();
  await Bun.sleep(LONG_MS);
  await redis.start();
  halting.forward(SILENCE_MS);
  await halting.finished(halting.pieces, { isSwept: true });
  await halting.expectAllSound();
  for (const piece of halting.pieces) expectTold(await halting.outcomeOf(piece));
});

test("work that ends while Redis is away for a moment is told when it is back", async () => {
  redis = await createRedisServer({ isPersistent: true });
  const last = cases.filter(({ step }) => step === "inside the delivery's transaction");
  const halting = await createHaltingStage(last, { redisUrl: redis.url });
  stage = halting;
  await redis.kill();
  halting.release();
  const { client } = halting.platform.database;
  await until(async () => (await client.generation.count({ where: { status: "completed" } })) === last.length);
  await Bun.sleep(SHORT_MS);
  await redis.start();
  await halting.finished(halting.pieces);
  await halting.expectAllSound();
  for (const piece of halting.pieces) expectTold(await halting.outcomeOf(piece));
});

test("a Redis that comes back empty, without the worker that had the work: the sweeper queues all of it again", async () => {
  redis = await createRedisServer({ isPersistent: false });
  stage = await createStage({ redisUrl: redis.url });
  const { platform, start, finished, outcomeOf } = stage;
  const doomed = await stage.startDoomedWorker(planOf(cases));
  const pieces: Piece[] = await Promise.all(cases.map(({ model, seed }) => start(model, { seed })));
  await doomed.halted(cases.map(({ seed }) => seed));
  doomed.child.kill("SIGKILL");
  await redis.kill();
  await redis.start();
  await platform.startWorker();
  expect(await platform.sweep()).toBe(0);
  stage.forward(SILENCE_MS);
  expect(await platform.sweep()).toBeGreaterThan(0);
  await finished(pieces, { isSwept: true });
  for (const [index, piece] of pieces.entries()) {
    // The streams are gone as well: a browser is told to ask again.
    const { told: _, ...expected } = expectedOf(cases[index] as (typeof cases)[number]);
    expect(await outcomeOf(piece)).toMatchObject(expected);
  }
  expect(await platform.credits.audit()).toEqual([]);
});

test("a Redis that comes back empty under a worker that lives: nothing runs twice, nothing is left", async () => {
  redis = await createRedisServer({ isPersistent: false });
  const halting = await createHaltingStage(cases, { redisUrl: redis.url, lockDurationMs: LOCK_MS });
  stage = halting;
  await redis.kill();
  await redis.start();
  halting.release();
  halting.forward(SILENCE_MS);
  await halting.finished(halting.pieces, { isSwept: true });
  await halting.expectAllSound();
});
