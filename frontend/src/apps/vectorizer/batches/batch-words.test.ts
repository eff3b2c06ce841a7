import { expect, test } from "bun:test";
import { trace } from "../document.fixture";
import type { BatchRow } from "./batch-rows";
import { againWords, batchName, comingWords, priceWords, resultWords, standingWords } from "./batch-words";

test("a batch has one price", () => {
  expect(priceWords({ unit: "credits", total: 12 }, 12)).toBe("12 credits for 12 pictures");
  expect(priceWords({ unit: "credits", total: 3 }, 1)).toBe("3 credits for 1 picture");
  expect(priceWords({ unit: "quota", total: 4 }, 4)).toBe("4 units for 4 pictures");
});

test("what failed and what never began is said not to be charged", () => {
  const row = { index: 0, documentId: "d1", name: "Lighthouse" };
  const rows: BatchRow[] = [
    { ...row, state: "traced", trace: trace() },
    { ...row, state: "removed" },
    { ...row, state: "failed", reason: "It is all transparent." },
    { ...row, state: "stopped" },
    { ...row, state: "waiting" },
  ];
  expect(standingWords(rows)).toBe("2 of 5 traced · 1 failed, not charged · 1 not begun, not charged");
  expect(standingWords(rows.slice(0, 1))).toBe("1 of 1 traced");
});

test("a batch begins when everything has come", () => {
  expect(comingWords({ ready: 3, coming: 1 })).toBe("One picture is still on its way.");
  expect(comingWords({ ready: 0, coming: 2 })).toBe("2 pictures are still on their way.");
  expect(comingWords({ ready: 0, coming: 0 })).toBe("There is nothing to trace yet.");
  expect(comingWords({ ready: 1, coming: 0 })).toBeUndefined();
});

test("a result is said in a few words", () => {
  expect(resultWords({ colors: 1, bytes: 640 })).toBe("1 colour · 640 B");
  expect(resultWords({ colors: 6, bytes: 8_440 })).toBe("6 colours · 8.4 kB");
});

test("only what came to nothing is tried again", () => {
  expect(againWords(5, 5)).toBe("Try again");
  expect(againWords(1, 5)).toBe("Try the other one again");
  expect(againWords(3, 5)).toBe("Try the other 3 again");
});

test("a batch is called after its first picture", () => {
  expect(batchName(["Fox"])).toBe("Fox");
  expect(batchName(["Fox", "Owl"])).toBe("Fox and another");
  expect(batchName(["Fox", "Owl", "Hen"])).toBe("Fox and 2 others");
  expect(batchName(["a".repeat(120), "Owl"])).toBe(`${"a".repeat(80)}… and another`);
});
