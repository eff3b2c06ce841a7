import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { type Drawing, type LabelMap, type Raster, TRANSPARENT } from "./drawing";
import { inkOf } from "./ink";
import { TracingRefusal } from "./jobs";
import { traceOutlines } from "./outline/outlines";
import { calmSideOf, drawableSideOf, noiselessSideOf } from "./palette/busy";
import { withoutGlass } from "./palette/glass";
import { labelRaster } from "./palette/labels";
import { isEmpty } from "./palette/packed";
import { shrink } from "./quality/render-pair";
import { scaleDrawing } from "./scale-drawing";
import { traceWithVtracer } from "./vtracer";

/** How someone who waits hears of a trace, and ends it. */
export interface TracingProgress {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((percent: number) => void) | undefined;
}

export interface TracingOptions extends TracingProgress {
  /** Gives each pixel its colour; one who traces a picture again and again may remember what it gave. */
  readonly label?: typeof labelRaster;
}

/** VTracer's time grows faster than the picture. */
const MAX_SMOOTHED_SIDE = 1_280;

/** Pixels a side beyond which a smaller copy is traced: outlines that VTracer smooths gain nothing by more. */
export function maxSideOf(settings: TraceSettings): number {
  return isSmoothedByVtracer(settings) ? MAX_SMOOTHED_SIDE : Number.POSITIVE_INFINITY;
}

function vtracerSideOf(raster: Raster, settings: TraceSettings): number {
  const maxSide = maxSideOf(settings);
  return isSmoothedByVtracer(settings) ? Math.min(maxSide, noiselessSideOf(raster)) : maxSide;
}

export function isSmoothedByVtracer({ mode }: TraceSettings): boolean {
  return mode === "spline" || mode === "polygon";
}

/**
 * Traces a picture by the settings given, in pixels of the raster; a smaller copy of it beyond {@link maxSideOf},
 * or when it is too busy.
 *
 * @throws TracingRefusal NOTHING_TO_TRACE when all of it is transparent, TRACE_FAILED when nothing is left of it
 * @throws the signal's reason
 */
export async function traceRaster(
  raster: Raster,
  settings: TraceSettings,
  { signal, onProgress, label = labelRaster }: TracingOptions = {},
): Promise<Drawing> {
  const opaque = withoutGlass(raster);
  if (isEmpty(opaque)) throw new TracingRefusal("NOTHING_TO_TRACE");
  const drawing =
    settings.mode === "fitted"
      ? await traceFitted(opaque, settings, { signal, onProgress, label })
      : await traceWithVtracer(await shrink(opaque, vtracerSideOf(opaque, settings)), settings, { signal, onProgress });
  signal?.throwIfAborted();
  if (drawing.shapes.length === 0) throw new TracingRefusal("TRACE_FAILED");
  onProgress?.(100);
  return scaleDrawing(drawing, raster.width, raster.height);
}

async function traceFitted(
  raster: Raster,
  settings: TraceSettings,
  { signal, onProgress, label }: TracingProgress & Required<Pick<TracingOptions, "label">>,
): Promise<Drawing> {
  const find = (picture: Raster) => (settings.colorMode === "binary" ? inkOf(picture) : label(picture, settings));
  const { picture, map } = await findDrawable(raster, find, signal);
  if (map.labels.every((label) => label === TRANSPARENT)) throw new TracingRefusal("TRACE_FAILED");
  onProgress?.(40);
  signal?.throwIfAborted();
  const { hierarchical, cornerThreshold, keepStraight, tolerance, gapFilling } = settings;
  const drawing = traceOutlines(picture, map, {
    ...{ hierarchical, cornerThreshold, keepStraight, tolerance },
    ...(signal && { signal }),
    onProgress: (percent) => onProgress?.(40 + percent * 0.6),
  });
  return gapFilling ? drawing : { ...drawing, gaps: [] };
}

/**
 * A picture with its map, of a smaller copy when it is so busy (noise, the grain of a photo) that to find its colours or
 * to draw its borders would take all the time and memory there is.
 */
async function findDrawable(raster: Raster, find: (picture: Raster) => LabelMap, signal: AbortSignal | undefined) {
  let picture = await shrink(raster, calmSideOf(raster));
  let map = find(picture);
  for (const isSure of [false, true]) {
    const side = drawableSideOf(map, isSure);
    if (side >= Math.max(map.width, map.height)) break;
    signal?.throwIfAborted();
    picture = await shrink(picture, side);
    map = find(picture);
  }
  return { picture, map };
}
