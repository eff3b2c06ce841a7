import { expect, setDefaultTimeout, test } from "bun:test";
import { createRedisServer } from "../../queue/redis-server.fixture";
import { cases, expectedOf, isLost, planOf } from "./cases.fixture";
import { createHalts, haltPorts, type Step } from "./halts.fixture";
import { expectSound, expectTold } from "./soundness.fixture";
import { createStage, type Stage, type StageOptions, until } from "./stage.fixture";

setDefaultTimeout(60_000);

/** Longer than the locks of jobs live. */
const OUTAGE_MS = 2_000;

async function openHalting(wanted: typeof cases, options: StageOptions) {
  const halted = new Set<number>();
  const halts = createHalts(planOf(wanted), (seed) => halted.add(seed));
  const stage = await createStage({
    ...options,
    wrap: (ports) => haltPorts(ports, halts),
    onOutput: (seed) => halts.at("inside the delivery's transaction", seed),
  });
  await stage.platform.startWorker();
  const pieces = await Promise.all(wanted.map(({ model, seed }) => stage.start(model, { seed })));
  await until(() => wanted.every(({ seed }) => halted.has(seed)));
  return { stage, pieces, release: halts.release };
}

async function expectAllSound({ outcomeOf, platform }: Stage, pieces: Awaited<ReturnType<Stage["start"]>>[]) {
  for (const [index, piece] of pieces.entries()) {
    const wanted = cases.find(({ seed }) => seed === piece.seed) ?? cases[index];
    if (wanted) expectSound(piece.model, await outcomeOf(piece), isLost(wanted) ? ["PROVIDER_LOST"] : []);
  }
  expect(await platform.credits.audit()).toEqual([]);
}

test("Redis away for a while at any step: everything ends once it is back, paid once or given back, and is told", async () => {
  const redis = await createRedisServer({ isPersistent: true });
  const { stage, pieces, release } = await openHalting(cases, { redisUrl: redis.url });
  await redis.kill();
  release();
  await Bun.sleep(OUTAGE_MS);
  await redis.start();
  await stage.finished(pieces);
  await expectAllSound(stage, pieces);
  for (const piece of pieces) expectTold(await stage.outcomeOf(piece));
  await stage.close();
  await redis.remove();
});

test("work that ends while Redis is away for a moment is told when it is back", async () => {
  const redis = await createRedisServer({ isPersistent: true });
  const step: Step = "inside the delivery's transaction";
  const wanted = cases.filter((known) => known.step === step);
  const { stage, pieces, release } = await openHalting(wanted, { redisUrl: redis.url, lockDurationMs: 10_000 });
  await redis.kill();
  release();
  const ids = pieces.map(({ id }) => id);
  const hasEnded = { id: { in: ids }, status: "completed" as const };
  await until(async () => (await stage.platform.database.client.generation.count({ where: hasEnded })) === ids.length);
  await Bun.sleep(1_000);
  await redis.start();
  await stage.finished(pieces);
  for (const piece of pieces) expectTold(await stage.outcomeOf(piece));
  await stage.close();
  await redis.remove();
});

test("a Redis that comes back empty, without the worker that had the work: the sweeper queues all of it again", async () => {
  const redis = await createRedisServer({ isPersistent: false });
  let aheadMs = 0;
  const stage = await createStage({ redisUrl: redis.url, now: () => new Date(Date.now() + aheadMs) });
  const doomed = await stage.startDoomedWorker(planOf(cases));
  const pieces = await Promise.all(cases.map(({ model, seed }) => stage.start(model, { seed })));
  await doomed.halted(cases.map(({ seed }) => seed));
  doomed.child.kill("SIGKILL");
  await redis.kill();
  await redis.start();
  await stage.platform.startWorker();
  expect(await stage.platform.sweep()).toBe(0);
  aheadMs = 31_000;
  expect(await stage.platform.sweep()).toBeGreaterThan(0);
  await stage.finished(pieces);
  for (const [index, wanted] of cases.entries()) {
    const piece = pieces[index];
    const { told: _, ...outcome } = piece ? await stage.outcomeOf(piece) : { told: null };
    const { told: __, ...expected } = expectedOf(wanted);
    expect(outcome).toMatchObject(expected);
  }
  expect(await stage.platform.credits.audit()).toEqual([]);
  await stage.close();
  await redis.remove();
});

test("a Redis that comes back empty under a worker that lives: nothing runs twice, nothing is left", async () => {
  const redis = await createRedisServer({ isPersistent: false });
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const { stage, pieces, release } = await openHalting(cases, { redisUrl: redis.url, now });
  await redis.kill();
  await redis.start();
  release();
  // What was handed back is forgotten by the queue; what goes on is not.
  aheadMs = 31_000;
  const sweeping = setInterval(() => void stage.platform.sweep().catch(() => {}), 500);
  await stage.finished(pieces);
  clearInterval(sweeping);
  await expectAllSound(stage, pieces);
  await stage.close();
  await redis.remove();
});
