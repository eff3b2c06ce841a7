import type { LayerEdit } from "@lumiku/contracts/vectorizer-traces";

/** What was changed of a layer; untouched when nothing was. */
export function editOf(edits: readonly LayerEdit[], color: string): LayerEdit {
  return edits.find((edit) => edit.color === color) ?? { color, becomes: null, isHidden: false, isDeleted: false };
}

/** With other changes of one layer. A layer that is as it was traced needs no edit. */
export function changeLayer(
  edits: readonly LayerEdit[],
  color: string,
  changes: Partial<Omit<LayerEdit, "color">>,
): LayerEdit[] {
  const edit = { ...editOf(edits, color), ...changes };
  const becomes = edit.becomes === color ? null : edit.becomes;
  const others = edits.filter((other) => other.color !== color);
  const isAsTraced = becomes === null && !edit.isHidden && !edit.isDeleted;
  return isAsTraced ? others : [...others, { ...edit, becomes }];
}

/** Each painted in the colour of the other. */
export function swapLayers(edits: readonly LayerEdit[], one: string, other: string): LayerEdit[] {
  const [first, second] = [paintedAs(edits, one), paintedAs(edits, other)];
  return changeLayer(changeLayer(edits, one, { becomes: second }), other, { becomes: first });
}

/** The colour a layer has now, seen or not. */
export function paintedAs(edits: readonly LayerEdit[], color: string): string {
  return editOf(edits, color).becomes ?? color;
}

/**
 * What every colour of a trace is painted in; null for what is not painted.
 *
 * @param only the one layer that is looked at alone
 */
export function painterOf(edits: readonly LayerEdit[], only?: string): (color: string) => string | null {
  const byColor = new Map(edits.map((edit) => [edit.color, edit]));
  return (color) => {
    const edit = byColor.get(color);
    if (only !== undefined) return color === only ? (edit?.becomes ?? color) : null;
    return edit?.isHidden || edit?.isDeleted ? null : (edit?.becomes ?? color);
  };
}
