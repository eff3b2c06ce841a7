import { expect, test } from "bun:test";
import { searchBudgetMs } from "./search-budget";

test("one picture is searched for as its effort says, and fifty together stay within five minutes", () => {
  expect((["fast", "balanced", "best"] as const).map((effort) => searchBudgetMs(effort, 1))).toEqual([
    2_000, 6_000, 20_000,
  ]);
  expect(searchBudgetMs("best", 12)).toBe(20_000);
  expect(searchBudgetMs("best", 50) * 50).toBeLessThanOrEqual(300_000);
  expect(searchBudgetMs("fast", 50)).toBe(2_000);
});
