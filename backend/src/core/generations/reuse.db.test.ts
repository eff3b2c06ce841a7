import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Generation } from "@lumiku/app-sdk";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

let platform: TestPlatform;
let ada: TrialPerson;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
  ada = await joinTrial(platform, 1_000);
}, 30_000);
afterAll(() => platform.close());

let seeds = 1_000;
/** Even, so that the model "half" delivers its first. */
const newSeed = () => (seeds += 20);
const finish = async (person: TrialPerson, started: Promise<Generation>) => person.follow(await started);
const shaOf = ({ outputs }: Generation) => outputs.map(({ asset }) => asset?.sha256);
const idsOf = ({ outputs }: Generation) => outputs.map(({ asset }) => asset?.id);
const areReadable = async (person: TrialPerson, { outputs }: Generation) =>
  Promise.all(outputs.map(async ({ asset }) => (await person.fetch(asset?.url ?? "/nothing")).status === 200));

test("the same request with the same seed is answered at once with the earlier result, free of charge", async () => {
  const seed = newSeed();
  const first = await finish(ada, ada.draw("good", 3, { seed, prompt: "A hat" }));
  const before = await ada.balance();
  const again = await ada.draw("good", 3, { prompt: "A hat", seed });
  expect(again).toMatchObject({
    ...{ status: "completed", step: "Complete", progress: 100, fromCache: true, seed, provider: "builtin" },
    ...{ cost: { reserved: 0, charged: 0 }, queuePosition: null, etaSeconds: null, parentId: null },
  });
  expect(again.id).not.toBe(first.id);
  expect(shaOf(again)).toEqual(shaOf(first));
  expect(idsOf(again).filter((id) => idsOf(first).includes(id))).toEqual([]);
  expect(await areReadable(ada, again)).toEqual([true, true, true]);
  expect(await ada.balance()).toEqual(before);
  expect((await ada.accounts.me()).storage.usedBytes).toBe(
    first.outputs.reduce((sum, { asset }) => sum + (asset?.sizeBytes ?? 0), 0),
  );
});

test("what was handed out again survives the removal of the original, and the original that of the copy", async () => {
  for (const isOriginalRemoved of [true, false]) {
    const seed = newSeed();
    const first = await finish(ada, ada.draw("good", 2, { seed }));
    const again = await ada.draw("good", 2, { seed });
    const [removed, kept] = isOriginalRemoved ? [first, again] : [again, first];
    await ada.remove(removed);
    await emptyBin();
    expect(await areReadable(ada, removed)).toEqual([false, false]);
    expect(await areReadable(ada, await ada.get(kept))).toEqual([true, true]);
    const third = await ada.draw("good", 2, { seed });
    expect(third).toMatchObject({ fromCache: true, status: "completed" });
    await ada.remove(kept);
    await emptyBin();
    expect(await areReadable(ada, await ada.get(third))).toEqual([true, true]);
  }
});

test("a request that differs in anything, or has no seed, is drawn", async () => {
  const seed = newSeed();
  await finish(ada, ada.draw("good", 2, { seed, prompt: "A hat" }));
  const others = [
    ada.draw("good", 1, { seed, prompt: "A hat" }),
    ada.draw("good", 2, { seed: seed + 1, prompt: "A hat" }),
    ada.draw("good", 2, { seed, prompt: "A hat." }),
    ada.draw("good", 2, { seed }),
    ada.draw("half", 2, { seed, prompt: "A hat" }),
    ada.draw("good", 2, { prompt: "A hat" }),
    ada.draw("good", 2, { prompt: "A hat" }),
  ];
  for (const other of others) expect(await finish(ada, other)).toMatchObject({ fromCache: false, status: "completed" });
});

test("nobody is handed what somebody else has made", async () => {
  const seed = newSeed();
  await finish(ada, ada.draw("good", 1, { seed }));
  const bob = await joinTrial(platform);
  expect(await finish(bob, bob.draw("good", 1, { seed }))).toMatchObject({ fromCache: false, cost: { charged: 5 } });
});

test("what failed, was stopped, came in part, was removed or has lost a file is not handed out", async () => {
  const seed = newSeed();
  const failed = await finish(ada, ada.draw("refused", 1, { seed }));
  expect(failed.status).toBe("failed");
  expect((await finish(ada, ada.draw("refused", 1, { seed }))).fromCache).toBe(false);

  const half = await finish(ada, ada.draw("half", 2, { seed }));
  expect(half.cost.charged).toBe(5);
  expect((await finish(ada, ada.draw("half", 2, { seed }))).fromCache).toBe(false);

  const gate = createGate();
  await finish(ada, ada.cancel(await ada.draw("held", 1, { seed: gate.seed })));
  gate.open();
  expect((await finish(ada, ada.draw("held", 1, { seed: gate.seed }))).fromCache).toBe(false);

  await ada.remove(await finish(ada, ada.draw("good", 1, { seed })));
  const second = await finish(ada, ada.draw("good", 1, { seed }));
  expect(second.fromCache).toBe(false);
  await ada.assets.remove({ params: { assetId: second.outputs[0]?.asset?.id ?? "" } });
  expect((await finish(ada, ada.draw("good", 1, { seed }))).fromCache).toBe(false);
});

test("the same Idempotency-Key gives the same reused result", async () => {
  const seed = newSeed();
  await finish(ada, ada.draw("good", 1, { seed }));
  const key = crypto.randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => ada.draw("good", 1, { seed }, key)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers[0]).toMatchObject({ fromCache: true });
});

test("twenty at the same time, before and after the first has ended: each is charged once or free, no credit is lost", async () => {
  const bob = await joinTrial(platform, 100);
  const seed = newSeed();
  for (const round of [1, 2]) {
    const started = await Promise.all(Array.from({ length: 20 }, () => bob.draw("good", 1, { seed })));
    for (const one of started) {
      const { status, fromCache, cost } = await bob.follow(one);
      expect({ status, charged: cost.charged }).toEqual({ status: "completed", charged: fromCache ? 0 : 5 });
      if (round === 2) expect(fromCache).toBe(true);
    }
  }
  const { items } = await bob.generations.list({ query: { limit: 100 } });
  expect(items).toHaveLength(40);
  const spent = items.reduce((sum, { cost }) => sum + cost.charged, 0);
  expect(await bob.balance()).toEqual({ available: 200 - spent, held: 0 });
  expect(await platform.credits.audit()).toEqual([]);
}, 20_000);

/** As if what was removed had been so for longer than files are kept. */
async function emptyBin(): Promise<void> {
  await platform.database.client.asset.updateMany({
    where: { deletedAt: { not: null } },
    data: { deletedAt: new Date("2020-01-01T00:00:00Z") },
  });
  await platform.emptyBin();
}
