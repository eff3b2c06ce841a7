import type { TraceRecipe, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type {
  AutoChoice,
  ExportFormat,
  Layer,
  LayerEdit,
  Palette,
  PictureKind,
  QualityReport,
} from "@lumiku/contracts/vectorizer-traces";

/** What comes of a trace. */
export interface Traced {
  /** With a viewBox as large as the bitmap, whatever size was traced. */
  readonly svg: string;
  /** The SVG as PNG, as large as the bitmap, at most {@link MAX_TRACED_SIDE} a side. */
  readonly png: Uint8Array;
  /** What it was traced with: those that were found, when the recipe left it to the tracer. */
  readonly settings: TraceSettings;
  readonly choice: AutoChoice | null;
  readonly report: QualityReport;
  readonly layers: Layer[];
  /** The longest side of what was traced, in pixels; of a very busy picture it may be less. */
  readonly tracedAt: number;
}

/** Pixels a side beyond which a picture is made smaller before it is traced; the SVG has the size of the original. */
export const MAX_TRACED_SIDE = 3_072;
/** Pixels a side of what a draft is traced from, and of one whose outlines VTracer smooths: those take longer. */
export const DRAFT_SIDE = 512;
export const SMOOTHED_DRAFT_SIDE = 320;

/** What the tracer's processes do: by name, what goes in and what comes out. Pictures are encoded files of the library. */
export interface TracingJobs {
  trace: {
    input: {
      bytes: Uint8Array;
      recipe: TraceRecipe;
      title: string;
      maxSide: number /** For finding settings. */;
      budgetMs: number;
    };
    output: Traced;
  };
  /** As `trace`, of {@link DRAFT_SIDE} pixels and without the PNG. */
  draft: { input: { bytes: Uint8Array; recipe: TraceRecipe; title: string }; output: Omit<Traced, "png"> };
  /** What kind of picture it is. */
  classify: { input: { bytes: Uint8Array }; output: PictureKind };
  palettes: { input: { bytes: Uint8Array }; output: Palette[] };
  quantise: { input: { bytes: Uint8Array; colors: readonly string[]; maxSide: number }; output: Uint8Array };
  difference: { input: { bytes: Uint8Array; svg: string }; output: Uint8Array };
  export: {
    input: {
      svg: string;
      edits: readonly LayerEdit[];
      format: ExportFormat;
      title: string;
      /** Longest side of a PNG in pixels. */
      size: number;
    };
    output: { bytes: Uint8Array; mime: string; extension: string };
  };
}

/** Why a picture cannot be traced, as a code of the contract; anything else that is thrown is a fault of ours. */
export class TracingRefusal extends Error {
  constructor(
    readonly code: "NOTHING_TO_TRACE" | "TRACE_FAILED",
    message?: string,
  ) {
    super(message ?? code);
  }
}
