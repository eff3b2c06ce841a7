import type { Drawing, GapLine, HexColor, Shape } from "../drawing";
import { mergeShapes } from "./merge-shapes";
import { writePathData } from "./path-data";

export interface SvgOptions {
  /** Decimal places of a coordinate, 0–8. */
  precision: number;
  /** One `<g>` for a run of shapes of one colour. */
  groupByColor: boolean;
  title: string;
  /** The shortest path data there is, and shapes of one colour in one path where nothing lies between them. */
  isOptimised: boolean;
}

/** A drawing as an SVG document: viewBox, title, paths; no ids, styles or scripts. */
export function writeSvg(drawing: Drawing, { precision, groupByColor, title, isOptimised }: SvgOptions): string {
  const { width, height, gaps } = drawing;
  const newline = isOptimised ? "" : "\n";
  const color = isOptimised ? shortColor : (hex: HexColor) => hex;
  const write = { precision, color, isShort: isOptimised };
  const shapes = isOptimised ? mergeShapes(drawing.shapes) : drawing.shapes;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill-rule="evenodd">`,
    `<title>${escapeText(title)}</title>`,
    ...writeGaps(gaps, write),
    ...(groupByColor
      ? writeGroups(shapes, write)
      : shapes.map((shape) => writeShape(shape, paintOf(shape, write), write))),
    "</svg>",
  ];
  return parts.filter((part) => part !== "").join(newline);
}

interface Writing {
  precision: number;
  color: (hex: HexColor) => string;
  isShort: boolean;
}

function writeGaps(gaps: readonly GapLine[], writing: Writing): string[] {
  const byWidth = Map.groupBy(gaps, (gap) => gap.width);
  return [...byWidth].flatMap(([width, lines]) => [
    `<g fill="none" stroke-width="${Number(width.toFixed(2))}" stroke-linecap="round" stroke-linejoin="round">`,
    ...lines.map(({ color, subpaths }) => {
      const data = writePathData(subpaths, { ...writing, kind: "line" });
      return data && `<path stroke="${writing.color(color)}" d="${data}"/>`;
    }),
    "</g>",
  ]);
}

/** Runs of one paint in the order of painting. */
function writeGroups(shapes: readonly Shape[], writing: Writing): string[] {
  const runs: Shape[][] = [];
  for (const shape of shapes) {
    const run = runs.at(-1);
    if (run?.[0] && run[0].color === shape.color && run[0].opacity === shape.opacity) run.push(shape);
    else runs.push([shape]);
  }
  return runs.flatMap((run) => {
    const paths = run.map((shape) => writeShape(shape, "", writing)).filter((path) => path !== "");
    return run[0] && paths.length > 0 ? [`<g${paintOf(run[0], writing)}>`, ...paths, "</g>"] : [];
  });
}

function writeShape({ subpaths }: Shape, paint: string, writing: Writing): string {
  const data = writePathData(subpaths, { ...writing, kind: "filled" });
  return data && `<path${paint} d="${data}"/>`;
}

function paintOf({ color, opacity }: Shape, writing: Writing): string {
  const fill = writing.isShort && color === "#000000" ? "" : ` fill="${writing.color(color)}"`;
  return opacity === 1 ? fill : `${fill} fill-opacity="${Number(opacity.toFixed(3))}"`;
}

/** "#ffcc00" as "#fc0". */
function shortColor(hex: HexColor): string {
  return hex.replace(/^#(.)\1(.)\2(.)\3$/, "#$1$2$3");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Without the control characters that XML 1.0 forbids. */
function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const clean = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return clean.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
