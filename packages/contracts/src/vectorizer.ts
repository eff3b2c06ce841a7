import { defineContract, Generation, Page, PageQuery } from "@lumiku/app-sdk";
import { z } from "zod";
import { AutoSettings, Color, MAX_COLORS, TraceRecipe, TraceSettings } from "./vectorizer-settings";
import { Draft, LayerEdit, Palette, Trace, TraceExport, VectorDocument } from "./vectorizer-traces";

export const MAX_BATCH = 50;
/** Largest file taken in. */
export const MAX_PICTURE_BYTES = 16 * 1024 * 1024;

const DocumentName = z.string().trim().min(1, "Give it a name.").max(120);

/** What the worker is told: the documents, in the order of the outputs, and how they are traced. */
export const VectorizeParams = z.object({
  /** What is shown in My Work: the document's name, or that of the batch. */
  name: z.string().max(200),
  documents: z
    .array(z.object({ documentId: z.string(), assetId: z.string(), name: z.string() }))
    .min(1)
    .max(MAX_BATCH),
  settings: TraceSettings.optional(),
  auto: AutoSettings.optional(),
});
export type VectorizeParams = z.infer<typeof VectorizeParams>;

export const NewBatch = z.object({
  name: DocumentName.default("Batch"),
  documentIds: z.array(z.string().max(100)).min(1).max(MAX_BATCH, `A batch has at most ${MAX_BATCH} files.`),
  recipe: TraceRecipe,
});
export type NewBatch = z.infer<typeof NewBatch>;

/** Traces that were started together. What failed is in the generation's outputs, in the order of `documents`. */
export const Batch = z.object({
  generation: Generation,
  documents: z.array(z.object({ documentId: z.string(), name: z.string(), trace: Trace.nullable() })),
});
export type Batch = z.infer<typeof Batch>;

export const VectorPreset = z.object({
  id: z.string(),
  name: z.string(),
  settings: TraceSettings,
  createdAt: z.iso.datetime(),
});
export type VectorPreset = z.infer<typeof VectorPreset>;

export const NewVectorPreset = z.object({
  name: z.string().trim().min(1, "Give the preset a name.").max(60),
  settings: TraceSettings,
});
export type NewVectorPreset = z.infer<typeof NewVectorPreset>;

export const QuantisedQuery = z.object({
  /** "#rrggbb" each, separated by commas, with or without the "#". */
  colors: z
    .string()
    .max(8 * MAX_COLORS)
    .transform((text) => text.split(",").map((color) => (color.startsWith("#") ? color : `#${color}`)))
    .pipe(z.array(Color).min(1).max(MAX_COLORS)),
});

