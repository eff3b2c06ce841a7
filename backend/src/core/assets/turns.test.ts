import { expect, test } from "bun:test";
import { createTurns } from "./turns";

test("no more run at once than may, in the order they came, and a failure gives its place on", async () => {
  const takeTurn = createTurns({ atOnce: 2, maxWaiting: 10 });
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = (index: number) =>
    takeTurn(async () => {
      most = Math.max(most, ++running);
      order.push(index);
      await Promise.resolve();
      running--;
      if (index % 2 === 0) throw new Error("no");
      return index;
    });
  const ends = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work));
  expect(ends.map(({ status }) => status === "fulfilled")).toEqual([false, true, false, true, false, true, false]);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(2);
});

test("whoever finds the line full is sent away at once, and told when to come back", async () => {
  const takeTurn = createTurns({ atOnce: 1, maxWaiting: 1 });
  const held = Promise.withResolvers<void>();
  const first = takeTurn(() => held.promise);
  const second = takeTurn(async () => "done");
  await expect(takeTurn(async () => "late")).rejects.toMatchObject({
    ...{ code: "UNAVAILABLE", status: 503, retryable: true, retryAfterMs: 3_000 },
  });
  held.resolve();
  await first;
  expect(await second).toBe("done");
  expect(await takeTurn(async () => "after")).toBe("after");
});
