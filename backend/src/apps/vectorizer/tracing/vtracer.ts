import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import {
  ColorMode,
  type Config,
  Hierarchical,
  PathSimplifyMode,
  type RawDataConfig,
  vectorizeRaw,
} from "@neplex/vectorizer";
import type { Drawing, HexColor, Raster, Shape } from "./drawing";
import { lineGaps } from "./gap-lines";
import { inkOf } from "./ink";
import { TracingRefusal } from "./jobs";
import { labelRaster } from "./palette/labels";
import { distanceSquared, oklabOf, parseColor } from "./palette/oklab";
import { hasNothing, packRaster, paintLabels, unpackRaster } from "./palette/packed";
import { readSvg } from "./svg/read-svg";
import type { TracingProgress } from "./trace";

const modes = {
  spline: PathSimplifyMode.Spline,
  polygon: PathSimplifyMode.Polygon,
  pixel: PathSimplifyMode.None,
} as const;

/** Characters of an SVG beyond which nobody can open it: hundreds of thousands of shapes. */
const MAX_SVG_LENGTH = 32_000_000;
const TOO_MANY_SHAPES =
  "That picture has too many shapes for these settings. Choose a larger smallest shape, or fewer colours.";

/**
 * Traces by VTracer (https://www.visioncortex.org/vtracer-docs). A palette is what it is given to trace, so that no
 * other colour can come of it. What is transparent stays so; line art is black on nothing.
 *
 * @throws TracingRefusal TRACE_FAILED when VTracer gives up, or draws more than anyone can open
 * @throws the signal's reason
 */
export async function traceWithVtracer(
  raster: Raster,
  settings: TraceSettings,
  { signal, onProgress }: TracingProgress = {},
): Promise<Drawing> {
  const { width, height } = raster;
  const isBinary = settings.colorMode === "binary";
  const prepared = prepare(raster, settings);
  onProgress?.(20);
  signal?.throwIfAborted();
  const svg = await traceNatively(prepared.raster, { width, height }, configOf(settings, prepared), signal);
  // VTracer stops only before it begins.
  signal?.throwIfAborted();
  if (svg.length > MAX_SVG_LENGTH) throw new TracingRefusal("TRACE_FAILED", TOO_MANY_SHAPES);
  onProgress?.(80);
  const drawing = { ...readSvg(svg), width, height };
  const shapes = prepared.palette ? drawing.shapes.map(snapTo(prepared.palette)) : drawing.shapes;
  const isCutOut = settings.hierarchical === "cutout" && !isBinary;
  return { ...drawing, shapes, gaps: isCutOut && settings.gapFilling ? lineGaps(shapes, prepared.raster) : [] };
}

interface Prepared {
  raster: Raster;
  palette: readonly HexColor[] | null;
}

function prepare(raster: Raster, settings: TraceSettings): Prepared {
  if (settings.colorMode === "binary") {
    const { palette, ...ink } = inkOf(raster);
    return { raster: onWhite(paintLabels({ ...ink, palette })), palette };
  }
  if (settings.palette.kind === "source") return { raster: unpackRaster(packRaster(raster)), palette: null };
  const map = labelRaster(raster, settings);
  return { raster: paintLabels(map), palette: map.palette };
}

function configOf(settings: TraceSettings, { raster, palette }: Prepared): Config {
  const isPalette = palette !== null;
  return {
    colorMode: settings.colorMode === "binary" ? ColorMode.Binary : ColorMode.Color,
    hierarchical: settings.hierarchical === "cutout" ? Hierarchical.Cutout : Hierarchical.Stacked,
    mode: settings.mode === "fitted" ? modes.spline : modes[settings.mode],
    filterSpeckle: settings.filterSpeckle,
    colorPrecision: isPalette ? 8 : settings.colorPrecision,
    layerDifference: isPalette ? 0 : settings.layerDifference,
    cornerThreshold: settings.cornerThreshold,
    lengthThreshold: settings.lengthThreshold,
    maxIterations: settings.maxIterations,
    spliceThreshold: settings.spliceThreshold,
    pathPrecision: settings.pathPrecision,
    // By default VTracer looks for transparent pixels in five rows only.
    ...(hasNothing(raster) && { keyingThreshold: 0 }),
  };
}

async function traceNatively(
  { data }: Raster,
  size: RawDataConfig,
  config: Config,
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    return await vectorizeRaw(Buffer.from(data.buffer, data.byteOffset, data.byteLength), size, config, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (isNativeFailure(error)) throw new TracingRefusal("TRACE_FAILED", TOO_MANY_SHAPES);
    throw error;
  }
}

/** What VTracer's binding says of a panic, as pictures of hundreds of thousands of shapes cause; nothing else is known. */
function isNativeFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.startsWith("GenericFailure") || ("code" in error && error.code === "GenericFailure");
}

/** VTracer averages the colours of what it joins. */
function snapTo(palette: readonly HexColor[]): (shape: Shape) => Shape {
  const known = palette.map((color) => ({ color, oklab: oklabOf(...parseColor(color)) }));
  return (shape) => {
    const own = oklabOf(...parseColor(shape.color));
    const [nearest] = known.toSorted(
      (one, other) => distanceSquared(one.oklab, own) - distanceSquared(other.oklab, own),
    );
    return nearest ? { ...shape, color: nearest.color } : shape;
  };
}

function onWhite({ width, height, data }: Raster): Raster {
  const opaque = new Uint8Array(data);
  for (let at = 0; at < opaque.length; at += 4) if (opaque[at + 3] === 0) opaque.fill(255, at, at + 4);
  return { width, height, data: opaque };
}
