import { expect, test } from "bun:test";
import { noticeOfEnd } from "./ending-notice";
import type { GenerationRow } from "./repository";
import type { Outcome } from "./settlement";

const createdAt = new Date("2026-11-21T10:00:00Z");
const work = { id: "w", count: 1, params: { prompt: "A hat" }, reserved: 5, costUnit: "credits", createdAt };

function tell(changes: Partial<typeof work>, outcome: Outcome, delivered = 0, seconds = 1) {
  const row = { ...work, ...changes } as unknown as GenerationRow;
  return noticeOfEnd(row, outcome, delivered, new Date(createdAt.getTime() + seconds * 1_000));
}

const failed = (message: string): Outcome => ({ status: "failed", error: { code: "X", message } });

test("what failed is always told: why, and what became of the price", () => {
  expect(tell({}, failed("The provider refused this."))).toEqual({
    ...{ kind: "generation.failed", key: "generation:w", link: "/work?open=w", title: "A picture could not be made" },
    body: "“A hat”: The provider refused this. Nothing was charged: 5 credits are free again.",
  });
  expect(tell({ count: 4, params: {} as never, costUnit: "quota", reserved: 1 }, failed("No."))).toMatchObject({
    title: "4 pictures could not be made",
    body: "No. Nothing was charged: 1 unit is free again.",
  });
});

test("that nothing was charged is said once", () => {
  const reason = "It was not kept and not charged.";
  expect(tell({}, failed(reason))?.body).toBe(`“A hat”: ${reason} 5 credits are free again.`);
  expect(tell({ reserved: 0 }, failed(reason))?.body).toBe(`“A hat”: ${reason}`);
  expect(tell({ reserved: 0 }, failed("No."))?.body).toBe("“A hat”: No. Nothing was charged.");
});

test("what is ready is told to who has waited for more than fifteen seconds", () => {
  const ready: Outcome = { status: "completed" };
  expect(tell({}, ready, 1, 15)).toBeNull();
  expect(tell({}, ready, 1, 15.001)).toMatchObject({
    ...{ kind: "generation.completed", title: "Your picture is ready", body: "“A hat” is in your work." },
  });
  expect(tell({ count: 4 }, ready, 4, 20)?.title).toBe("Your 4 pictures are ready");
  expect(tell({ count: 4 }, ready, 1, 20)?.title).toBe("1 of 4 pictures is ready");
  expect(tell({ count: 4, params: {} as never }, ready, 3, 20)).toMatchObject({
    ...{ title: "3 of 4 pictures are ready", body: "See it in your work." },
  });
});

test("what a person stopped themselves is not told", () => {
  expect(tell({}, { status: "cancelled" }, 0, 60)).toBeNull();
});
