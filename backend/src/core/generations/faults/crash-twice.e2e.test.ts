import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { FaultModel } from "./fault-app.fixture";
import type { Step } from "./halts.fixture";
import { createStage, type Piece, type Stage } from "./stage.fixture";

setDefaultTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());

/** A worker that takes this up, gets as far as the step, and is killed. */
async function killAt(step: Step, seeds: number[], start: () => Promise<Piece[]> = async () => []): Promise<Piece[]> {
  const doomed = await stage.startDoomedWorker(Object.fromEntries(seeds.map((seed) => [seed, step])));
  const pieces = await start();
  await doomed.halted(seeds);
  doomed.child.kill("SIGKILL");
  await doomed.child.exited;
  return pieces;
}

const failedFor = (code: string, attempts: number) => {
  const balance = { available: 100, held: 0 };
  return {
    ...{ status: "failed", outputs: [code], error: code, charged: 0, asked: 1, openCalls: 0, attempts, balance },
    told: { status: "failed", outputs: 1, balance },
  };
};

test("a metered call that was given up by a worker which died before it could say so is not made again", async () => {
  const models: FaultModel[] = ["bfl", "huggingface"];
  const seeds = [100, 200];
  const start = () => Promise.all(models.map((model, index) => stage.start(model, { seed: seeds[index] ?? 0 })));
  const pieces = await killAt("after the provider answered", seeds, start);
  await killAt("before the output is recorded", seeds);
  const worker = await stage.startDoomedWorker({});
  await stage.finished(pieces);
  worker.child.kill("SIGTERM");
  for (const piece of pieces) expect(await stage.outcomeOf(piece)).toEqual(failedFor("PROVIDER_LOST", 3));
});

test.each([
  ["fails", "PROVIDER_FAILED"],
  ["moderated-after", "CONTENT_BLOCKED"],
] as const)(
  "a metered call that %s at its provider is not made again, though its worker died before it could say so",
  async (scenario, code) => {
    stage.providers.bfl.scenario = scenario;
    const seed = scenario === "fails" ? 300 : 400;
    const pieces = await killAt("before the output is recorded", [seed], async () => [
      await stage.start("bfl", { seed }),
    ]);
    const worker = await stage.startDoomedWorker({});
    await stage.finished(pieces);
    worker.child.kill("SIGTERM");
    for (const piece of pieces) expect(await stage.outcomeOf(piece)).toEqual(failedFor(code, 2));
  },
);
