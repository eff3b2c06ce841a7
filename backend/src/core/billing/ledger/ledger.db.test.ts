import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Counter, openCounter } from "../payments/counter.fixture";

let counter: Counter;
beforeAll(async () => {
  counter = await openCounter();
});
afterAll(() => counter.close());

test("the ledger tells in plain words, newest first and page by page, what led to the balance", async () => {
  const ada = await counter.platform.join();
  const { payment } = await counter.buy(ada);
  await counter.platform.billing.desk.refund({ userId: "boss" }, payment.id, 9_00, "Asked for it");
  const { credits, database } = counter.platform;
  const work = { userId: ada.userId, generationId: "g1", note: "Trial: Good, 2 pictures" };
  await database.transaction(() => credits.hold({ ...work, amountCredits: 10 }));
  await credits.settle({ ...work, heldCredits: 10, chargedCredits: 5, note: "good, 1 of 2 delivered" });

  const lines = (await ada.billing.ledger()).items;
  expect(lines.map(({ text, availableDelta, heldDelta }) => [text, availableDelta, heldDelta])).toEqual([
    ["Freed again: Trial: Good, 2 pictures (1 of 2 delivered)", 5, -5],
    ["Trial: Good, 2 pictures (1 of 2 delivered)", 0, -5],
    ["Set aside for Trial: Good, 2 pictures", -10, 10],
    ["Refund of $9.00: 500 credits", -100, 0],
    ["Bought 500 credits", 500, 0],
    ["Welcome to Lumiku", 100, 0],
  ]);
  expect(lines[0]).toMatchObject({ availableAfter: 495, heldAfter: 0, generationId: "g1" });

  const first = await ada.billing.ledger({ query: { limit: 4 } });
  const second = await ada.billing.ledger({ query: { limit: 4, cursor: first.nextCursor ?? "" } });
  expect([...first.items, ...second.items]).toEqual(lines);
  expect(second.nextCursor).toBeNull();
});

test("nobody reads another's ledger", async () => {
  const [ada, bob] = [await counter.platform.join("Ada"), await counter.platform.join("Bob")];
  await counter.buy(ada);
  const { nextCursor } = await ada.billing.ledger({ query: { limit: 1 } });
  const theirs = await bob.billing.ledger({ query: { limit: 10, cursor: nextCursor ?? "" } });
  expect(theirs.items.every(({ text }) => text === "Welcome to Lumiku")).toBe(true);
});
