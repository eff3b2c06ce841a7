import type { Effort } from "@lumiku/contracts/vectorizer-settings";

/** Milliseconds of searching that an effort may take, for one picture by itself. */
const budgets: Record<Effort, number> = { fast: 2_000, balanced: 6_000, best: 20_000 };

/** Of the ten minutes that work may take, so much is for searching; the rest is for tracing what was found. */
const WHOLE_BUDGET_MS = 300_000;

/**
 * How long settings are searched for, for each picture. Many share what there is, as if only one of them was worked on
 * at a time.
 *
 * @returns milliseconds
 */
export function searchBudgetMs(effort: Effort, pictures: number): number {
  return Math.min(budgets[effort], Math.floor(WHOLE_BUDGET_MS / pictures));
}
