import type { HexColor, Subpath } from "../tracing/drawing";

/** Points of print that a pixel measures: 96 of them are an inch, as in CSS. */
export const POINTS_PER_PIXEL = 0.75;

/** Red, green and blue of "#rrggbb", 0–1. */
export function rgbOf(color: HexColor): [red: number, green: number, blue: number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** A number as PDF and PostScript write it, to four decimal places: neither knows exponents in all places. */
export function decimal(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}

export const decimals = (values: readonly number[]) => values.map(decimal).join(" ");

/** Filled outlines, in the path operators of PDF, `m l c h` (ISO 32000-2, 8.5.2), one a line, in pixels; an EPS defines them. */
export function outlineOperators(subpaths: readonly Subpath[]): string {
  return subpaths.map((subpath) => `${segmentOperators(subpath)}h\n`).join("");
}

/** Lines to be stroked, as {@link outlineOperators}; only one that ends where it begins is closed. */
export function lineOperators(subpaths: readonly Subpath[]): string {
  return subpaths
    .map((subpath) => {
      const { x, y, segments } = subpath;
      const [endX, endY] = segments.at(-1)?.slice(-2) ?? [];
      return `${segmentOperators(subpath)}${endX === x && endY === y ? "h\n" : ""}`;
    })
    .join("");
}

function segmentOperators({ x, y, segments }: Subpath): string {
  const lines = segments.map((segment) => `${decimals(segment)} ${segment.length === 2 ? "l" : "c"}\n`);
  return `${decimals([x, y])} m\n${lines.join("")}`;
}
