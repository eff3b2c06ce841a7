import { MAX_COLORS } from "@lumiku/contracts/vectorizer-settings";
import type { Layer, LayerEdit, QualityReport, Trace, VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { useEffect, useRef, useState } from "react";
import type { DraftState } from "./drafts";
import { type Editor, editsOf } from "./editor";
import { type DocumentTraces, useDocumentTraces, useTraces } from "./traces";
import { sharedNow, type Tuning } from "./tuning";
import { useEditor, useEditorState } from "./use-editor";
import { type Tracing, useTracing } from "./use-tracing";

export type ViewName = "result" | "compare" | "wireframe" | "original" | "quantised" | "difference";

/** All that a document's page knows and does. */
export interface Desk {
  document: VectorDocument;
  editor: Editor;
  tuning: Tuning;
  drawn: DraftState;
  canUndo: boolean;
  canRedo: boolean;
  tracing: Tracing;
  traces: DocumentTraces;
  /** The trace that is looked at; undefined for the draft. */
  shown: Trace | undefined;
  /** Of the trace that is looked at. */
  edits: readonly LayerEdit[];
  /** Of what is looked at, draft or trace. */
  layers: readonly Layer[];
  report: QualityReport | undefined;
  /** The palette to look at the bitmap in: that which is set, else the colours of what is looked at. */
  colors: readonly string[];
  view: ViewName;
  look: (view: ViewName) => void;
  /** The one layer that is looked at alone. */
  onlyColor: string | undefined;
  lookAtOnly: (color: string | undefined) => void;
  /** The trace to compare with; undefined for the bitmap. */
  rival: Trace | undefined;
  compareWith: (traceId: string | undefined) => void;
}

export function useDesk(document: VectorDocument): Desk {
  const editor = useEditor(document);
  const { present, past, future } = useEditorState(editor, (state) => state.work);
  const drawn = useEditorState(editor, (state) => state.drawn);
  const shownTraceId = useEditorState(editor, (state) => state.shownTraceId);
  const traces = useDocumentTraces(document.id);
  const tracing = useTracing(document.id, present.tuning);
  const [view, look] = useState<ViewName>("result");
  const [only, setOnly] = useState<{ of: string | null; color: string }>();
  const [rivalId, setRivalId] = useState<string>();
  const { items, isLoading } = traces;
  const shown = items.find(({ id }) => id === shownTraceId);
  const rival = items.find(({ id }) => id === rivalId && id !== shown?.id);

  useEffect(() => {
    if (document.trace) useTraces.getState().upsert(document.trace);
  }, [document.trace]);
  // One that was removed, here or elsewhere, gives way to the newest.
  useEffect(() => {
    if (shownTraceId && !shown && !isLoading) editor.show(items[0]?.id ?? null);
  }, [editor, shownTraceId, shown, isLoading, items]);
  useFinishedTraces(editor, tracing, traces);

  const { palette } = sharedNow(present.tuning);
  const layers = shown?.layers ?? drawn.draft?.layers ?? [];
  return {
    ...{ document, editor, drawn, tracing, traces, shown, layers, view, look, rival },
    tuning: present.tuning,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    edits: shown ? editsOf(present, shown) : noEdits,
    report: shown ? shown.report : drawn.draft?.report,
    colors: palette.kind === "fixed" ? palette.colors : layers.slice(0, MAX_COLORS).map(({ color }) => color),
    onlyColor: only?.of === (shown?.id ?? null) ? only.color : undefined,
    lookAtOnly: (color) => setOnly(color === undefined ? undefined : { of: shown?.id ?? null, color }),
    compareWith(traceId) {
      setRivalId(traceId);
      if (traceId) look("compare");
    },
  };
}

const noEdits: readonly LayerEdit[] = [];

/** Shows a trace that this page has waited for when it arrives. */
function useFinishedTraces(editor: Editor, { running, started }: Tracing, { items, reload }: DocumentTraces): void {
  const awaited = useRef(new Set<string>());
  useEffect(() => {
    if (running) awaited.current.add(running.id);
  }, [running]);
  useEffect(() => {
    const arrived = items.find(({ generationId }) => awaited.current.has(generationId));
    if (!arrived) return;
    awaited.current.delete(arrived.generationId);
    editor.show(arrived.id);
  }, [editor, items]);
  // The news of the trace itself may have been missed.
  const finishedId = started?.status === "completed" ? started.id : undefined;
  const askAgain = useRef(reload);
  askAgain.current = reload;
  useEffect(() => {
    if (finishedId && awaited.current.has(finishedId)) askAgain.current();
  }, [finishedId]);
}
