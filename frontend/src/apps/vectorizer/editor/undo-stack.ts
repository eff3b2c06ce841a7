/** What is there, what was before, and what was undone. */
export interface UndoStack<T> {
  present: T;
  past: readonly T[];
  future: readonly T[];
  /** Of the last change: one that goes on with it is the same step. */
  last: { name: string; at: number } | undefined;
}

const MAX_STEPS = 200;
/** Changes of one thing that follow each other so quickly are one: a slider that is dragged. */
const SAME_STEP_MS = 900;

export function beginStack<T>(present: T): UndoStack<T> {
  return { present, past: [], future: [], last: undefined };
}

/**
 * Takes a change as a step that can be undone.
 *
 * @param name what is changed; changes under one name in quick succession are one step
 * @param at milliseconds of any clock
 */
export function change<T>(stack: UndoStack<T>, present: T, name: string, at: number): UndoStack<T> {
  const { last, past } = stack;
  const goesOn = last?.name === name && at - last.at < SAME_STEP_MS;
  return {
    present,
    past: goesOn ? past : [...past, stack.present].slice(-MAX_STEPS),
    future: [],
    last: { name, at },
  };
}

export function undo<T>(stack: UndoStack<T>): UndoStack<T> {
  const before = stack.past.at(-1);
  if (before === undefined) return stack;
  return {
    present: before,
    past: stack.past.slice(0, -1),
    future: [stack.present, ...stack.future],
    last: undefined,
  };
}

export function redo<T>(stack: UndoStack<T>): UndoStack<T> {
  const [next, ...future] = stack.future;
  if (next === undefined) return stack;
  return { present: next, past: [...stack.past, stack.present], future, last: undefined };
}
