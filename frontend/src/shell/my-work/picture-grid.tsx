import type { Selection } from "@lumiku/ui/selection";
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { GridCell, type RenderTile } from "./grid-cell";
import { type GridLayout, type GridSizes, sizesOf } from "./grid-layout";
import { useGridFocus } from "./use-grid-focus";
import { useGridGestures } from "./use-grid-gestures";

export interface PictureGridProps {
  /** What is in it, for screen readers. */
  label: string;
  ids: readonly string[];
  layout: GridLayout;
  selection: Selection;
  /** Whether a tap chooses instead of opening. */
  isSelecting: boolean;
  /** The same function as long as the same tiles are drawn. */
  renderTile: RenderTile;
  onOpen: (id: string) => void;
  onRemove?: (id: string) => void;
  /** There is more on the server. */
  hasMore: boolean;
  onNearEnd: () => void;
  /** What is looked at; the focus goes there when it is closed. */
  openId?: string | undefined;
}

/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 3;
/** Rows ahead of which the next page is fetched. */
const ROWS_AHEAD = 12;
const ROWS_TO_COME = 3;
/** What lies over the page above and below: header, bottom bar, what can be done with the selection. */
const COVERED = { above: 72, below: 140 };

/**
 * Pictures in rows, of which only those in sight are drawn. Arrow keys move through it, Space and Shift choose, Enter
 * opens; so do click, Shift with a click, and a long press.
 */
export function PictureGrid(props: PictureGridProps) {
  const { label, ids, layout, selection, isSelecting, renderTile, hasMore, onNearEnd } = props;
  const { box, width, top } = useMeasuredBox(ids.length);
  const focusedRow = useRef(-1);
  const sizes = sizesOf(width, layout);
  const { columns, rowHeight, gap } = sizes;
  const rowCount = Math.ceil(ids.length / columns);
  const virtualizer = useWindowVirtualizer({
    count: width > 0 ? rowCount + (hasMore ? ROWS_TO_COME : 0) : 0,
    estimateSize: () => rowHeight,
    getItemKey: (index) => index,
    gap,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: COVERED.above,
    scrollPaddingEnd: COVERED.below,
    useFlushSync: false,
    // The row with the focus stays, wherever one scrolls.
    rangeExtractor: useCallback((range: Range) => extractRows(range, focusedRow.current), []),
  });
  const scrollToIndex = (index: number) =>
    virtualizer.scrollToIndex(Math.floor(index / columns), { align: "auto", behavior: "auto" });
  const { activeId, focus, focusProps, focusedIndex } = useGridFocus({ ...props, box, scrollToIndex });
  focusedRow.current = focusedIndex < 0 ? -1 : Math.floor(focusedIndex / columns);
  const gestures = useGridGestures({ ...props, activeId, focus, columns, pageRows: pageRowsOf(sizes) });

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have another height then.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight, gap]);
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastRow + ROWS_AHEAD >= rowCount) onNearEnd();
  }, [hasMore, lastRow, rowCount, onNearEnd]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a table cannot be left out and put anywhere.
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={hasMore ? -1 : rowCount}
      aria-colcount={columns}
      data-selecting={isSelecting || undefined}
      className="group/grid relative select-none outline-none"
      style={{ height: virtualizer.getTotalSize() }}
      {...focusProps}
      {...gestures}
    >
      {rows.map(({ index, start, key }) => (
        <GridRow
          key={key}
          {...{ index, ids, columns, layout, renderTile, gap }}
          offset={start - top}
          height={rowHeight}
          selected={selection.selected}
          activeId={activeId}
        />
      ))}
    </div>
  );
}

interface GridRowProps {
  index: number;
  ids: readonly string[];
  columns: number;
  layout: GridLayout;
  gap: number;
  offset: number;
  height: number;
  selected: ReadonlySet<string>;
  activeId: string | undefined;
  renderTile: RenderTile;
}

const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, ids, columns, layout, gap, offset, height, selected, activeId, renderTile } = props;
  const members = ids.slice(index * columns, (index + 1) * columns);
  const isToCome = members.length === 0;
  const cells: ReactNode[] = isToCome
    ? Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places are all alike.
        <div key={column} className="animate-pulse rounded-card bg-sunken" />
      ))
    : members.map((id, column) => (
        <GridCell
          key={id}
          {...{ id, column, layout, renderTile }}
          isSelected={selected.has(id)}
          isActive={id === activeId}
        />
      ));
  return (
    <div
      {...(isToCome ? { "aria-hidden": true } : { role: "row", "aria-rowindex": index + 1 })}
      className="absolute inset-x-0 top-0 grid"
      style={{
        height,
        gap,
        transform: `translateY(${offset}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {cells}
    </div>
  );
});

function extractRows(range: Range, focusedRow: number): number[] {
  const rows = defaultRangeExtractor(range);
  if (focusedRow < 0 || focusedRow >= range.count || rows.includes(focusedRow)) return rows;
  return focusedRow < (rows[0] ?? 0) ? [focusedRow, ...rows] : [...rows, focusedRow];
}

function pageRowsOf({ rowHeight, gap }: GridSizes): number {
  return Math.max(1, Math.floor((window.innerHeight - COVERED.above) / (rowHeight + gap)));
}

/** How wide the box is, and how far below the top of the page; both may change when something above does. */
function useMeasuredBox(trigger: number) {
  const box = useRef<HTMLDivElement>(null);
  const [{ width, top }, setPlace] = useState({ width: 0, top: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is above changes with what is in it.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const rectangle = element.getBoundingClientRect();
      const place = { width: rectangle.width, top: Math.round(rectangle.top + window.scrollY) };
      setPlace((before) => (before.width === place.width && before.top === place.top ? before : place));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, [trigger]);
  return { box, width, top };
}
