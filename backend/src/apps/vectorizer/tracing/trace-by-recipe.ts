import type { TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { AutoChoice } from "@lumiku/contracts/vectorizer-traces";
import { traceAutomatically } from "./auto/trace-automatically";
import type { Drawing, Raster } from "./drawing";
import type { Traced } from "./jobs";
import { layersOf } from "./layers";
import { decodePicture } from "./picture";
import { measureQuality } from "./quality/measure-quality";
import { scaleDrawing } from "./scale-drawing";
import { writeSvg } from "./svg/write-svg";
import { maxSideOf, type TracingProgress, traceRaster } from "./trace";

export interface RecipeRequest {
  /** An encoded bitmap. */
  readonly bytes: Uint8Array;
  readonly recipe: TraceRecipe;
  readonly title: string;
  /** Pixels a side beyond which a smaller copy is traced. */
  readonly maxSide: number;
  /** For finding settings. */
  readonly budgetMs: number;
}

/** A trace, and the size of the bitmap that it stands for. */
export type RecipeTrace = Omit<Traced, "png"> & { readonly width: number; readonly height: number };

/** Percent of the whole at which each step begins. */
const BEGINS = { tracing: 5, measuring: 80 };

/**
 * From a file to its SVG, which has the size of the original whatever size was traced, and what there is to say of it.
 *
 * @throws TracingRefusal NOTHING_TO_TRACE, TRACE_FAILED
 * @throws the signal's reason
 */
export async function traceByRecipe(
  request: RecipeRequest,
  { signal, onProgress }: TracingProgress = {},
): Promise<RecipeTrace> {
  const { raster, width, height } = await decodePicture(request.bytes, request);
  const startedAt = performance.now();
  onProgress?.(BEGINS.tracing);
  signal?.throwIfAborted();
  const span = BEGINS.measuring - BEGINS.tracing;
  const found = await findDrawing(raster, request, {
    signal,
    onProgress: (percent) => onProgress?.(BEGINS.tracing + (span * percent) / 100),
  });
  const drawing = scaleDrawing(found.drawing, width, height);
  const { pathPrecision: precision, groupByColor, optimise: isOptimised } = found.settings;
  const svg = writeSvg(drawing, { precision, groupByColor, title: request.title, isOptimised });
  const durationMs = performance.now() - startedAt;
  onProgress?.(BEGINS.measuring);
  signal?.throwIfAborted();
  return {
    ...{ svg, width, height },
    settings: found.settings,
    choice: found.choice,
    report: await measureQuality(raster, svg, drawing, durationMs),
    layers: layersOf(drawing),
    tracedAt: Math.min(Math.max(raster.width, raster.height), maxSideOf(found.settings)),
  };
}

interface Found {
  drawing: Drawing;
  settings: TraceSettings;
  choice: AutoChoice | null;
}

async function findDrawing(
  raster: Raster,
  { recipe, title, budgetMs }: RecipeRequest,
  progress: TracingProgress,
): Promise<Found> {
  if (recipe.model === "vtracer-auto") {
    return traceAutomatically(raster, recipe.auto, { ...progress, title, budgetMs });
  }
  const { settings } = recipe;
  return { drawing: await traceRaster(raster, settings, progress), settings, choice: null };
}
