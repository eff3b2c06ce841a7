import type { AppError } from "@lumiku/app-sdk";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Draft, LayerEdit, Trace } from "@lumiku/contracts/vectorizer-traces";
import { createStore } from "zustand/vanilla";
import { createDrafts, type DraftState } from "./drafts";
import { createSaver, type Saver } from "./saver";
import type { Timer } from "./timer";
import { isComplete, sharedNow, type Tuning, toRecipe, toTuning } from "./tuning";
import { beginStack, change, redo, type UndoStack, undo } from "./undo-stack";

/** What a person changes here, and what undo takes back. */
export interface Work {
  tuning: Tuning;
  /** By trace; those that are not in it have the edits the server knows. */
  edits: Readonly<Record<string, readonly LayerEdit[]>>;
}

export interface EditorState {
  work: UndoStack<Work>;
  drawn: DraftState;
  /** Which trace is looked at; null for the draft. */
  shownTraceId: string | null;
}

export interface EditorDependencies {
  /** What the server has. */
  recipe: TraceRecipe;
  /** What is looked at first; null for a draft. */
  trace: Pick<Trace, "id"> | null;
  drawDraft(recipe: TraceRecipe, signal: AbortSignal): Promise<Draft>;
  saveRecipe(recipe: TraceRecipe): Promise<unknown>;
  saveEdits(traceId: string, edits: readonly LayerEdit[]): Promise<unknown>;
  tell(error: AppError): void;
  timer: Timer;
  /** Milliseconds of any clock. */
  now(): number;
}

export type Editor = ReturnType<typeof createEditor>;

/** One document in hand: its settings and the edits of its traces, with undo; drafts follow, and everything is saved. */
export function createEditor(dependencies: EditorDependencies) {
  const { recipe, trace, drawDraft, saveRecipe, saveEdits, tell, timer, now } = dependencies;
  const store = createStore<EditorState>()(() => ({
    work: beginStack<Work>({ tuning: toTuning(recipe), edits: {} }),
    drawn: { draft: undefined, isDrawing: false, error: undefined },
    shownTraceId: trace?.id ?? null,
  }));
  const { getState, setState } = store;
  const drafts = createDrafts({ send: drawDraft, show: (drawn) => setState({ drawn }), timer });
  const recipeSaver = createSaver({ send: saveRecipe, tell, timer });
  const editSavers = new Map<string, Saver<readonly LayerEdit[]>>();

  const saverOf = (traceId: string) => {
    const known = editSavers.get(traceId);
    if (known) return known;
    const saver = createSaver<readonly LayerEdit[]>({ send: (edits) => saveEdits(traceId, edits), tell, timer });
    editSavers.set(traceId, saver);
    return saver;
  };

  const draw = (pauseMs?: number) => {
    const { tuning } = getState().work.present;
    if (isComplete(sharedNow(tuning).palette)) drafts.request(toRecipe(tuning), pauseMs);
    else drafts.stop();
  };

  /** Takes what is there now, and does what follows from how it differs from before. */
  const move = (work: UndoStack<Work>) => {
    const { present: before } = getState().work;
    const { present } = work;
    setState({ work });
    if (present.tuning !== before.tuning) {
      setState({ shownTraceId: null });
      draw();
      if (isComplete(sharedNow(present.tuning).palette)) recipeSaver.save(toRecipe(present.tuning));
    }
    for (const [traceId, edits] of Object.entries(present.edits)) {
      if (edits === before.edits[traceId]) continue;
      saverOf(traceId).save(edits);
      setState({ shownTraceId: traceId });
    }
  };

  /** Sends what is not saved yet. @returns once it has been answered: whether everything is saved */
  const flush = async (): Promise<boolean> => {
    const answers = await Promise.all([recipeSaver, ...editSavers.values()].map((saver) => saver.flush()));
    return answers.every(Boolean);
  };

  return {
    store,

    /** @param name what is changed: quick changes of one thing are one step back */
    tune(next: (tuning: Tuning) => Tuning, name: string): void {
      const { work } = getState();
      const tuning = next(work.present.tuning);
      if (tuning !== work.present.tuning) move(change(work, { ...work.present, tuning }, name, now()));
    },

    /** Changes the layers of a trace. */
    edit({ id, edits: saved }: Pick<Trace, "id" | "edits">, next: readonly LayerEdit[], name: string): void {
      const work = rebase(getState().work, id, saved);
      setState({ work });
      const edits = { ...work.present.edits, [id]: next };
      move(change(work, { ...work.present, edits }, `${id} ${name}`, now()));
    },

    /** Takes what another tab has made of a trace, unless something of this one is still on its way. */
    adopt({ id, edits }: Pick<Trace, "id" | "edits">): void {
      const { work } = getState();
      const { present } = work;
      if (!present.edits[id] || editSavers.get(id)?.isPending()) return;
      if (JSON.stringify(present.edits[id]) === JSON.stringify(edits)) return;
      setState({ work: { ...work, present: { ...present, edits: { ...present.edits, [id]: edits } } } });
    },

    undo: () => move(undo(getState().work)),
    redo: () => move(redo(getState().work)),

    /** Looks at a trace, or at the draft. */
    show(traceId: string | null): void {
      setState({ shownTraceId: traceId });
      if (traceId === null) draw(0);
    },

    /** Draws the draft again, after it could not be drawn. */
    redraw: () => draw(0),

    flush,

    /** Forgets drafts that are on their way, and saves the rest. */
    close(): Promise<boolean> {
      drafts.stop();
      return flush();
    },
  };
}

/** A stack that knows, in every step, the edits that a trace had before the first one here: undo leads back to them. */
function rebase(stack: UndoStack<Work>, traceId: string, saved: readonly LayerEdit[]): UndoStack<Work> {
  if (stack.present.edits[traceId]) return stack;
  const known = (work: Work): Work => ({ ...work, edits: { ...work.edits, [traceId]: saved } });
  return { ...stack, present: known(stack.present), past: stack.past.map(known), future: stack.future.map(known) };
}

/** The edits of a trace as they are here. */
export const editsOf = (work: Work, trace: Pick<Trace, "id" | "edits">): readonly LayerEdit[] =>
  work.edits[trace.id] ?? trace.edits;
