import { Button } from "@lumiku/ui/button";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { count } from "../../../../../core/words";
import { changeLayer, editOf, paintedAs, swapLayers } from "../../../editor/layer-edits";
import { counted } from "../../../editor/report-words";
import type { Desk } from "../../../editor/use-desk";
import { useKeptFocus } from "../../../editor/use-kept-focus";
import { LayerRow } from "./layer-row";

const PAGE = 100;

/** Every colour of what is looked at. Those of a full trace can be changed; those of a draft can be looked at. */
export default function LayersPanel({ desk }: { desk: Desk }) {
  const { layers, shown, edits, editor, onlyColor, lookAtOnly } = desk;
  const [shownCount, setShownCount] = useState(PAGE);
  const [swapping, setSwapping] = useState<string>();
  const there = layers.filter(({ color }) => !editOf(edits, color).isDeleted);
  const deleted = layers.length - there.length;

  const list = useKeptFocus<HTMLUListElement>(`${deleted} ${edits.length > 0} ${swapping}`);

  const change = (color: string, changes: Parameters<typeof changeLayer>[2]) => {
    if (shown) editor.edit(shown, changeLayer(edits, color, changes), `${color} ${Object.keys(changes).join()}`);
  };
  const press = (color: string) => {
    if (!swapping || !shown) return;
    if (color !== swapping) editor.edit(shown, swapLayers(edits, swapping, color), `swap ${swapping} ${color}`);
    setSwapping(undefined);
  };

  if (layers.length === 0) {
    return <p className="py-6 text-center text-muted">Layers are listed here when the first draft is drawn.</p>;
  }
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex min-h-9 items-center justify-between gap-2">
        <p className="tabular text-[13px] text-muted">
          {[counted(there.length, "layer"), deleted > 0 && `${deleted} deleted`].filter(Boolean).join(" · ")}
        </p>
        {shown && edits.length > 0 && (
          <Button size="small" look="quiet" className="-mr-2" onClick={() => editor.edit(shown, [], "all layers")}>
            <RotateCcw size={15} aria-hidden="true" />
            As it was traced
          </Button>
        )}
      </div>
      {!shown && (
        <p className="rounded-control bg-sunken px-3 py-2.5 text-[13px] text-muted">
          This is a draft: its layers can be looked at one by one. After a full trace they can be recoloured, hidden and
          deleted.
        </p>
      )}
      <div role="status" className="empty:hidden">
        {swapping && (
          <p className="flex items-center justify-between gap-2 rounded-control bg-accent-soft py-1 pr-1 pl-3 text-[13px] text-accent-ink">
            Choose the layer to swap {paintedAs(edits, swapping)} with
            <Button size="small" look="quiet" onClick={() => setSwapping(undefined)}>
              Cancel
            </Button>
          </p>
        )}
      </div>
      <ul ref={list} tabIndex={-1} aria-label="Layers" className="-mx-2 grid grid-cols-1">
        {there.slice(0, shownCount).map((layer) => (
          <LayerRow
            key={layer.color}
            layer={layer}
            edit={editOf(edits, layer.color)}
            canEdit={shown !== undefined}
            isOnly={onlyColor === layer.color}
            isSwapTarget={swapping !== undefined && swapping !== layer.color}
            onLookAtOnly={(isOnly) => lookAtOnly(isOnly ? layer.color : undefined)}
            onChange={(changes) => change(layer.color, changes)}
            onSwap={() => setSwapping(layer.color)}
            onPress={() => press(layer.color)}
          />
        ))}
      </ul>
      {there.length > shownCount && (
        <Button size="small" className="justify-self-center" onClick={() => setShownCount(shownCount + PAGE)}>
          Show {count(Math.min(PAGE, there.length - shownCount))} more
        </Button>
      )}
    </div>
  );
}
