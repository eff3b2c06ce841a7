import { SelectMark } from "@lumiku/ui/selection";
import { memo, type ReactNode } from "react";
import type { GridLayout } from "./grid-layout";

export interface TileState {
  layout: GridLayout;
  /** Whether the keyboard is here, so that what is inside can be reached. */
  isActive: boolean;
}

export type RenderTile = (id: string, state: TileState) => ReactNode;

interface GridCellProps {
  id: string;
  column: number;
  layout: GridLayout;
  isSelected: boolean;
  isActive: boolean;
  renderTile: RenderTile;
}

/** One picture among others, and the mark that chooses it. What happens to it is heard by the grid. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { id, column, layout, isSelected, isActive, renderTile } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table cannot be left out and put anywhere.
    <div
      role="gridcell"
      data-id={id}
      aria-colindex={column + 1}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      className="group/cell relative min-w-0 cursor-pointer rounded-card outline-none [-webkit-touch-callout:none] focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-2 aria-selected:ring-2 aria-selected:ring-accent"
    >
      {renderTile(id, { layout, isActive })}
      <span
        data-mark
        className={
          layout === "grid"
            ? "absolute top-0 left-0 opacity-0 transition-opacity duration-150 group-hover/cell:opacity-100 group-focus-visible/cell:opacity-100 group-aria-selected/cell:opacity-100 group-data-selecting/grid:opacity-100"
            : "absolute top-1/2 left-1 -translate-y-1/2"
        }
      >
        {/* Whoever uses a keyboard or a screen reader chooses the cell itself: one stop instead of two. */}
        <span inert className="block">
          <SelectMark isSelected={isSelected} label="" onToggle={() => {}} />
        </span>
      </span>
    </div>
  );
});
