import type { Drawing, LabelMap, Raster } from "../drawing";
import { createArcs } from "./arcs";
import { traceBorders } from "./borders";
import { drawCutOut } from "./cut-out";
import { findFaces } from "./faces";
import type { FitOptions } from "./outline-fit";
import { drawStacked } from "./stacked";

export interface OutlineOptions extends FitOptions {
  /** Shapes lie on each other, or each is cut out of those around it. */
  readonly hierarchical: "stacked" | "cutout";
  readonly signal?: AbortSignal | undefined;
  /** Percent done, 0–100. */
  readonly onProgress?: ((percent: number) => void) | undefined;
}

/** Percent done when the borders are known. */
const BORDERS_DONE = 20;

/**
 * Draws the areas of a label map with outlines that follow the edges of the picture to a small part of a pixel, with
 * as few nodes as keep within the tolerance. The picture tells where an edge is by the blend of its anti-aliased
 * pixels; the map tells which pixels belong together.
 *
 * @throws the signal's reason when it is aborted, looked at once a percent
 */
export function traceOutlines(raster: Raster, map: LabelMap, options: OutlineOptions): Drawing {
  const { signal, onProgress, hierarchical } = options;
  const { width, height } = map;
  signal?.throwIfAborted();
  const faces = findFaces(raster, map);
  signal?.throwIfAborted();
  const borders = traceBorders(faces);
  let told = BORDERS_DONE;
  onProgress?.(told);
  const onShape = (share: number) => {
    const percent = BORDERS_DONE + Math.floor((100 - BORDERS_DONE) * share);
    if (percent <= told) return;
    told = percent;
    signal?.throwIfAborted();
    onProgress?.(percent);
  };
  signal?.throwIfAborted();
  const arcs = createArcs(raster, faces, borders);
  if (hierarchical === "cutout") {
    return { width, height, ...drawCutOut(map, faces, borders, arcs, options, onShape) };
  }
  return { width, height, gaps: [], shapes: drawStacked(map, faces, borders, arcs, options, onShape) };
}
