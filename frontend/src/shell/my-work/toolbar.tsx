import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { LayoutGrid, List, SquareCheck, X } from "lucide-react";
import type { GridLayout } from "./grid-layout";

interface ToolbarProps {
  /** "1,000 pieces of work". */
  words: string;
  layout: GridLayout;
  onLayout: (layout: GridLayout) => void;
  isSelecting: boolean;
  onSelecting: (isSelecting: boolean) => void;
}

const layouts = [
  { value: "grid", label: "Grid", Icon: LayoutGrid },
  { value: "list", label: "List", Icon: List },
] as const;

/** Above a grid: how much there is, how it is shown, and the way into choosing for fingers. */
export function Toolbar({ words, layout, onLayout, isSelecting, onSelecting }: ToolbarProps) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3">
      <p role="status" className="tabular min-w-0 truncate text-[13px] text-muted">
        {words}
      </p>
      <div className="flex shrink-0 items-center gap-1">
        <Button
          look="quiet"
          size="small"
          className="max-md:h-11"
          aria-pressed={isSelecting}
          onClick={() => onSelecting(!isSelecting)}
        >
          {isSelecting ? <X size={16} aria-hidden="true" /> : <SquareCheck size={16} aria-hidden="true" />}
          {isSelecting ? "Done" : "Select"}
        </Button>
        <fieldset className="flex">
          <legend className="sr-only">Layout</legend>
          {layouts.map(({ value, label, Icon }) => (
            <label
              key={value}
              title={label}
              className={classNames(
                "grid size-9 cursor-pointer place-items-center rounded-control transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:size-11",
                value === layout ? "bg-accent-soft text-accent-ink" : "text-muted hover:bg-sunken hover:text-ink",
              )}
            >
              <input
                type="radio"
                name="layout"
                aria-label={label}
                className="sr-only"
                checked={value === layout}
                onChange={() => onLayout(value)}
              />
              <Icon size={17} aria-hidden="true" />
            </label>
          ))}
        </fieldset>
      </div>
    </div>
  );
}
