import { expect, test } from "bun:test";
import { notification } from "../../core/notification.fixture";
import { byDay } from "./by-day";

const now = new Date(2026, 0, 5, 12);
const at = (id: string, ...time: [day: number, hour: number]) =>
  notification({ id, createdAt: new Date(2026, 0, ...time).toISOString() });

test("today begins at midnight where the reader is, and the order stays", () => {
  const groups = byDay([at("noon", 5, 11), at("night", 5, 0), at("evening", 4, 23), at("old", 1, 9)], now);
  expect(groups.map(({ title, items }) => [title, ...items.map(({ id }) => id)])).toEqual([
    ["Today", "noon", "night"],
    ["Earlier", "evening", "old"],
  ]);
});

test("a group without any is left out", () => {
  expect(byDay([at("old", 1, 9)], now).map(({ title }) => title)).toEqual(["Earlier"]);
  expect(byDay([], now)).toEqual([]);
});
