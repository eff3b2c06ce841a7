import type { Drawing } from "../tracing/drawing";
import { encodePng, renderSvg } from "../tracing/picture";
import { writeSvg } from "../tracing/svg/write-svg";

/** A drawing over nothing, its longest side so many pixels. */
export async function writePng(drawing: Drawing, { size }: { size: number }): Promise<Uint8Array> {
  const { width, height } = drawing;
  const svg = writeSvg(drawing, { precision: 4, groupByColor: false, title: "", isOptimised: false });
  const side = (length: number) => Math.max(1, Math.round((length * size) / Math.max(width, height)));
  return encodePng(await renderSvg(svg, side(width), side(height)));
}
