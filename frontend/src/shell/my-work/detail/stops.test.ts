import { expect, test } from "bun:test";
import { testAsset } from "@lumiku/app-sdk/testing";
import { neighboursOf } from "./stops";

const output = (index: number) =>
  ({ index, status: "completed", seed: 1, asset: testAsset(`a${index}`), error: null, notes: [] }) as const;
const pictures: Record<string, number> = { first: 2, failed: 0, last: 3 };
const ids = Object.keys(pictures);
const neighbours = (id: string, picture: number) =>
  neighboursOf({ id, picture }, ids, (other) => ({
    outputs: Array.from({ length: pictures[other] ?? 0 }, (_, index) => ({ ...output(index), notes: [] })),
  }));

test("one goes through every picture of every work, and back the same way", () => {
  const seen = [{ id: "first", picture: 0 }];
  for (let next = neighbours("first", 0).next; next; next = neighbours(next.id, next.picture).next) seen.push(next);
  expect(seen.map(({ id, picture }) => `${id} ${picture}`)).toEqual([
    ...["first 0", "first 1", "failed 0", "last 0", "last 1", "last 2"],
  ]);
  for (let at = seen.length - 1; at > 0; at--) {
    const { id, picture } = seen[at] ?? { id: "", picture: 0 };
    expect(neighbours(id, picture).previous).toEqual(seen[at - 1]);
  }
  expect(neighbours("first", 0).previous).toBeUndefined();
});

test("work that is in no list has only its own pictures", () => {
  expect(neighboursOf({ id: "other", picture: 0 }, ids, () => undefined)).toEqual({
    previous: undefined,
    next: undefined,
  });
});
