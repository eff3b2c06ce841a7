export interface GridPlace {
  index: number;
  count: number;
  columns: number;
  /** Rows that are seen at once. */
  pageRows: number;
}

/** Where a key leads in a grid of rows and columns; undefined for keys that do not move. */
export function moveInGrid(key: string, isWhole: boolean, place: GridPlace): number | undefined {
  const { index, count, columns, pageRows } = place;
  const rowStart = index - (index % columns);
  const target: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index - columns,
    ArrowDown: down(index, columns, place),
    Home: isWhole ? 0 : rowStart,
    End: isWhole ? count - 1 : Math.min(rowStart + columns, count) - 1,
    PageUp: (index % columns) + Math.max(rowStart - pageRows * columns, 0),
    PageDown: down(index, pageRows * columns, place),
  };
  const to = target[key];
  if (to === undefined) return undefined;
  return to < 0 || to >= count ? index : to;
}

/** As far down as there is something, also into a last row that is shorter. */
function down(index: number, distance: number, { columns, count }: GridPlace): number {
  const isLastRow = Math.floor(index / columns) === Math.floor((count - 1) / columns);
  return isLastRow ? index : Math.min(index + distance, count - 1);
}
