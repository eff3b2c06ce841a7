import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { type Case, cases, expectedOf, planOf } from "./cases.fixture";
import { createStage, type Piece, type Stage, until } from "./stage.fixture";

setDefaultTimeout(60_000);

/** Two outputs: the first is delivered, the second gets as far as this. */
const pairs: (Case & { isLost?: boolean; asked: number })[] = [
  { seed: 10_000, model: "bfl", step: "while the provider works", asked: 2 },
  { seed: 10_010, model: "huggingface", step: "after the provider answered", isLost: true, asked: 2 },
  { seed: 10_020, model: "sdserver", step: "after the provider answered", asked: 3 },
  { seed: 10_030, model: "builtin", step: "inside the delivery's transaction", asked: 0 },
];

function timesAsked({ model, step }: Case): number {
  if (model === "builtin") return 0;
  if (model === "sdserver") return step === "after the provider answered" ? 2 : 1;
  return step === "before the provider is asked" ? 0 : 1;
}

for (const engine of ["postgres", "redis"] as const) {
  describe(`a worker killed with -9 on ${engine}`, () => {
    let stage: Stage;
    const pieces = new Map<number, Piece>();
    const pieceOf = (seed: number) => pieces.get(seed) as Piece;
    const kept = new Map<string, string | null>();

    const firstOutputs = () =>
      stage.platform.database.client.generationOutput.findMany({
        where: { generationId: { in: pairs.map(({ seed }) => pieceOf(seed).id) }, index: 0 },
      });

    beforeAll(async () => {
      const redisUrl = engine === "redis" ? process.env.LUMIKU_TEST_REDIS_URL : undefined;
      stage = await createStage({ redisUrl });
      for (const name of ["bfl", "sdserver"] as const) stage.providers[name].scenario = "queue-then-progress-backwards";
      const plan = planOf([...cases, ...pairs.map((pair) => ({ ...pair, seed: pair.seed + 1 }))]);
      const doomed = await stage.startDoomedWorker(plan);
      const start = async ({ model, seed }: Case, count: number) =>
        pieces.set(seed, await stage.start(model, { seed, count }));
      await Promise.all([...cases.map((wanted) => start(wanted, 1)), ...pairs.map((pair) => start(pair, 2))]);
      await doomed.halted(Object.keys(plan).map(Number));
      await until(async () => (await firstOutputs()).length === pairs.length);
      for (const { generationId, assetId } of await firstOutputs()) kept.set(generationId, assetId);
      doomed.child.kill("SIGKILL");
      await doomed.child.exited;
      await stage.platform.startWorker();
      await stage.finished([...pieces.values()]);
    });
    afterAll(() => stage.close());

    test.each(cases)("$model, $step: ended by another, delivered and charged once", async (wanted) => {
      const asked = timesAsked(wanted);
      expect(await stage.outcomeOf(pieceOf(wanted.seed))).toEqual({ ...expectedOf(wanted), asked });
    });

    test.each(pairs)(
      "$model, the second of two $step: the first is kept, and only the second is made again",
      async ({ seed, asked, isLost = false }) => {
        const balance = { available: isLost ? 95 : 90, held: 0 };
        expect(await stage.outcomeOf(pieceOf(seed))).toEqual({
          status: "completed",
          outputs: ["completed", isLost ? "PROVIDER_LOST" : "completed"],
          error: null,
          charged: isLost ? 5 : 10,
          ...{ asked, balance, attempts: 2, openCalls: 0 },
          told: { status: "completed", outputs: 2, balance },
        });
        const { id } = pieceOf(seed);
        const row = await stage.platform.generationsRepository.find(id);
        expect(row?.outputs[0]?.asset?.id).toBe(kept.get(id) ?? "");
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
      stage.forward(25 * 3_600_000);
      expect(await assets.sweepOrphans()).toBe(stored.length - recorded.length);
      expect((await list()).sort()).toEqual(recorded);
    });
  });
}
