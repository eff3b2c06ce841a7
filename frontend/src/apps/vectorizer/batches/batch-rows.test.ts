import { describe, expect, test } from "bun:test";
import type { GenerationOutput } from "@lumiku/app-sdk";
import { AutoSettings, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { generation } from "../../../core/generation.fixture";
import { trace } from "../document.fixture";
import { recipeOf, rowsOf, toTryAgain } from "./batch-rows";

const documents = ["a", "b", "c"].map((documentId) => ({ documentId, name: documentId.toUpperCase(), trace: null }));
const output = (index: number, changes: Partial<GenerationOutput>): GenerationOutput => ({
  ...{ index, status: "completed", seed: null, asset: null, error: null, notes: [] },
  ...changes,
});
const failed = (index: number) =>
  output(index, { status: "failed", error: { code: "NOTHING_TO_TRACE", message: "It is all transparent." } });
const states = (rows: ReturnType<typeof rowsOf>) => rows.map(({ state }) => state);

describe("the pictures of a batch", () => {
  test("a trace that arrives is shown before the batch is fetched again", () => {
    const rows = rowsOf(documents, generation({ status: "processing" }), [trace({ documentId: "b" })]);
    expect(states(rows)).toEqual(["waiting", "traced", "waiting"]);
  });

  test("one that failed says why while the others go on", () => {
    const rows = rowsOf(documents, generation({ status: "processing", outputs: [failed(1)] }), []);
    expect(rows[1]).toMatchObject({ state: "failed", reason: "It is all transparent." });
    expect(states(rows)).toEqual(["waiting", "failed", "waiting"]);
  });

  test("an output whose trace is still on its way waits for it", () => {
    const working = generation({ status: "processing", outputs: [output(0, {})] });
    expect(states(rowsOf(documents, working, []))).toEqual(["waiting", "waiting", "waiting"]);
    const ended = generation({ ...working, status: "completed" });
    expect(states(rowsOf(documents.slice(0, 1), ended, []))).toEqual(["removed"]);
  });

  test("what failed or never had its turn can be traced again, and nothing else", () => {
    const stopped = generation({ status: "cancelled", outputs: [output(0, {}), failed(1)] });
    const rows = rowsOf(documents, stopped, [trace({ documentId: "a" })]);
    expect(states(rows)).toEqual(["traced", "failed", "stopped"]);
    expect(toTryAgain(rows)).toEqual([
      { id: "b", name: "B" },
      { id: "c", name: "C" },
    ]);
  });
});

test("a batch is tried again as it was traced", () => {
  const params = { name: "Batch", documents: [{ documentId: "a", assetId: "x", name: "A" }] };
  const settings = TraceSettings.parse({ mode: "polygon" });
  const auto = AutoSettings.parse({ effort: "best" });
  expect(recipeOf({ model: "vtracer", params: { ...params, settings } })).toEqual({ model: "vtracer", settings });
  expect(recipeOf({ model: "vtracer-auto", params: { ...params, auto } })).toEqual({ model: "vtracer-auto", auto });
  expect(recipeOf({ model: "vtracer", params: {} })).toBeUndefined();
});
