import type { Layer, LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Menu, MenuItem } from "@lumiku/ui/menu";
import { ArrowLeftRight, Ellipsis, Eye, EyeOff, Focus, RotateCcw, Trash2 } from "lucide-react";
import { counted } from "../../../editor/report-words";

export interface LayerRowProps {
  layer: Layer;
  edit: LayerEdit;
  canEdit: boolean;
  /** Whether it is looked at alone. */
  isOnly: boolean;
  /** Whether a press on it swaps its colour with that of another. */
  isSwapTarget: boolean;
  onLookAtOnly: (isOnly: boolean) => void;
  onChange: (changes: Partial<Omit<LayerEdit, "color">>) => void;
  onSwap: () => void;
  onPress: () => void;
}

/** One colour: what it is painted in, whether it is shown, and what it takes. */
export function LayerRow(props: LayerRowProps) {
  const { layer, edit, canEdit, isOnly, isSwapTarget, onLookAtOnly, onChange, onPress } = props;
  const color = edit.becomes ?? layer.color;
  return (
    <li
      className={classNames(
        "flex items-center gap-1 rounded-control pl-2",
        isOnly ? "bg-accent-soft" : "hover:bg-sunken",
        isSwapTarget && "outline-2 outline-accent outline-dashed -outline-offset-2",
      )}
    >
      <span className="relative my-1.5 size-8 shrink-0 rounded-md has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
        <span
          className={classNames("absolute inset-0 rounded-md border border-ink/20", edit.isHidden && "opacity-30")}
          style={{ background: color }}
        />
        {canEdit && !isSwapTarget && (
          <input
            type="color"
            aria-label={`Recolour ${color}`}
            title="Recolour"
            value={color}
            onChange={({ target }) => onChange({ becomes: target.value })}
            className="-inset-1.5 absolute size-11 cursor-pointer opacity-0"
          />
        )}
      </span>
      {isSwapTarget ? (
        <button type="button" onClick={onPress} className="h-11 min-w-0 flex-1 px-2 text-left font-medium text-[13px]">
          Swap with {color}
        </button>
      ) : (
        <span className={classNames("min-w-0 flex-1 px-2 text-[13px]", edit.isHidden && "opacity-60")}>
          <span className="tabular block font-medium uppercase">{color}</span>
          <span className="tabular block truncate text-faint text-xs">
            {edit.becomes && `was ${layer.color} · `}
            {counted(layer.paths, "path")}
            {!edit.becomes && ` · ${counted(layer.nodes, "node")}`}
          </span>
        </span>
      )}
      <Button
        look="quiet"
        size="icon"
        aria-pressed={isOnly}
        aria-label={`Only ${color}`}
        title={isOnly ? "Show all layers" : "Show only this layer"}
        onClick={() => onLookAtOnly(!isOnly)}
        className={isOnly ? "text-accent-ink" : undefined}
      >
        <Focus size={17} aria-hidden="true" />
      </Button>
      {canEdit && (
        <>
          <Button
            look="quiet"
            size="icon"
            aria-pressed={edit.isHidden}
            aria-label={`Hide ${color}`}
            title={edit.isHidden ? "Show" : "Hide"}
            onClick={() => onChange({ isHidden: !edit.isHidden })}
          >
            {edit.isHidden ? <EyeOff size={17} aria-hidden="true" /> : <Eye size={17} aria-hidden="true" />}
          </Button>
          <LayerMenu {...props} color={color} />
        </>
      )}
    </li>
  );
}

function LayerMenu({ edit, color, onChange, onSwap }: LayerRowProps & { color: string }) {
  const trigger = (
    <Button look="quiet" size="icon" aria-label={`More about ${color}`}>
      <Ellipsis size={17} aria-hidden="true" />
    </Button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={onSwap}>
        <ArrowLeftRight size={16} aria-hidden="true" className="text-faint" />
        Swap colours with another
      </MenuItem>
      {edit.becomes && (
        <MenuItem onSelect={() => onChange({ becomes: null })}>
          <RotateCcw size={16} aria-hidden="true" className="text-faint" />
          Back to {edit.color}
        </MenuItem>
      )}
      <MenuItem onSelect={() => onChange({ isDeleted: true })}>
        <Trash2 size={16} aria-hidden="true" className="text-faint" />
        Delete
      </MenuItem>
    </Menu>
  );
}
