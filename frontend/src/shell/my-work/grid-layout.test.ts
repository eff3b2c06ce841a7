import { expect, test } from "bun:test";
import { sizesOf } from "./grid-layout";

test("a phone has two columns, a laptop as many as stay large enough to judge a picture", () => {
  expect(sizesOf(328, "grid").columns).toBe(2);
  expect(sizesOf(358, "grid").columns).toBe(2);
  expect(sizesOf(984, "grid").columns).toBe(4);
  expect(sizesOf(1088, "grid").columns).toBe(5);
});

test("a row is as high as its squares and their words, before any picture is there", () => {
  const { columns, gap, rowHeight } = sizesOf(984, "grid");
  expect(rowHeight).toBe((984 - gap * (columns - 1)) / columns + 52);
  expect(sizesOf(984, "list")).toEqual({ columns: 1, rowHeight: 76, gap: 8 });
});
