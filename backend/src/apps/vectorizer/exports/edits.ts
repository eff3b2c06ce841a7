import type { LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import type { Drawing } from "../tracing/drawing";

/**
 * A drawing as a person changed it: layers, named by the colour that they were traced in, are recoloured or left out, and
 * their gap lines with them. Of two edits of one layer the last one counts; edits of colours that it has not are ignored.
 */
export function applyEdits(drawing: Drawing, edits: readonly LayerEdit[]): Drawing {
  if (edits.length === 0) return drawing;
  const editOf = new Map(edits.map((edit) => [edit.color, edit]));
  const edited = <Part extends { readonly color: string }>(parts: readonly Part[]): Part[] =>
    parts.flatMap((part) => {
      const edit = editOf.get(part.color);
      if (!edit) return [part];
      return edit.isHidden || edit.isDeleted ? [] : [{ ...part, color: edit.becomes ?? part.color }];
    });
  return { ...drawing, gaps: edited(drawing.gaps), shapes: edited(drawing.shapes) };
}
