import { serveJobs } from "@lumiku/app-sdk/processes";
import { exportDrawing } from "../exports/export-drawing";
import { classify } from "./auto/classify";
import { DRAFT_SIDE, MAX_TRACED_SIDE, SMOOTHED_DRAFT_SIDE, type TracingJobs } from "./jobs";
import { quantise } from "./palette/quantise";
import { suggestPalettes } from "./palette/suggest";
import { decodePicture, encodePng, renderSvg } from "./picture";
import { drawDifference } from "./quality/difference";
import { isSmoothedByVtracer } from "./trace";
import { traceByRecipe } from "./trace-by-recipe";

/** Pixels a side of what palettes are found in. */
const PALETTE_SIDE = 1_024;
/** For finding the settings of a draft, in milliseconds. */
const DRAFT_BUDGET_MS = 500;
/** Percent done when nothing but the PNG is left. */
const RENDERING = 95;

serveJobs<TracingJobs>({
  async trace(input, { signal, onProgress }) {
    const { width, height, ...traced } = await traceByRecipe(input, { signal, onProgress });
    onProgress(RENDERING);
    signal.throwIfAborted();
    const scale = Math.min(1, MAX_TRACED_SIDE / Math.max(width, height));
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    return { ...traced, png: await encodePng(await renderSvg(traced.svg, side(width), side(height))) };
  },
  async draft(input, { signal, onProgress }) {
    const { recipe } = input;
    const isSmoothed = recipe.model === "vtracer" && isSmoothedByVtracer(recipe.settings);
    const request = { ...input, maxSide: isSmoothed ? SMOOTHED_DRAFT_SIDE : DRAFT_SIDE, budgetMs: DRAFT_BUDGET_MS };
    const { width, height, ...traced } = await traceByRecipe(request, { signal, onProgress });
    return traced;
  },
  async classify({ bytes }) {
    return classify((await decodePicture(bytes, { maxSide: DRAFT_SIDE })).raster).kind;
  },
  async palettes({ bytes }) {
    return suggestPalettes((await decodePicture(bytes, { maxSide: PALETTE_SIDE })).raster);
  },
  async quantise({ bytes, colors, maxSide }) {
    return encodePng(quantise((await decodePicture(bytes, { maxSide })).raster, colors));
  },
  async difference({ bytes, svg }) {
    return drawDifference((await decodePicture(bytes, { maxSide: MAX_TRACED_SIDE })).raster, svg);
  },
  export: exportDrawing,
});
