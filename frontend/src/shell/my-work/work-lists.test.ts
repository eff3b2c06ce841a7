import { beforeEach, expect, test } from "bun:test";
import { AppError, type Generation } from "@lumiku/app-sdk";
import { generation } from "../../core/generation.fixture";
import { type GenerationsQuery, useGenerations } from "../../core/generations";
import { fits, keyOf, type WorkFilter } from "./work-filter";
import { listWork } from "./work-list";
import { createWorkLists } from "./work-lists";

const store = useGenerations.getState();
const everything: WorkFilter = {};
let onServer: Generation[];
let queries: GenerationsQuery[];
let failure: AppError | undefined;
let lists: ReturnType<typeof createWorkLists>;

const work = (place: number, changes: Partial<Generation> = {}): Generation =>
  generation({
    ...{ id: `g${String(place).padStart(4, "0")}`, status: "completed" },
    createdAt: new Date(Date.UTC(2026, 0, 1) + place * 1_000).toISOString(),
    ...changes,
  });

const shown = (filter = everything) => {
  const list = lists.useLists.getState().byKey[keyOf(filter)];
  return list ? listWork(Object.values(useGenerations.getState().byId), filter, list) : [];
};
const stateOf = (filter = everything) => lists.useLists.getState().byKey[keyOf(filter)];

beforeEach(() => {
  store.clear();
  onServer = Array.from({ length: 150 }, (_, place) => work(place)).reverse();
  queries = [];
  failure = undefined;
  lists = createWorkLists({
    async fetchPage(query) {
      queries.push(query);
      if (failure) throw failure;
      const { limit = 30, cursor, q, status } = query;
      const fitting = onServer.filter(
        (one) => fits(one, { status: status as Generation["status"] }) && (!q || String(one.params.prompt).includes(q)),
      );
      const start = cursor ? fitting.findIndex(({ id }) => id === cursor) + 1 : 0;
      const items = fitting.slice(start, start + Number(limit));
      store.upsert(...items);
      return { items, nextCursor: start + items.length < fitting.length ? (items.at(-1)?.id ?? null) : null };
    },
    async refresh(id) {
      const found = onServer.find((one) => one.id === id);
      if (found) store.upsert(found);
      else store.remove(id);
    },
    readWork: () => Object.values(useGenerations.getState().byId),
    removeFromWork: store.remove,
  });
});

test("a list is read page by page to its end, each piece once, and not again while it is right", async () => {
  store.upsert(work(3));
  await lists.open(everything);
  expect(shown()).toHaveLength(60);
  await lists.loadMore(everything);
  await lists.loadMore(everything);
  await lists.loadMore(everything);
  await lists.open(everything);
  expect(shown()).toEqual(onServer.map(({ id }) => id));
  expect(queries).toHaveLength(3);
});

test("asking for more while an answer is on its way asks once", async () => {
  await lists.open(everything);
  await Promise.all([lists.loadMore(everything), lists.loadMore(everything)]);
  expect(queries).toHaveLength(2);
  expect(shown()).toHaveLength(120);
});

test("after a gap everything is read anew down to where it was read: what came is there, what was removed is not", async () => {
  await lists.open(everything);
  await lists.loadMore(everything);
  onServer = [work(200), ...onServer.filter(({ id }) => id !== "g0149" && id !== "g0100")];
  lists.distrust();
  expect(stateOf()?.isStale).toBe(true);
  await lists.open(everything);
  expect(shown()).toEqual(onServer.slice(0, shown().length).map(({ id }) => id));
  expect(shown().length).toBeGreaterThanOrEqual(119);
  expect(useGenerations.getState().byId.g0100).toBeUndefined();
});

test("after a gap, work that went on meanwhile leaves the list of what ran and keeps its place among all", async () => {
  const filter: WorkFilter = { status: "processing" };
  onServer = [work(200, { status: "processing" }), ...onServer];
  await lists.open(filter);
  expect(shown(filter)).toEqual(["g0200"]);
  onServer = [work(200, { version: 2 }), ...onServer.slice(1)];
  lists.distrust();
  await lists.open(filter);
  expect(shown(filter)).toEqual([]);
  expect(useGenerations.getState().byId.g0200?.status).toBe("completed");
});

test("new work is found by words when the server says so, and asked about once", async () => {
  const filter: WorkFilter = { q: "hijab" };
  onServer = [work(150, { params: { prompt: "a green hijab" } }), ...onServer];
  await lists.open(filter);
  const found = work(151, { params: { prompt: "a red hijab" } });
  const other = work(152, { params: { prompt: "a dog" } });
  onServer = [other, found, ...onServer];
  store.upsert(found, other);
  expect(shown(filter)).toEqual(["g0150"]);
  await lists.askForNew(filter);
  await lists.askForNew(filter);
  expect(shown(filter)).toEqual(["g0151", "g0150"]);
  expect(queries).toHaveLength(2);
});

test("a refusal is kept for people to read, what is there stays, and another try goes on", async () => {
  await lists.open(everything);
  failure = new AppError({ code: "OFFLINE", status: 0, message: "The server cannot be reached." });
  await lists.loadMore(everything);
  expect(stateOf()).toMatchObject({ status: "failed", error: { code: "OFFLINE" } });
  expect(shown()).toHaveLength(60);
  failure = undefined;
  await lists.loadMore(everything);
  expect(stateOf()).toMatchObject({ status: "ready", error: undefined });
  expect(shown()).toHaveLength(120);
});

test("what was read for one person is not there for the next", async () => {
  await lists.open(everything);
  lists.clear();
  expect(stateOf()).toBeUndefined();
});
