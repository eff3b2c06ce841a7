import { expect, test } from "bun:test";
import { document } from "./document.fixture";
import { listDocuments } from "./document-list";

const used = (id: string, day: number, name = id) =>
  document({ id, name, updatedAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00.000Z` });
const ids = (documents: readonly { id: string }[]) => documents.map(({ id }) => id);

test("what was used last comes first, and of one moment in one order", () => {
  const documents = [used("a", 1), used("c", 3), used("b", 3)];
  expect(ids(listDocuments(documents, { q: "", until: null }))).toEqual(["c", "b", "a"]);
});

test("what belongs to a page that has not come is left out until it comes", () => {
  const documents = [used("new", 9), used("old", 1), used("last", 5)];
  const until = "2026-01-05T00:00:00.000Z";
  expect(ids(listDocuments(documents, { q: "", until }))).toEqual(["new", "last"]);
  expect(ids(listDocuments(documents, { q: "", until: null }))).toEqual(["new", "last", "old"]);
});

test("a name is found by any part of it, in capitals or not", () => {
  const documents = [used("a", 1, "Lighthouse"), used("b", 2, "Cat")];
  expect(ids(listDocuments(documents, { q: "LIGHT", until: null }))).toEqual(["a"]);
});
