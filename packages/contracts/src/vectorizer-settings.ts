import { z } from "zod";

export const Color = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[\da-f]{6}$/, "Write a colour as #rrggbb.");

/** Largest number of colours that a palette has. */
export const MAX_COLORS = 64;

/** Which colours the vector picture may have. */
export const PaletteChoice = z.discriminatedUnion("kind", [
  /** Those of the picture, as the tracer finds them. */
  z.object({ kind: z.literal("source") }),
  /** At most so many, chosen by how people see colour. */
  z.object({ kind: z.literal("count"), count: z.int().min(2).max(MAX_COLORS) }),
  /** These and no others. */
  z.object({ kind: z.literal("fixed"), colors: z.array(Color).min(1).max(MAX_COLORS) }),
]);
export type PaletteChoice = z.infer<typeof PaletteChoice>;

/** From where to where each number of the tracer goes, and what it is when nobody chose. */
export const traceRanges = {
  tolerance: { min: 0.05, max: 2, default: 0.25 },
  filterSpeckle: { min: 0, max: 128, default: 4 },
  colorPrecision: { min: 1, max: 8, default: 6 },
  layerDifference: { min: 0, max: 255, default: 16 },
  cornerThreshold: { min: 0, max: 180, default: 60 },
  lengthThreshold: { min: 3.5, max: 10, default: 4 },
  maxIterations: { min: 1, max: 20, default: 10 },
  spliceThreshold: { min: 0, max: 180, default: 45 },
  pathPrecision: { min: 0, max: 8, default: 2 },
} as const;
type TraceNumber = keyof typeof traceRanges;

const inRange = (schema: z.ZodNumber, key: TraceNumber) => {
  const { min, max, default: initial } = traceRanges[key];
  return schema.min(min).max(max).default(initial);
};
const number = (key: TraceNumber) => inRange(z.number(), key);
const whole = (key: TraceNumber) => inRange(z.int(), key);

/** How a picture is traced. The names, ranges and defaults are VTracer's where VTracer has them. */
export const TraceSettings = z.object({
  colorMode: z.enum(["color", "binary"]).default("color"),
  /** Shapes lie on each other, or each is cut out of those around it. */
  hierarchical: z.enum(["stacked", "cutout"]).default("stacked"),
  /** How outlines are drawn. "fitted" follows the edge between two pixels and draws it with the fewest nodes; the others are VTracer's. */
  mode: z.enum(["fitted", "spline", "polygon", "pixel"]).default("fitted"),
  /** Pixels that a fitted outline may lie from the edge it follows: more has fewer nodes. */
  tolerance: number("tolerance"),
  /** Shapes smaller than so many pixels squared are left out. */
  filterSpeckle: whole("filterSpeckle"),
  /** Significant bits of a colour channel. */
  colorPrecision: whole("colorPrecision"),
  /** Difference between two colours, 0–255, from which they are two layers. */
  layerDifference: whole("layerDifference"),
  /** Degrees from which a turn is a corner. */
  cornerThreshold: whole("cornerThreshold"),
  /** Pixels a segment may be long before a spline is subdivided. */
  lengthThreshold: number("lengthThreshold"),
  maxIterations: whole("maxIterations"),
  /** Degrees of turning from which a spline is spliced. */
  spliceThreshold: whole("spliceThreshold"),
  /** Decimal places in a path. */
  pathPrecision: whole("pathPrecision"),
  palette: PaletteChoice.default({ kind: "source" }),
  /** Lines below the borders of cut-out shapes, so that nothing shines through between them. */
  gapFilling: z.boolean().default(true),
  /** One group a colour. */
  groupByColor: z.boolean().default(false),
  /** Straight edges and right angles of the picture stay so. */
  keepStraight: z.boolean().default(true),
  /** Fewer bytes for the same picture. */
  optimise: z.boolean().default(true),
});
export type TraceSettings = z.infer<typeof TraceSettings>;

export const Effort = z.enum(["fast", "balanced", "best"]);
export type Effort = z.infer<typeof Effort>;

/** What the automatic tracer may decide, and what it may not. */
export const AutoSettings = z.object({
  effort: Effort.default("balanced"),
  /** The structural similarity to reach, 0–1; that of the effort when left out. */
  targetSsim: z.number().min(0.5).max(1).optional(),
  palette: PaletteChoice.default({ kind: "source" }),
  hierarchical: TraceSettings.shape.hierarchical,
  groupByColor: TraceSettings.shape.groupByColor,
});
export type AutoSettings = z.infer<typeof AutoSettings>;

/** How a document is traced: by its own settings, or by those that are found for it. */
export const TraceRecipe = z.discriminatedUnion("model", [
  z.object({ model: z.literal("vtracer"), settings: TraceSettings }),
  z.object({ model: z.literal("vtracer-auto"), auto: AutoSettings }),
]);
export type TraceRecipe = z.infer<typeof TraceRecipe>;

export const BuiltinPresetId = z.enum(["logo", "icon", "line-art", "illustration", "photo", "pixel-art"]);
export type BuiltinPresetId = z.infer<typeof BuiltinPresetId>;

/** What the presets change of the defaults. */
export const builtinPresets: Readonly<
  Record<BuiltinPresetId, { name: string; summary: string; settings: TraceSettings }>
> = {
  logo: {
    name: "Logo",
    summary: "Few flat colours, straight edges, sharp corners",
    settings: preset({ palette: { kind: "count", count: 8 } }),
  },
  icon: {
    name: "Icon",
    summary: "One or two colours, the fewest nodes",
    settings: preset({ palette: { kind: "count", count: 3 }, filterSpeckle: 3, groupByColor: true }),
  },
  "line-art": {
    name: "Line art",
    summary: "Black lines on nothing but paper",
    settings: preset({ palette: { kind: "count", count: 2 }, filterSpeckle: 3, keepStraight: false }),
  },
  illustration: {
    name: "Illustration",
    summary: "Flat areas in many colours",
    settings: preset({ palette: { kind: "count", count: 24 }, filterSpeckle: 3 }),
  },
  photo: {
    name: "Photo",
    summary: "Soft shades in many layers",
    settings: preset({
      mode: "polygon",
      filterSpeckle: 6,
      colorPrecision: 8,
      layerDifference: 20,
      cornerThreshold: 120,
      keepStraight: false,
      pathPrecision: 1,
    }),
  },
  "pixel-art": {
    name: "Pixel art",
    summary: "Every pixel a square, no smoothing",
    settings: preset({ mode: "pixel", filterSpeckle: 0, colorPrecision: 8, layerDifference: 0, pathPrecision: 0 }),
  },
};

function preset(changes: z.input<typeof TraceSettings>): TraceSettings {
  return TraceSettings.parse(changes);
}
