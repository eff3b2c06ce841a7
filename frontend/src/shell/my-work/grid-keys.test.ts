import { expect, test } from "bun:test";
import { moveInGrid } from "./grid-keys";

/** Eleven in rows of four: 0–3, 4–7, 8–10. */
const move = (key: string, index: number, isWhole = false) =>
  moveInGrid(key, isWhole, { index, count: 11, columns: 4, pageRows: 2 });

test("arrow keys go by column and by row, and stop at the edges", () => {
  expect([move("ArrowRight", 3), move("ArrowLeft", 4), move("ArrowDown", 1), move("ArrowUp", 6)]).toEqual([4, 3, 5, 2]);
  expect([move("ArrowLeft", 0), move("ArrowUp", 2), move("ArrowRight", 10)]).toEqual([0, 2, 10]);
});

test("down into a shorter last row leads to its last; in the last row it stays", () => {
  expect(move("ArrowDown", 7)).toBe(10);
  expect(move("ArrowDown", 8)).toBe(8);
});

test("Home and End lead to the ends of the row, with Ctrl to those of everything; pages to the same column", () => {
  expect([move("Home", 6), move("End", 5), move("End", 9)]).toEqual([4, 7, 10]);
  expect([move("Home", 6, true), move("End", 1, true)]).toEqual([0, 10]);
  expect([move("PageDown", 1), move("PageUp", 9), move("PageUp", 6)]).toEqual([9, 1, 2]);
});

test("other keys do not move", () => {
  expect(move("a", 3)).toBeUndefined();
});
