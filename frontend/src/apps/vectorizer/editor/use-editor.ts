import type { AppError } from "@lumiku/app-sdk";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { onReset } from "../../../core/app-events";
import { api } from "../api";
import { useDocuments } from "../documents";
import { sayFailure } from "../say";
import { createEditor, type Editor, type EditorState } from "./editor";
import { browserTimer } from "./timer";
import { useTraces } from "./traces";

/** The editor of a document, for as long as its page is open. What is not saved when it closes is saved then. */
export function useEditor(document: VectorDocument): Editor {
  const [editor] = useState(() => openEditor(document));
  useEffect(() => {
    if (editor.store.getState().shownTraceId === null) editor.redraw();
    const stop = useTraces.subscribe(({ byId }, before) => {
      for (const trace of Object.values(byId)) if (before.byId[trace.id] !== trace) editor.adopt(trace);
    });
    const stopAwaiting = onReset(() => {
      const { drawn, shownTraceId } = editor.store.getState();
      if (drawn.error && shownTraceId === null) editor.redraw();
    });
    const leave = () => void editor.flush();
    window.addEventListener("pagehide", leave);
    return () => {
      stop();
      stopAwaiting();
      window.removeEventListener("pagehide", leave);
      void editor.close();
    };
  }, [editor]);
  return editor;
}

export function useEditorState<T>({ store }: Editor, select: (state: EditorState) => T): T {
  return useStore(store, select);
}

function openEditor({ id: documentId, recipe, trace }: VectorDocument): Editor {
  const params = { documentId };
  return createEditor({
    ...{ recipe, trace, timer: browserTimer, now: () => performance.now() },
    drawDraft: (wanted, signal) => api.preview({ params, body: wanted, signal }),
    saveRecipe: async (wanted) =>
      useDocuments.getState().upsert(await api.updateDocument({ params, body: { recipe: wanted } })),
    saveEdits: async (traceId, edits) =>
      useTraces.getState().upsert(await api.updateTrace({ params: { traceId }, body: { edits: [...edits] } })),
    tell: (error: AppError) => void sayFailure(error),
  });
}
