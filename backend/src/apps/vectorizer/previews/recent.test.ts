import { expect, test } from "bun:test";
import { createRecent } from "./recent";

test("the least recently used goes first, and nothing outlives its time", () => {
  let at = 0;
  const recent = createRecent<number>({ maxItems: 2, lifeMs: 100, now: () => new Date(at) });
  recent.set("a", 1);
  recent.set("b", 2);
  expect(recent.get("a")).toBe(1);
  recent.set("c", 3);
  expect([recent.get("a"), recent.get("b"), recent.get("c")]).toEqual([1, undefined, 3]);
  at = 99;
  recent.set("c", 4);
  expect([recent.get("a"), recent.get("c")]).toEqual([1, 4]);
  at = 100;
  expect([recent.get("a"), recent.get("c")]).toEqual([undefined, 4]);
});
