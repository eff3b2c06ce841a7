import { create } from "zustand";
import { type Draft, emptyDraft } from "./draft";
import { useDrafts } from "./store";

interface Undo {
  projectId: string;
  /** What was done: "Amal is filled in". */
  words: string;
  before: Draft;
}

/** The last change of much at once, until something else is changed. */
export const useUndo = create<{ last: Undo | undefined }>()(() => ({ last: undefined }));

/** Changes much of a draft at once, and keeps the way back. */
export function changeWithUndo(projectId: string, changes: Partial<Draft>, words: string): void {
  const { byProject, change } = useDrafts.getState();
  const before = byProject[projectId] ?? emptyDraft;
  change(projectId, changes);
  useUndo.setState({ last: { projectId, words, before } });
}

/** Back to what was there. */
export function undo({ projectId, before }: Undo): void {
  useDrafts.getState().change(projectId, before);
  forgetUndo();
}

export function forgetUndo(): void {
  useUndo.setState({ last: undefined });
}
