import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { FaultModel } from "./fault-app.fixture";
import { type Step, steps } from "./halts.fixture";
import { createStage, type Piece, type Stage, until } from "./stage.fixture";

setDefaultTimeout(60_000);

interface Case {
  model: FaultModel;
  step: Step;
  piece: Piece;
}

const models: FaultModel[] = ["bfl", "huggingface", "sdserver", "builtin"];
const onlyWithProvider: Step[] = ["before the provider is asked", "after the provider answered"];
const onlyWithTicket: Step[] = ["after the ticket is stored", "while the provider works"];

const cases = models.flatMap((model, line) =>
  steps
    .filter((step) => !(model === "builtin" && onlyWithProvider.includes(step)))
    .filter((step) => !((model === "builtin" || model === "huggingface") && onlyWithTicket.includes(step)))
    .map((step, column) => ({ model, step, seed: 1_000 * (line + 1) + 10 * column })),
);

/** Two outputs: the first is delivered, the second gets as far as this. */
const pairs: { model: FaultModel; step: Step; isLost?: boolean; asked: number }[] = [
  { model: "bfl", step: "while the provider works", asked: 2 },
  { model: "huggingface", step: "after the provider answered", isLost: true, asked: 2 },
  { model: "sdserver", step: "after the provider answered", asked: 3 },
  { model: "builtin", step: "inside the delivery's transaction", asked: 0 },
];
const pairSeed = (index: number) => 10_000 + 10 * index;

/**
 * A metered call is never made twice: one that cannot be found again has failed, and is given back. It is found
 * by its ticket; a direct call has none, so that its picture is safe only once it is delivered.
 */
function isLost({ model, step }: Pick<Case, "model" | "step">): boolean {
  if (model === "huggingface") {
    return steps.indexOf(step) >= 2 && steps.indexOf(step) <= steps.indexOf("inside the delivery's transaction");
  }
  return model === "bfl" && onlyWithProvider.includes(step);
}

function timesAsked({ model, step }: Pick<Case, "model" | "step">): number {
  if (model === "builtin") return 0;
  if (model === "sdserver") return step === "after the provider answered" ? 2 : 1;
  return step === "before the provider is asked" ? 0 : 1;
}

for (const engine of ["postgres", "redis"] as const) {
  describe(`a worker killed with -9 on ${engine}`, () => {
    let stage: Stage;
    let hours = 0;
    const pieces = new Map<number, Piece>();
    const pieceOf = (seed: number) => pieces.get(seed) as Piece;
    const kept = new Map<string, string | null>();

    const firstOutputs = () =>
      stage.platform.database.client.generationOutput.findMany({
        where: { generationId: { in: pairs.map((_, index) => pieceOf(pairSeed(index)).id) }, index: 0 },
      });

    beforeAll(async () => {
      const redisUrl = engine === "redis" ? process.env.LUMIKU_TEST_REDIS_URL : undefined;
      stage = await createStage({ redisUrl, now: () => new Date(Date.now() + hours * 3_600_000) });
      for (const name of ["bfl", "sdserver"] as const) stage.providers[name].scenario = "queue-then-progress-backwards";
      const plan = Object.fromEntries([
        ...cases.map(({ seed, step }) => [seed, step]),
        ...pairs.map(({ step }, index) => [pairSeed(index) + 1, step]),
      ]);
      const doomed = await stage.startDoomedWorker(plan);
      await Promise.all([
        ...cases.map(async ({ model, seed }) => pieces.set(seed, await stage.start(model, { seed }))),
        ...pairs.map(async ({ model }, index) => {
          const seed = pairSeed(index);
          pieces.set(seed, await stage.start(model, { seed, count: 2 }));
        }),
      ]);
      await doomed.halted(Object.keys(plan).map(Number));
      await until(async () => (await firstOutputs()).length === pairs.length);
      for (const { generationId, assetId } of await firstOutputs()) kept.set(generationId, assetId);
      doomed.child.kill("SIGKILL");
      await doomed.child.exited;
      await stage.platform.startWorker();
      await stage.finished([...pieces.values()]);
    });
    afterAll(() => stage.close());

    test.each(cases)("$model, $step: ended by another, delivered and charged once", async ({ model, step, seed }) => {
      const lost = isLost({ model, step });
      const balance = { available: lost ? 100 : 95, held: 0 };
      expect(await stage.outcomeOf(pieceOf(seed))).toEqual({
        status: lost ? "failed" : "completed",
        outputs: [lost ? "PROVIDER_LOST" : "completed"],
        error: lost ? "PROVIDER_LOST" : null,
        charged: lost ? 0 : 5,
        asked: timesAsked({ model, step }),
        openCalls: 0,
        balance,
        told: { status: lost ? "failed" : "completed", outputs: 1, balance },
      });
    });

    test.each(pairs.map((pair, index) => ({ ...pair, seed: pairSeed(index) })))(
      "$model, the second of two $step: the first is kept, and only the second is made again",
      async ({ seed, asked, isLost = false }) => {
        const balance = { available: isLost ? 95 : 90, held: 0 };
        expect(await stage.outcomeOf(pieceOf(seed))).toEqual({
          status: "completed",
          outputs: ["completed", isLost ? "PROVIDER_LOST" : "completed"],
          error: null,
          charged: isLost ? 5 : 10,
          openCalls: 0,
          ...{ asked, balance },
          told: { status: "completed", outputs: 2, balance },
        });
        const { id } = pieceOf(seed);
        const row = await stage.platform.generationsRepository.find(id);
        expect(row?.outputs[0]?.assetId).toBe(kept.get(id) ?? "");
        expect(stage.drawn).not.toContain(seed);
      },
    );

    test("the books balance", async () => {
      expect(await stage.platform.credits.audit()).toEqual([]);
    });

    test("what it stored and never recorded is swept after a day, and nothing else", async () => {
      const { storage, assets, database } = stage.platform;
      const list = () => storage.listKeys({ modifiedBefore: new Date(Date.now() + 60_000), limit: 1_000 });
      const rows = await database.client.asset.findMany();
      const recorded = rows.flatMap(({ storageKey, thumbnailKey }) => [storageKey, thumbnailKey]).sort();
      const stored = await list();
      expect(stored.length).toBeGreaterThan(recorded.length);
      expect(await assets.sweepOrphans()).toBe(0);
      hours = 25;
      expect(await assets.sweepOrphans()).toBe(stored.length - recorded.length);
      expect((await list()).sort()).toEqual(recorded);
      hours = 0;
    });
  });
}
