import { afterAll, beforeAll, expect, test } from "bun:test";
import { createGate } from "../testing/gate";
import { createTestPlatform, type TestPlatform } from "../testing/platform";
import { trialApp } from "../testing/trial-app";
import { joinTrial, type TrialPerson } from "../testing/trial-person";

let platform: TestPlatform;
let ada: TrialPerson;
let pictures: string[];
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
  ada = await joinTrial(platform, 1_000);
  const { outputs } = await ada.follow(await ada.draw("good", 3));
  pictures = outputs.map(({ asset }) => asset?.id ?? "");
}, 30_000);
afterAll(() => platform.close());

async function inputsOf({ id: generationId }: { id: string }): Promise<string[]> {
  const rows = await platform.database.client.generationInput.findMany({ where: { generationId } });
  return rows.map(({ assetId }) => assetId).sort();
}
const countWork = () => platform.database.client.generation.count({ where: { userId: ada.userId } });

test("the pictures that go into work are noted with it, each once", async () => {
  const [first = "", second = ""] = pictures;
  expect(await inputsOf(await ada.draw("good", 1, { inputAssetIds: [second, first, second] }))).toEqual(
    [first, second].sort(),
  );
  expect(await inputsOf(await ada.draw("good"))).toEqual([]);
});

test("work with a picture that is not there, was removed or is another's does not begin, and holds nothing", async () => {
  const bob = await joinTrial(platform);
  const of = async (person: TrialPerson) =>
    (await person.follow(await person.draw("good"))).outputs[0]?.asset?.id ?? "";
  const [bobs, removed] = [await of(bob), await of(ada)];
  await ada.assets.remove({ params: { assetId: removed } });
  const [before, count] = [await ada.balance(), await countWork()];
  for (const id of ["nothing", bobs, removed]) {
    const refused = ada.draw("good", 1, { inputAssetIds: [pictures[0] ?? "", id] });
    await expect(refused).rejects.toMatchObject({ code: "VALIDATION_FAILED", status: 422 });
  }
  expect([await ada.balance(), await countWork()]).toEqual([before, count]);
});

test("what is tried again takes the same pictures, and so does what is handed out again", async () => {
  const gate = createGate();
  const stopped = await ada.cancel(await ada.draw("held", 1, { seed: gate.seed, inputAssetIds: pictures }));
  const retried = await ada.retry(await ada.follow(stopped));
  expect(await inputsOf(retried)).toEqual(pictures.toSorted());
  gate.open();

  const asked = { seed: 9_001, prompt: "A hat", inputAssetIds: pictures.slice(0, 2) };
  await ada.follow(await ada.draw("good", 1, asked));
  const again = await ada.draw("good", 1, asked);
  expect(again.fromCache).toBe(true);
  expect(await inputsOf(again)).toEqual(pictures.slice(0, 2).sort());
});

test("the same words with other pictures are another request", async () => {
  const [first = "", second = ""] = pictures;
  const asked = { seed: 9_002, prompt: "A hat" };
  await ada.follow(await ada.draw("good", 1, { ...asked, inputAssetIds: [first] }));
  expect((await ada.draw("good", 1, { ...asked, inputAssetIds: [second] })).fromCache).toBe(false);
  const key = crypto.randomUUID();
  const started = await ada.draw("good", 1, { inputAssetIds: [first, second] }, key);
  expect((await ada.draw("good", 1, { inputAssetIds: [second, first] }, key)).id).toBe(started.id);
  await expect(ada.draw("good", 1, { inputAssetIds: [first] }, key)).rejects.toMatchObject({
    code: "IDEMPOTENCY_CONFLICT",
  });
});
