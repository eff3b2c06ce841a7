import { expect, test } from "bun:test";
import { AppError } from "@lumiku/app-sdk";
import { createShelf } from "./shelf";

const item = (place: number) => ({ id: `a${place}`, createdAt: `2026-01-0${place}T00:00:00.000Z` });
const idsOf = (shelf: { useShelf: { getState(): { items: readonly { id: string }[] } } }) =>
  shelf.useShelf.getState().items.map(({ id }) => id);

test("pages follow each other; what was put there meanwhile is there once, in its place", async () => {
  const shelf = createShelf(async (cursor) =>
    cursor ? { items: [item(2), item(1)], nextCursor: null } : { items: [item(4), item(3)], nextCursor: "3" },
  );
  await shelf.load();
  shelf.put(item(5), item(2));
  await shelf.loadMore();
  await shelf.loadMore();
  expect(idsOf(shelf)).toEqual(["a5", "a4", "a3", "a2", "a1"]);
  shelf.take(["a4", "a1"]);
  expect(idsOf(shelf)).toEqual(["a5", "a3", "a2"]);
});

test("an answer that was overtaken is dropped", async () => {
  const answers: ((items: ReturnType<typeof item>[]) => void)[] = [];
  const shelf = createShelf<ReturnType<typeof item>>(
    () => new Promise((resolve) => answers.push((items) => resolve({ items, nextCursor: null }))),
  );
  const both = [shelf.load(), shelf.load()];
  answers[1]?.([item(2)]);
  answers[0]?.([item(1)]);
  await Promise.all(both);
  expect(idsOf(shelf)).toEqual(["a2"]);
});

test("a failure keeps what is there", async () => {
  let isOffline = false;
  const shelf = createShelf(async () => {
    if (isOffline) throw new AppError({ code: "OFFLINE", status: 0, message: "Away" });
    return { items: [item(1)], nextCursor: null };
  });
  await shelf.load();
  isOffline = true;
  await shelf.load();
  expect(shelf.useShelf.getState()).toMatchObject({ status: "failed", error: { code: "OFFLINE" } });
  expect(idsOf(shelf)).toEqual(["a1"]);
});