export const vectorizer = defineContract({
  id: "vectorizer",
  name: "Vectorizer",
  summary: "Turn a bitmap into clean SVG",
  icon: "pen-tool",
  color: "emerald",
  order: 3,
  access: { minTier: "free" },
  features: { beta: false },
  receives: { label: "Turn into SVG", path: "" },
  actions: {
    vectorize: { summary: "Trace a picture", params: VectorizeParams, needs: ["vectorize"], maxOutputs: MAX_BATCH },
  },
  models: {
    vtracer: {
      name: "VTracer",
      summary: "By your own settings",
      action: "vectorize",
      ...{ minTier: "free", costCredits: 1, costUnits: 1, has: ["vectorize"], builtin: true },
    },
    "vtracer-auto": {
      name: "VTracer Auto",
      summary: "Finds the settings with the fewest bytes for the quality you want",
      action: "vectorize",
      ...{ minTier: "basic", costCredits: 3, costUnits: 1, has: ["vectorize"], builtin: true },
    },
  },
  routes: {
    listDocuments: {
      method: "get",
      path: "/documents",
      summary: "Your documents, last used first",
      query: PageQuery.extend({ q: z.string().trim().max(100).optional() }),
      response: Page(VectorDocument),
    },
    createDocument: {
      method: "post",
      path: "/documents",
      summary:
        "Bring a bitmap: PNG, JPEG, WebP, GIF (its first frame), BMP or TIFF, up to 16 MB and 40 megapixels. Free",
      status: 201,
      limit: "upload",
      upload: "image",
      maxBodyBytes: MAX_PICTURE_BYTES + 64 * 1024,
      body: z.object({ name: DocumentName.optional() }),
      response: VectorDocument,
    },
    createDocumentFromAsset: {
      method: "post",
      path: "/documents/from-asset",
      summary: "Begin with a picture of your library",
      status: 201,
      body: z.object({ assetId: z.string().max(100), name: DocumentName.optional() }),
      response: VectorDocument,
    },
    createDocumentFromUrl: {
      method: "post",
      path: "/documents/from-url",
      summary: "Begin with a picture at a public https address",
      status: 201,
      limit: "upload",
      body: z.object({ url: z.url({ protocol: /^https?$/ }).max(2_000), name: DocumentName.optional() }),
      response: VectorDocument,
    },
    getDocument: { method: "get", path: "/documents/:documentId", summary: "One document", response: VectorDocument },
    updateDocument: {
      method: "patch",
      path: "/documents/:documentId",
      summary: "Rename a document, or keep how it is to be traced",
      body: z.object({ name: DocumentName.optional(), recipe: TraceRecipe.optional() }),
      response: VectorDocument,
    },
    removeDocument: {
      method: "delete",
      path: "/documents/:documentId",
      summary: "Remove a document and its traces; the pictures stay in your library. For 30 days it can be restored",
      status: 204,
    },
    restoreDocument: {
      method: "post",
      path: "/documents/:documentId/restore",
      summary: "Bring a removed document back",
      response: VectorDocument,
    },
    preview: {
      method: "post",
      path: "/documents/:documentId/preview",
      summary: "A draft of a small copy, free: to tune the settings by",
      scope: "read",
      limit: "preview",
      body: TraceRecipe,
      response: Draft,
    },
    listPalettes: {
      method: "get",
      path: "/documents/:documentId/palettes",
      summary: "Palettes of 2 to 12 colours that suit the picture",
      limit: "preview",
      response: z.object({ items: z.array(Palette) }),
    },
    quantise: {
      method: "get",
      path: "/documents/:documentId/quantised",
      summary: "The picture in the colours of a palette, small",
      limit: "preview",
      download: "image/png",
      query: QuantisedQuery,
    },
    listTraces: {
      method: "get",
      path: "/documents/:documentId/traces",
      summary: "A document's traces, newest first",
      query: PageQuery,
      response: Page(Trace),
    },
    trace: {
      method: "post",
      path: "/documents/:documentId/traces",
      summary: "Trace a document in full",
      status: 202,
      limit: "generate",
      body: TraceRecipe,
      response: Generation,
    },
    getTrace: { method: "get", path: "/traces/:traceId", summary: "One trace with its report", response: Trace },
    updateTrace: {
      method: "patch",
      path: "/traces/:traceId",
      summary: "Recolour, hide or delete layers; an empty list is the trace as it was made",
      body: z.object({ edits: z.array(LayerEdit).max(4_096) }),
      response: Trace,
    },
    removeTrace: {
      method: "delete",
      path: "/traces/:traceId",
      summary: "Remove a trace; its picture stays in your library. For 30 days it can be restored",
      status: 204,
    },
    restoreTrace: {
      method: "post",
      path: "/traces/:traceId/restore",
      summary: "Bring a removed trace back",
      response: Trace,
    },
    exportTrace: {
      method: "get",
      path: "/traces/:traceId/export",
      summary: "A trace with its edits, as SVG, PDF, EPS, DXF, PNG or all of them",
      limit: "download",
      download: "image/svg+xml",
      query: TraceExport,
    },
    difference: {
      method: "get",
      path: "/traces/:traceId/difference",
      summary: "Where the trace differs from the bitmap: white where it does not, the darker the more",
      limit: "download",
      download: "image/png",
    },
    startBatch: {
      method: "post",
      path: "/batches",
      summary: "Trace up to 50 documents for one price; those that fail cost nothing",
      status: 202,
      limit: "generate",
      body: NewBatch,
      response: Generation,
    },
    getBatch: { method: "get", path: "/batches/:generationId", summary: "One batch and its traces", response: Batch },
    exportBatch: {
      method: "get",
      path: "/batches/:generationId/export",
      summary: "All traces of a batch as one ZIP",
      limit: "download",
      download: "application/zip",
      query: TraceExport,
    },
    listPresets: {
      method: "get",
      path: "/presets",
      summary: "The presets you keep",
      response: z.object({ items: z.array(VectorPreset) }),
    },
    createPreset: {
      method: "post",
      path: "/presets",
      summary: "Keep settings as a preset of your own",
      status: 201,
      body: NewVectorPreset,
      response: VectorPreset,
    },
    updatePreset: {
      method: "patch",
      path: "/presets/:presetId",
      summary: "Rename a preset or change its settings",
      body: NewVectorPreset.partial(),
      response: VectorPreset,
    },
    removePreset: { method: "delete", path: "/presets/:presetId", summary: "Remove a preset of your own", status: 204 },
  },
  events: {
    "document.created": VectorDocument,
    "document.updated": VectorDocument,
    "document.removed": z.object({ id: z.string() }),
    "trace.created": Trace,
    "trace.updated": Trace,
    "trace.removed": z.object({ id: z.string(), documentId: z.string() }),
  },
  errors: {
    DOCUMENT_NOT_FOUND: { status: 404, message: "That document no longer exists." },
    TRACE_NOT_FOUND: { status: 404, message: "That trace no longer exists." },
    PRESET_NOT_FOUND: { status: 404, message: "That preset no longer exists." },
    PRESETS_FULL: { status: 409, message: "You keep 100 presets already. Remove one first." },
    NOTHING_TO_TRACE: { status: 422, message: "That picture is all transparent: there is nothing to trace." },
    TRACE_FAILED: { status: 422, message: "That picture could not be traced with these settings." },
  },
});
