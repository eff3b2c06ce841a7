import { AutoSettings, builtinPresets, Effort, type TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { ColorMode, type Config, Hierarchical, PathSimplifyMode, vectorizeRaw } from "@neplex/vectorizer";
import ImageTracer from "imagetracerjs";
import { searchBudgetMs } from "../traces/search-budget";
import { traceAutomatically } from "../tracing/auto/trace-automatically";
import type { Raster } from "../tracing/drawing";
import { overWhite } from "../tracing/quality/opaque";
import { writeSvg } from "../tracing/svg/write-svg";
import { traceRaster } from "../tracing/trace";

/** Draws a bitmap as SVG. */
export type Tracer = (raster: Raster) => Promise<string> | string;

const title = "Picture";

/** As VTracer's documentation gives them. */
const vtracerDefaults: Config = {
  colorMode: ColorMode.Color,
  hierarchical: Hierarchical.Stacked,
  mode: PathSimplifyMode.Spline,
  filterSpeckle: 4,
  colorPrecision: 6,
  layerDifference: 16,
  cornerThreshold: 60,
  lengthThreshold: 4,
  maxIterations: 10,
  spliceThreshold: 45,
  pathPrecision: 2,
};

/** Others', by name, each as it comes. They have trouble with transparency, so they get the picture on white paper, too. */
export const rivals = {
  VTracer: traceWithDefaults,
  "VTracer, on white": (raster) => traceWithDefaults(onWhite(raster)),
  imagetracerjs: (raster) => ImageTracer.imagedataToSVG(raster),
  "imagetracerjs, on white": (raster) => ImageTracer.imagedataToSVG(onWhite(raster)),
  potrace: tracePotrace,
} satisfies Record<string, Tracer>;

/** Ours, by name. */
export const own: Readonly<Record<string, Tracer>> = {
  ...Object.fromEntries(Object.entries(builtinPresets).map(([id, { settings }]) => [id, traceWith(settings)])),
  ...Object.fromEntries(Effort.options.map((effort) => [`auto ${effort}`, findAndTrace(effort)])),
};

export const hasPotrace = () => Bun.which("potrace") !== null;

function traceWith(settings: TraceSettings): Tracer {
  return async (raster) => {
    const { pathPrecision: precision, groupByColor, optimise: isOptimised } = settings;
    return writeSvg(await traceRaster(raster, settings), { precision, groupByColor, title, isOptimised });
  };
}

function findAndTrace(effort: Effort): Tracer {
  const auto = AutoSettings.parse({ effort });
  return async (raster) => (await traceAutomatically(raster, auto, { title, budgetMs: searchBudgetMs(effort, 1) })).svg;
}

function traceWithDefaults({ data, width, height }: Raster): Promise<string> {
  return vectorizeRaw(Buffer.from(data), { width, height }, vtracerDefaults);
}

function onWhite({ width, height, data }: Raster): Raster {
  const { planes } = overWhite({ width, height, data });
  const channels = [...planes, new Uint8Array(width * height).fill(255)];
  return { width, height, data: data.map((_, at) => (channels[at % 4] as Uint8Array)[at >> 2] as number) };
}

/** The program, with its defaults, on the lightness of the picture: it knows black and white only and cuts at a half. */
async function tracePotrace(raster: Raster): Promise<string> {
  const { planes } = overWhite(raster);
  const grey = planes[0].map((red, index) =>
    Math.round(0.2126 * red + 0.7152 * (planes[1][index] as number) + 0.0722 * (planes[2][index] as number)),
  );
  const pgm = Buffer.concat([Buffer.from(`P5\n${raster.width} ${raster.height}\n255\n`), grey]);
  const potrace = Bun.spawn(["potrace", "--svg", "--output", "-", "-"], { stdin: pgm, stdout: "pipe" });
  const svg = await new Response(potrace.stdout).text();
  if ((await potrace.exited) !== 0) throw new Error("potrace failed");
  return svg;
}
