import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { type Case, cases, expectedOf, planOf } from "./cases.fixture";
import { createStage, type Piece, type Stage } from "./stage.fixture";

setDefaultTimeout(60_000);

/** A worker that comes back does not know that it was away: what it had decided to ask, it asks. */
function timesAsked({ model, step }: Case): number {
  if (model === "builtin") return 0;
  const isAskedAgain = step === "before the provider is asked" || step === "after the provider answered";
  return model === "sdserver" && isAskedAgain ? 2 : 1;
}

for (const engine of ["postgres", "redis"] as const) {
  describe(`a worker that is frozen and comes back on ${engine}`, () => {
    let stage: Stage;
    const pieces = new Map<number, Piece>();
    const before = new Map<number, Awaited<ReturnType<Stage["outcomeOf"]>>>();

    beforeAll(async () => {
      const redisUrl = engine === "redis" ? process.env.LUMIKU_TEST_REDIS_URL : undefined;
      stage = await createStage({ redisUrl, silentTransactionMs: 3_000 });
      const frozen = await stage.startDoomedWorker(planOf(cases));
      await Promise.all(cases.map(async ({ model, seed }) => pieces.set(seed, await stage.start(model, { seed }))));
      await frozen.halted(cases.map(({ seed }) => seed));
      frozen.child.kill("SIGSTOP");
      await stage.platform.startWorker();
      await stage.finished([...pieces.values()]);
      for (const [seed, piece] of pieces) before.set(seed, await stage.outcomeOf(piece));
      frozen.child.kill("SIGCONT");
      await frozen.goOn();
      // It lets its work come to an end before it goes.
      frozen.child.kill("SIGTERM");
      expect(await frozen.child.exited).toBe(0);
      await stage.finished([...pieces.values()]);
    });
    afterAll(() => stage.close());

    test.each(cases)("$model, $step: it changes nothing any more", async (wanted) => {
      const { asked, ...outcome } = await stage.outcomeOf(pieces.get(wanted.seed) as Piece);
      expect(outcome).toEqual(expectedOf(wanted));
      expect(asked).toBe(timesAsked(wanted));
      expect(before.get(wanted.seed)).toMatchObject({ status: outcome.status, balance: outcome.balance });
    });

    test("the books balance", async () => {
      expect(await stage.platform.credits.audit()).toEqual([]);
    });
  });
}
