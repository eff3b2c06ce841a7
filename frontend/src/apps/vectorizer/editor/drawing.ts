import { type Box, readOutline } from "./path-data";

/** One path of an SVG, ready to be painted. */
export interface PaintedPath {
  /** "#rrggbb": the layer it belongs to. */
  color: string;
  /** 0–1. */
  opacity: number;
  /** Of a line along a border, in units of the picture; null for a filled shape. */
  lineWidth: number | null;
  fillRule: CanvasFillRule;
  path: Path2D;
  nodes: Float32Array;
  box: Box;
}

/** A vector picture as it is painted on a canvas, from first to last. */
export interface Drawing {
  width: number;
  height: number;
  paths: readonly PaintedPath[];
}

/**
 * Reads an SVG of the tracer. Only sizes, paths and their paint are taken from it, so nothing else of it can ever get
 * into the page.
 */
export function readDrawing(svg: string): Drawing {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const [, , width = 0, height = 0] = (root.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  const paths = [...root.getElementsByTagName("path")].flatMap((element) => readPath(element) ?? []);
  return { width, height, paths };
}

function readPath(element: Element): PaintedPath | undefined {
  const data = element.getAttribute("d") ?? "";
  const stroke = readColor(inherited(element, "stroke"));
  const fill = readColor(inherited(element, "fill") ?? "#000000");
  const color = stroke ?? fill;
  if (!data || !color) return undefined;
  const opacity = inherited(element, stroke ? "stroke-opacity" : "fill-opacity") ?? inherited(element, "opacity");
  return {
    color,
    opacity: opacity === undefined ? 1 : Number(opacity),
    lineWidth: stroke ? Number(inherited(element, "stroke-width") ?? 1) : null,
    fillRule: inherited(element, "fill-rule") === "evenodd" ? "evenodd" : "nonzero",
    path: new Path2D(data),
    ...readOutline(data),
  };
}

/** An attribute of the element, or of the nearest one around it that has it. */
function inherited(element: Element, name: string): string | undefined {
  return element.closest(`[${name}]`)?.getAttribute(name) ?? undefined;
}

/** "#rrggbb" of "#fc0" too; undefined for "none". */
function readColor(value: string | undefined): string | undefined {
  if (!value || value === "none") return undefined;
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(value);
  return (short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : value).toLowerCase();
}
