import { MAX_COLORS } from "@lumiku/contracts/vectorizer-settings";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Merge, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { addColor, mergeColors, nearestColor, removeColor, replaceColor } from "../../../editor/palette-edits";
import { ColorField } from "./color-field";

export interface PaletteEditorProps {
  colors: readonly string[];
  /** @param name what was done: quick changes of one thing are one step back */
  onChange: (colors: string[], name: string) => void;
}

const FIRST_COLOR = "#808080";

/** The colours of a palette: one is chosen, and changed, merged with another or taken out. */
export function PaletteEditor({ colors, onChange }: PaletteEditorProps) {
  const [index, setIndex] = useState(0);
  const [isMerging, setMerging] = useState(false);
  const chosen = colors[Math.min(index, colors.length - 1)];
  const nearest = chosen && nearestColor(colors, chosen);

  const press = (color: string, at: number) => {
    if (isMerging && chosen && color !== chosen) {
      const merged = mergeColors(colors, chosen, color);
      onChange(merged, `merge ${chosen} ${color}`);
      setIndex(Math.max(0, colors.indexOf(chosen) - (at < colors.indexOf(chosen) ? 1 : 0)));
    } else setIndex(at);
    setMerging(false);
  };
  const add = () => {
    const next = addColor(colors, colors.includes(FIRST_COLOR) ? freeGrey(colors) : FIRST_COLOR);
    onChange(next, `add ${next.length}`);
    setIndex(next.length - 1);
  };
  return (
    <div className="grid gap-3">
      <ul aria-label="Palette" className="-mx-1 flex flex-wrap">
        {colors.map((color, at) => (
          <li key={color}>
            <button
              type="button"
              aria-label={isMerging && color !== chosen ? `Merge with ${color}` : color}
              aria-pressed={color === chosen}
              title={color}
              onClick={() => press(color, at)}
              className="group grid size-11 place-items-center rounded-control"
            >
              <span
                className={classNames(
                  "size-8 rounded-md border border-ink/20",
                  color === chosen && "ring-2 ring-accent ring-offset-2 ring-offset-surface",
                  isMerging && color !== chosen && "outline-2 outline-accent outline-dashed outline-offset-2",
                )}
                style={{ background: color }}
              />
            </button>
          </li>
        ))}
        {colors.length < MAX_COLORS && (
          <li>
            <button
              type="button"
              aria-label="Add a colour"
              title="Add a colour"
              onClick={add}
              className="grid size-11 place-items-center"
            >
              <span className="grid size-8 place-items-center rounded-md border border-line-strong border-dashed text-muted hover:text-ink">
                <Plus size={16} aria-hidden="true" />
              </span>
            </button>
          </li>
        )}
      </ul>
      {chosen && (
        <>
          <ColorField
            label="Chosen colour"
            value={chosen}
            onChange={(color) => onChange(replaceColor(colors, chosen, color), `replace ${index}`)}
          />
          <div className="flex flex-wrap gap-2">
            {nearest && (
              <Button size="small" aria-pressed={isMerging} onClick={() => setMerging(!isMerging)}>
                <Merge size={15} aria-hidden="true" />
                {isMerging ? "Now the other one" : "Merge with another"}
              </Button>
            )}
            <Button size="small" onClick={() => onChange(removeColor(colors, chosen), `remove ${chosen}`)}>
              <Trash2 size={15} aria-hidden="true" />
              Remove
            </Button>
          </div>
        </>
      )}
      {colors.length === 0 && <p className="text-[13px] text-warning">Add a colour, or take a palette below.</p>}
    </div>
  );
}

/** A grey that is not there yet. */
function freeGrey(colors: readonly string[]): string {
  for (let level = 0; level < 256; level += 8) {
    const grey = `#${level.toString(16).padStart(2, "0").repeat(3)}`;
    if (!colors.includes(grey)) return grey;
  }
  return FIRST_COLOR;
}
