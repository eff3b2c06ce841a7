import type { AutoSettings, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { AutoChoice } from "@lumiku/contracts/vectorizer-traces";
import type { Drawing, LabelMap, Raster } from "../drawing";
import { labelRaster } from "../palette/labels";
import { scoreSvg } from "../quality/measure-quality";
import { countParts } from "../quality/nodes";
import { shrink } from "../quality/render-pair";
import { scaleDrawing } from "../scale-drawing";
import { writeSvg } from "../svg/write-svg";
import { type TracingOptions, type TracingProgress, traceRaster } from "../trace";
import { shrinkToCells } from "./cells";
import { type Classified, classify } from "./classify";
import { ladderFor, type Rung } from "./ladders";
import { chooseBest, type Outcome, reaches, searchLadder } from "./search";
import { type Target, targetFor } from "./targets";

export interface AutoOptions extends TracingProgress {
  /** For the search; the winner is traced in full after it. One try is always made. */
  readonly budgetMs: number;
  /** Of the SVG. */
  readonly title: string;
}

export interface AutoTraced {
  readonly drawing: Drawing;
  readonly svg: string;
  readonly settings: TraceSettings;
  readonly choice: AutoChoice;
}

/** Pixels a side of what settings are tried on. */
const SEARCH_SIDE = 768;
/** Percent of the work when settings are found. */
const FOUND = 70;

/**
 * Finds settings for a picture by its kind and by trying, then traces it by them: those with the fewest bytes and nodes
 * that reach the quality of the effort, or that come nearest to it in the time there is.
 *
 * @throws what `traceRaster` throws
 */
export async function traceAutomatically(
  raster: Raster,
  auto: AutoSettings,
  { budgetMs, title, signal, onProgress }: AutoOptions,
): Promise<AutoTraced> {
  const endsAt = performance.now() + budgetMs;
  const picture = classify(raster);
  const { kind, grid } = picture;
  const target = targetFor(kind, auto);
  const ladder = ladderFor(picture, auto);
  const sample = await shrink(raster, SEARCH_SIDE);
  const cells = grid ? shrinkToCells(raster, grid) : null;
  const label = rememberLabels();

  const trace = async (source: Raster, { settings }: Rung, options: TracingOptions) => {
    const drawing = scaleDrawing(await traceRaster(cells ?? source, settings, options), source.width, source.height);
    const { pathPrecision: precision, groupByColor, optimise: isOptimised } = settings;
    return { drawing, svg: writeSvg(drawing, { precision, groupByColor, title, isOptimised }) };
  };

  const traces = new Map<Rung, Awaited<ReturnType<typeof trace>>>();
  const tried = await searchLadder(ladder, {
    target,
    effort: auto.effort,
    hasTime: () => performance.now() < endsAt,
    measure: async (rung): Promise<Outcome> => {
      signal?.throwIfAborted();
      const traced = await trace(sample, rung, { signal, label });
      traces.set(rung, traced);
      onProgress?.((FOUND * traces.size) / (traces.size + 1));
      const { nodes } = countParts(traced.drawing);
      return { rung, ...(await scoreSvg(sample, traced.svg)), bytes: Buffer.byteLength(traced.svg), nodes };
    },
  });

  const best = chooseBest(tried, target);
  const found = sample === raster ? traces.get(best.rung) : undefined;
  const follow = { signal, onProgress: (percent: number) => onProgress?.(FOUND + (percent * (100 - FOUND)) / 100) };
  const traced = found ?? (await trace(raster, best.rung, follow));
  return { ...traced, settings: best.rung.settings, choice: describe(tried, best, target, picture) };
}

/** For tries on one picture: they differ in their outlines more often than in their colours. */
function rememberLabels(): typeof labelRaster {
  const maps = new Map<string, LabelMap>();
  return (raster, { palette, filterSpeckle }) => {
    const key = JSON.stringify([palette, filterSpeckle, raster.width, raster.height]);
    const map = maps.get(key) ?? labelRaster(raster, { palette, filterSpeckle });
    maps.set(key, map);
    return map;
  };
}

function describe(
  tried: readonly Outcome[],
  best: Outcome,
  target: Target,
  { kind, because, isNoisy }: Classified,
): AutoChoice {
  const isReached = reaches(best, target);
  return {
    kind,
    because: isNoisy && kind !== "photo" ? `${because} The noise of compression is left out.` : because,
    targetSsim: target.ssim,
    isReached,
    summary: isReached ? praise(tried.length, best) : admit(tried.length, best, target),
    tried: tried.map((outcome) => ({
      label: outcome.rung.label,
      ssim: round(outcome.ssim),
      bytes: outcome.bytes,
      nodes: outcome.nodes,
      isChosen: outcome === best,
    })),
  };
}

function praise(count: number, { ssim }: Outcome): string {
  return `${count === 1 ? "The first try" : `Of ${count} tries, the one with the fewest bytes`} at ${round(ssim)}.`;
}

function admit(count: number, { ssim, psnr }: Outcome, target: Target): string {
  const who = count === 1 ? "One try" : `${count} tries`;
  return ssim < target.ssim
    ? `${who} did not reach ${target.ssim}; this came nearest, at ${round(ssim)}.`
    : `${who} reached ${target.ssim}, but not ${target.psnr} dB; this came nearest, at ${round(ssim)} and ${psnr?.toFixed(1)} dB.`;
}

/** As four decimal places, never up to a target that was missed. */
const round = (ssim: number) => Math.floor(ssim * 10_000) / 10_000;
