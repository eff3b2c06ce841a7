import { Asset } from "@lumiku/app-sdk";
import { z } from "zod";
import { Color, TraceRecipe, TraceSettings } from "./vectorizer-settings";

/** How near the vector picture comes to the bitmap, and what it takes. Both are compared over white, at `comparedAt`. */
export const QualityReport = z.object({
  /** Structural similarity (Wang 2004), 0–1, a channel each, and their mean. */
  ssim: z.object({ red: z.number(), green: z.number(), blue: z.number(), mean: z.number() }),
  /** Peak signal-to-noise ratio in dB; null when not one pixel differs. */
  psnr: z.number().nullable(),
  /** Colour difference CIEDE2000: below 1 nobody sees it. */
  deltaE: z.object({ mean: z.number(), p95: z.number() }),
  /** How many edges of one are edges of the other, 0–1: the harmonic mean of precision and recall within one pixel. */
  edgeF1: z.number(),
  paths: z.int(),
  nodes: z.int(),
  colors: z.int(),
  bytes: z.int(),
  gzipBytes: z.int(),
  /** From the decoded bitmap to the finished SVG. */
  durationMs: z.int(),
  comparedAt: z.object({ width: z.int(), height: z.int() }),
});
export type QualityReport = z.infer<typeof QualityReport>;

export const PictureKind = z.enum(["line-art", "logo", "illustration", "photo", "pixel-art"]);
export type PictureKind = z.infer<typeof PictureKind>;

/** What the automatic tracer chose, and why. */
export const AutoChoice = z.object({
  kind: PictureKind,
  /** For people: "Six flat colours with sharp borders." */
  because: z.string(),
  targetSsim: z.number(),
  isReached: z.boolean(),
  /** For people: why this one of all that were tried. */
  summary: z.string(),
  /** Everything that was tried, in order. */
  tried: z.array(
    z.object({ label: z.string(), ssim: z.number(), bytes: z.int(), nodes: z.int(), isChosen: z.boolean() }),
  ),
});
export type AutoChoice = z.infer<typeof AutoChoice>;

/** All shapes of one colour. */
export const Layer = z.object({
  /** As it was traced; names the layer in edits. */
  color: Color,
  paths: z.int(),
  nodes: z.int(),
});
export type Layer = z.infer<typeof Layer>;

/** What a person changed of a layer. */
export const LayerEdit = z.object({
  color: Color,
  /** Painted in this colour instead. */
  becomes: Color.nullable().default(null),
  isHidden: z.boolean().default(false),
  isDeleted: z.boolean().default(false),
});
export type LayerEdit = z.infer<typeof LayerEdit>;

export const Trace = z.object({
  id: z.string(),
  documentId: z.string(),
  generationId: z.string(),
  model: z.string(),
  /** What it was traced with: those that were found, when it was traced automatically. */
  settings: TraceSettings,
  choice: AutoChoice.nullable(),
  report: QualityReport,
  layers: z.array(Layer),
  edits: z.array(LayerEdit),
  /** Rendered as PNG; `source` is the SVG as it was traced, before edits. */
  asset: Asset,
  /** Higher is newer. */
  version: z.int(),
  createdAt: z.iso.datetime(),
});
export type Trace = z.infer<typeof Trace>;

/** A bitmap that was brought here, and how it is traced. */
export const VectorDocument = z.object({
  id: z.string(),
  name: z.string(),
  /** The bitmap. */
  asset: Asset,
  /** What the editor last had. */
  recipe: TraceRecipe,
  traceCount: z.int(),
  /** The newest. */
  trace: Trace.nullable(),
  /** Higher is newer. */
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type VectorDocument = z.infer<typeof VectorDocument>;

/** A free trace of a small copy, to tune by. */
export const Draft = z.object({
  svg: z.string(),
  /** Of the SVG's viewBox: those of the document's bitmap. */
  width: z.int(),
  height: z.int(),
  /** The longest side of what was traced, in pixels. */
  tracedAt: z.int(),
  report: QualityReport,
  layers: z.array(Layer),
  choice: AutoChoice.nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const PaletteColor = z.object({
  color: Color,
  /** How much of the picture it covers, 0–1. */
  share: z.number(),
});

/** Colours that stand for a picture, the widest spread first. */
export const Palette = z.object({
  colors: z.array(PaletteColor),
  /** Mean colour difference (CIEDE2000) of the picture in these colours. */
  deltaE: z.number(),
});
export type Palette = z.infer<typeof Palette>;

export const ExportFormat = z.enum(["svg", "svg-optimised", "pdf", "eps", "dxf", "png", "zip"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const TraceExport = z.object({
  /** `zip` has all the others in it. */
  format: ExportFormat.default("svg"),
  /** Longest side of the PNG in pixels; as large as the bitmap when left out. */
  size: z.coerce.number().int().min(16).max(8192).optional(),
});
export type TraceExport = z.infer<typeof TraceExport>;
