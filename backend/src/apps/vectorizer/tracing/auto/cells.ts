import type { Raster } from "../drawing";
import type { OpaquePicture } from "../quality/opaque";
import type { PixelGrid } from "./pixel-grid";

/** Of a square's pixels, how many may be off its colour, and by how many levels: a rounded corner has more. */
const STRAY = { share: 0.1, levels: 64 };
/** Of all squares, how many may have more than that. */
const ODD_CELLS = 0.002;

/** Whether the squares of a grid are of one colour each, but for JPEG's noise. */
export function areCellsUniform({ width, height, planes }: OpaquePicture, { columns, rows }: PixelGrid): boolean {
  let odd = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const inside = insideOf({ width, height }, { columns, rows }, column, row);
      const isOdd = planes.some((plane) => {
        const values = inside.map((index) => plane[index] as number);
        const middle = medianOf(values);
        return values.filter((value) => Math.abs(value - middle) > STRAY.levels).length > STRAY.share * values.length;
      });
      if (isOdd) odd++;
    }
  return odd <= ODD_CELLS * rows * columns;
}

/** The picture at one pixel a square: the median of each, so that noise and ringing are gone. */
export function shrinkToCells(raster: Raster, grid: PixelGrid): Raster {
  const data = new Uint8Array(grid.columns * grid.rows * 4);
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const inside = insideOf(raster, grid, column, row);
      for (let channel = 0; channel < 4; channel++)
        data[(row * grid.columns + column) * 4 + channel] = medianOf(
          inside.map((index) => raster.data[index * 4 + channel] as number),
        );
    }
  return { width: grid.columns, height: grid.rows, data };
}

const medianOf = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;

/** The indices of a square's pixels, without those that its border runs through. */
function insideOf(size: { width: number; height: number }, grid: PixelGrid, column: number, row: number): number[] {
  const [left, right] = [(column * size.width) / grid.columns, ((column + 1) * size.width) / grid.columns];
  const [top, bottom] = [(row * size.height) / grid.rows, ((row + 1) * size.height) / grid.rows];
  const indices: number[] = [];
  for (let y = Math.ceil(top); y < Math.floor(bottom); y++)
    for (let x = Math.ceil(left); x < Math.floor(right); x++) indices.push(y * size.width + x);
  return indices;
}
