import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestPlatform, type TestPlatform } from "../../testing/platform";
import { trialApp } from "../../testing/trial-app";
import { joinTrial } from "../../testing/trial-person";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ apps: [trialApp] });
}, 30_000);
afterAll(() => platform.close());

test("work and its files stay together, however often it is removed and brought back at the same time", async () => {
  const ada = await joinTrial(platform);
  const work = await ada.follow(await ada.draw("good", 2));
  const body = { ids: [work.id] };
  for (let round = 0; round < 5; round++) {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0 ? ada.generations.removeMany({ body }) : ada.generations.restore({ body }),
      ),
    );
    await ada.generations.restore({ body });
    const { outputs } = await ada.get(work);
    expect(outputs.map(({ asset }) => asset !== null)).toEqual([true, true]);
  }
});

test("two who remove the same in another order do not stand in each other's way", async () => {
  const ada = await joinTrial(platform);
  const works = await Promise.all(Array.from({ length: 6 }, async () => ada.follow(await ada.draw("good"))));
  const ids = works.map(({ id }) => id);
  const removed = await Promise.all([
    ada.generations.removeMany({ body: { ids } }),
    ada.generations.removeMany({ body: { ids: ids.toReversed() } }),
  ]);
  expect(removed.flatMap((answer) => answer.ids).toSorted()).toEqual(ids.toSorted());
});
