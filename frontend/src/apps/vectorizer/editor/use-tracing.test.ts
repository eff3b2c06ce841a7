import { expect, test } from "bun:test";
import { generation } from "../../../core/generation.fixture";
import { isOfDocument } from "./use-tracing";

const documents = ["d1", "d2"].map((documentId) => ({ documentId, assetId: "a", name: "A" }));

test("work belongs to each document it traces, and to no other app's", () => {
  const work = generation({ appId: "vectorizer", params: { name: "Batch", documents } });
  expect(isOfDocument(work, "d2")).toBe(true);
  expect(isOfDocument(work, "d3")).toBe(false);
  expect(isOfDocument({ ...work, appId: "avatar-creator" }, "d1")).toBe(false);
});

test("work of another version, whose parameters are not known, belongs to none", () => {
  expect(isOfDocument({ appId: "vectorizer", params: {} }, "d1")).toBe(false);
});
