import { expect, test } from "bun:test";
import { keepListed, nothingSelected, toggleSelection } from "./selection-range";

const ids = ["a", "b", "c", "d", "e"];
const choose = (state: typeof nothingSelected, id: string, isRange = false) => toggleSelection(state, ids, id, isRange);
const chosen = ({ selected }: typeof nothingSelected) => [...selected].sort().join("");

test("one after the other is chosen, and let go of again", () => {
  const two = choose(choose(nothingSelected, "b"), "d");
  expect(chosen(two)).toBe("bd");
  expect(chosen(choose(two, "b"))).toBe("d");
});

test("a range takes everything since the last one, in either direction", () => {
  expect(chosen(choose(choose(nothingSelected, "b"), "d", true))).toBe("bcd");
  expect(chosen(choose(choose(nothingSelected, "d"), "a", true))).toBe("abcd");
});

test("a range that ends at something chosen lets go of all of it", () => {
  const all = choose(choose(nothingSelected, "a"), "e", true);
  const without = choose(choose(all, "b"), "d", true);
  expect(chosen(without)).toBe("ae");
});

test("a range without a beginning is the one thing itself", () => {
  expect(chosen(choose(nothingSelected, "c", true))).toBe("c");
});

test("a range whose beginning has left the list is the one thing itself", () => {
  const state = { selected: new Set(["gone"]), anchor: "gone" };
  expect(chosen(keepListed(toggleSelection(state, ids, "c", true), ids))).toBe("c");
});

test("what leaves the list leaves the selection, and nothing else changes", () => {
  const state = choose(choose(nothingSelected, "b"), "d", true);
  expect(keepListed(state, ids)).toBe(state);
  const kept = keepListed(state, ["a", "c", "e"]);
  expect(chosen(kept)).toBe("c");
  expect(kept.anchor).toBeNull();
});
