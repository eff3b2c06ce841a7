import type { OpaquePicture } from "../quality/opaque";
import { areCellsUniform } from "./cells";

/** The squares that pixel art consists of when it was made larger, edge to edge. */
export interface PixelGrid {
  readonly columns: number;
  readonly rows: number;
}

/** A picture of fewer squares a side is a drawing of boxes. */
const LEAST_CELLS = 6;
/** Pixels a side of a square; of one that is no whole number of pixels more, for there any line is near its border. */
const LEAST_CELL = { whole: 2, broken: 4 };
/** Levels of 255 that count as a change: JPEG's ringing stays below for the most part. */
const CHANGE = 24;
/** Of all changes between columns (or rows), how many must lie on the grid. */
const LEAST_SHARE = 0.75;
/** Of the lines of a grid, how many must have a change at all. */
const LEAST_USED = 0.4;

/**
 * The coarsest grid on which the borders of a picture lie, each of its squares of one colour; null when there is none.
 * Squares need not be whole pixels, as long as they were enlarged without smoothing.
 */
export function findPixelGrid(picture: OpaquePicture): PixelGrid | null {
  const columns = countCells(changesBetween(picture, "columns"));
  if (columns === null) return null;
  const rows = Math.round((columns * picture.height) / picture.width);
  if (rows < LEAST_CELLS || !isGrid(changesBetween(picture, "rows"), rows)) return null;
  return areCellsUniform(picture, { columns, rows }) ? { columns, rows } : null;
}

/** How much changes from one column (or row) to the next: item i is the border before column i. */
function changesBetween({ width, height, planes }: OpaquePicture, lines: "columns" | "rows"): Float64Array {
  const isColumns = lines === "columns";
  const changes = new Float64Array(isColumns ? width : height);
  const step = isColumns ? 1 : width;
  for (const plane of planes)
    for (let y = isColumns ? 0 : 1; y < height; y++)
      for (let x = isColumns ? 1 : 0, index = y * width + x; x < width; x++, index++) {
        const change = Math.abs((plane[index] as number) - (plane[index - step] as number));
        const line = isColumns ? x : y;
        if (change > CHANGE) changes[line] = (changes[line] as number) + change;
      }
  return changes;
}

function countCells(changes: Float64Array): number | null {
  const most = Math.floor(changes.length / LEAST_CELL.whole);
  for (let cells = LEAST_CELLS; cells <= most; cells++) if (isGrid(changes, cells)) return cells;
  return null;
}

function isGrid(changes: Float64Array, cells: number): boolean {
  const size = changes.length / cells;
  if (!Number.isInteger(size) && size < LEAST_CELL.broken) return false;
  const total = changes.reduce((sum, change) => sum + change, 0);
  let [onGrid, used] = [0, 0];
  for (let line = 1; line < cells; line++) {
    const [before, after] = [Math.floor(line * size), Math.ceil(line * size)];
    const change = (changes[before] as number) + (after === before ? 0 : (changes[after] as number));
    onGrid += change;
    if (change > total / (20 * cells)) used++;
  }
  return total > 0 && onGrid >= LEAST_SHARE * total && used >= LEAST_USED * (cells - 1);
}
