import { expect, test } from "bun:test";
import { generation } from "../../core/generation.fixture";
import { findUnasked, findVanished, holdBack, listWork } from "./work-list";

/** Work of a second: later ones are newer. */
const work = (second: number, changes: Parameters<typeof generation>[0] = {}) =>
  generation({
    ...{ id: `g${second}`, createdAt: `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`, status: "completed" },
    ...changes,
  });
const whole = { edge: null, listedIds: new Set<string>() };

test("work is listed newest first; of one moment by its id, as on the server", () => {
  const twins = [work(2, { id: "a" }), work(2, { id: "b" })];
  expect(listWork([work(1), ...twins, work(3)], {}, whole)).toEqual(["g3", "b", "a", "g1"]);
});

test("work that another page fetched waits until the list gets to it, so that nothing is missing between", () => {
  const all = [work(9), work(5), work(2)];
  expect(listWork(all, {}, { ...whole, edge: work(5) })).toEqual(["g9", "g5"]);
  expect(listWork(all, {}, whole)).toEqual(["g9", "g5", "g2"]);
});

test("live work comes into a filtered list when it fits, and leaves it when it no longer does", () => {
  const filter = { status: "processing", appId: "avatar-creator" } as const;
  const running = work(3, { status: "processing" });
  expect(listWork([running, work(2), work(4, { appId: "poses", status: "processing" })], filter, whole)).toEqual([
    "g3",
  ]);
  expect(listWork([{ ...running, status: "completed" }], filter, whole)).toEqual([]);
  expect(listWork([{ ...running, status: "completed" }], { status: "completed" }, whole)).toEqual(["g3"]);
});

test("a range of days has its beginning and not its end", () => {
  const filter = { from: work(2).createdAt, to: work(4).createdAt };
  expect(listWork([work(1), work(2), work(3), work(4)], filter, whole)).toEqual(["g3", "g2"]);
});

test("a search by words shows only what the server found; new work that may fit is asked about once", () => {
  const part = { edge: null, listedIds: new Set(["g1"]) };
  const filter = { q: "silver hair", appId: "avatar-creator" };
  const all = [work(1), work(2), work(3, { appId: "poses" })];
  expect(listWork(all, filter, part)).toEqual(["g1"]);
  expect(findUnasked(all, filter, part, new Set())).toEqual(["g2"]);
  expect(findUnasked(all, filter, part, new Set(["g2"]))).toEqual([]);
  expect(findUnasked(all, { appId: "avatar-creator" }, part, new Set())).toEqual([]);
});

test("after a gap, what was there and is listed no more was removed; older work than was listed is not judged", () => {
  const part = { edge: work(3), listedIds: new Set(["g5", "g3"]) };
  expect(findVanished([work(5), work(4), work(3), work(1)], {}, part)).toEqual({ removed: ["g4"], changed: [] });
});

test("after a gap, work that ran and has left its status is read again and not taken for removed", () => {
  const before = [work(4, { status: "processing" }), work(3, { status: "processing" })];
  const part = { edge: null, listedIds: new Set(["g3"]) };
  expect(findVanished(before, { status: "processing" }, part)).toEqual({ removed: [], changed: ["g4"] });
  expect(findVanished([work(4)], { status: "completed" }, part)).toEqual({ removed: ["g4"], changed: [] });
  expect(findVanished([work(4)], { q: "hair" }, part)).toEqual({ removed: [], changed: [] });
});

test("new work waits above while somebody looks at the middle; the next page and what comes back are shown", () => {
  const known = new Set(["c", "b", "a"]);
  expect(holdBack(["d", "c", "b", "a"], known)).toEqual({ shown: ["c", "b", "a"], held: 1 });
  expect(holdBack(["c", "b", "a", "0"], known)).toEqual({ shown: ["c", "b", "a", "0"], held: 0 });
  expect(holdBack(["c", "a"], known).shown).toEqual(["c", "a"]);
  expect(holdBack(["c", "bb", "b", "a"], known)).toEqual({ shown: ["c", "b", "a"], held: 1 });
});

test("when everything that was looked at has gone, what is there is shown", () => {
  expect(holdBack(["x", "y"], new Set(["a"]))).toEqual({ shown: ["x", "y"], held: 0 });
});
