export interface SelectionState {
  selected: ReadonlySet<string>;
  /** What was chosen last: where a range begins. */
  anchor: string | null;
}

export const nothingSelected: SelectionState = { selected: new Set(), anchor: null };

/** Chooses one or lets go of it; as a range, everything between it and the anchor follows. */
export function toggleSelection(
  { selected, anchor }: SelectionState,
  orderedIds: readonly string[],
  id: string,
  isRange: boolean,
): SelectionState {
  const isAdded = !selected.has(id);
  const next = new Set(selected);
  for (const member of isRange ? listBetween(orderedIds, anchor, id) : [id]) {
    if (isAdded) next.add(member);
    else next.delete(member);
  }
  return { selected: next, anchor: id };
}

/** What is no longer in the list is no longer chosen. The same state, when nothing has gone. */
export function keepListed(state: SelectionState, orderedIds: readonly string[]): SelectionState {
  const listed = new Set(orderedIds);
  const kept = [...state.selected].filter((id) => listed.has(id));
  if (kept.length === state.selected.size) return state;
  return { selected: new Set(kept), anchor: state.anchor && listed.has(state.anchor) ? state.anchor : null };
}

function listBetween(orderedIds: readonly string[], anchor: string | null, id: string): readonly string[] {
  const [from, to] = [orderedIds.indexOf(anchor ?? id), orderedIds.indexOf(id)];
  if (from < 0 || to < 0) return [id];
  return orderedIds.slice(Math.min(from, to), Math.max(from, to) + 1);
}
