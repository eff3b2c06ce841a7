import type { Measured } from "./jobs";

/** Of an even number, the lower of the two in the middle: it is one that was measured. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}

/** The median of every measure by itself. */
export function mediansOf(all: readonly Measured[]): Measured {
  const [first] = all;
  if (!first) throw new Error("Nothing was measured");
  const names = Object.keys(first) as (keyof Measured)[];
  return Object.fromEntries(names.map((name) => [name, medianOf(all.map((measured) => measured[name]))])) as never;
}
