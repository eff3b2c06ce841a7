export type GridLayout = "grid" | "list";

export interface GridSizes {
  columns: number;
  rowHeight: number;
  gap: number;
}

const MIN_TILE_WIDTH = { narrow: 150, wide: 196 };
const NARROW_WIDTH = 560;
/** Two lines of words below a square. */
export const TILE_WORDS_HEIGHT = 52;
export const LIST_ROW_HEIGHT = 76;

/** How many stand beside each other in a width, and how high a row is: known before any picture is there. */
export function sizesOf(width: number, layout: GridLayout): GridSizes {
  if (layout === "list") return { columns: 1, rowHeight: LIST_ROW_HEIGHT, gap: 8 };
  const isNarrow = width < NARROW_WIDTH;
  const gap = isNarrow ? 8 : 12;
  const least = isNarrow ? MIN_TILE_WIDTH.narrow : MIN_TILE_WIDTH.wide;
  const columns = Math.max(2, Math.floor((width + gap) / (least + gap)));
  const side = (width - gap * (columns - 1)) / columns;
  return { columns, rowHeight: side + TILE_WORDS_HEIGHT, gap };
}
