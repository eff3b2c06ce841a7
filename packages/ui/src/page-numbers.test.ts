import { expect, test } from "bun:test";
import { listPageNumbers } from "./page-numbers";

test("the ends and the neighbours are offered, and a gap of one page is that page", () => {
  expect(listPageNumbers(6, 12)).toEqual([1, null, 5, 6, 7, null, 12]);
  expect(listPageNumbers(4, 6)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(listPageNumbers(1, 12)).toEqual([1, 2, null, 12]);
  expect(listPageNumbers(1, 1)).toEqual([1]);
});
