import { expect, test } from "bun:test";
import type { AppError } from "@lumiku/app-sdk";
import { type TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { Draft, LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import { createEditor, editsOf } from "./editor";
import { changeLayer } from "./layer-edits";
import { createManualTimer } from "./timer.fixture";
import { changeShared } from "./tuning";

const trace = { id: "trace-1", edits: [] as LayerEdit[] };
const recipe: TraceRecipe = { model: "vtracer", settings: TraceSettings.parse({}) };
const red = "#ff0000";

function setUp(first: typeof trace | null = null) {
  const clock = createManualTimer();
  const drawn: TraceRecipe[] = [];
  const savedRecipes: TraceRecipe[] = [];
  const savedEdits: [string, readonly LayerEdit[]][] = [];
  const told: AppError[] = [];
  const editor = createEditor({
    ...{ recipe, trace: first, timer: clock.timer, now: clock.now },
    drawDraft: async (wanted) => {
      drawn.push(wanted);
      return { svg: JSON.stringify(wanted) } as Draft;
    },
    saveRecipe: async (wanted) => savedRecipes.push(wanted),
    saveEdits: async (traceId, edits) => savedEdits.push([traceId, edits]),
    tell: (error) => told.push(error),
  });
  const speckle = (filterSpeckle: number) =>
    editor.tune((tuning) => ({ ...tuning, settings: { ...tuning.settings, filterSpeckle } }), "filterSpeckle");
  const state = () => editor.store.getState();
  return { ...clock, editor, drawn, savedRecipes, savedEdits, speckle, state };
}

test("a change of settings is drawn and saved, and undoing it is too", async () => {
  const { editor, drawn, savedRecipes, speckle, state, pass } = setUp();
  speckle(9);
  await pass(1_000);
  editor.undo();
  await pass(1_000);
  expect(drawn.map((wanted) => wanted.model === "vtracer" && wanted.settings.filterSpeckle)).toEqual([9, 4]);
  expect(savedRecipes).toEqual(drawn);
  expect(state().work.present.tuning.settings.filterSpeckle).toBe(4);
});

test("a change of settings shows the draft, a change of layers the trace, and so does undoing either", async () => {
  const { editor, speckle, state, pass } = setUp(trace);
  expect(state().shownTraceId).toBe(trace.id);
  speckle(9);
  expect(state().shownTraceId).toBeNull();
  await pass(1_000);
  editor.show(trace.id);
  editor.edit(trace, changeLayer([], red, { isHidden: true }), red);
  await pass(1_000);
  editor.show(null);
  editor.undo();
  expect(state().shownTraceId).toBe(trace.id);
  editor.undo();
  expect(state().shownTraceId).toBeNull();
  editor.redo();
  editor.redo();
  expect(state().shownTraceId).toBe(trace.id);
  expect(editsOf(state().work.present, trace)).toHaveLength(1);
});

test("undoing the first edit saves the layers as the server had them", async () => {
  const before = changeLayer([], "#00ff00", { isDeleted: true });
  const known = { ...trace, edits: before };
  const { editor, savedEdits, pass } = setUp(known);
  editor.edit(known, changeLayer(before, red, { isHidden: true }), red);
  await pass(1_000);
  editor.undo();
  await pass(1_000);
  expect(savedEdits.map(([, edits]) => edits.length)).toEqual([2, 1]);
  expect(savedEdits.at(-1)).toEqual([trace.id, before]);
});

test("what another tab has made of a trace is taken, unless something of this one is on its way", async () => {
  const { editor, state, pass } = setUp(trace);
  const mine = changeLayer([], red, { isHidden: true });
  const theirs = changeLayer([], red, { isDeleted: true });
  editor.edit(trace, mine, red);
  editor.adopt({ ...trace, edits: theirs });
  expect(editsOf(state().work.present, trace)).toEqual(mine);
  await pass(1_000);
  editor.adopt({ ...trace, edits: theirs });
  expect(editsOf(state().work.present, trace)).toEqual(theirs);
});

test("a palette without a colour is neither drawn nor saved", async () => {
  const { editor, drawn, savedRecipes, pass, state } = setUp();
  editor.tune((tuning) => changeShared(tuning, { palette: { kind: "fixed", colors: [] } }), "palette");
  await pass(2_000);
  expect(drawn).toEqual([]);
  expect(savedRecipes).toEqual([]);
  expect(state().drawn.isDrawing).toBe(false);
});

test("leaving saves what waits", async () => {
  const { editor, savedRecipes, speckle } = setUp();
  speckle(9);
  await editor.close();
  expect(savedRecipes).toHaveLength(1);
});
