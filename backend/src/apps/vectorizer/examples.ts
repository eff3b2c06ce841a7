import type { Asset, Generation } from "@lumiku/app-sdk";
import type { RouteExample } from "@lumiku/app-sdk/server";
import type { VectorPreset, vectorizer } from "@lumiku/contracts/vectorizer";
import { builtinPresets, type TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Draft, Layer, QualityReport, Trace, VectorDocument } from "@lumiku/contracts/vectorizer-traces";

const ids = {
  document: "0198f4a2-6c1e-7d30-9a51-2f0c7a1b4e10",
  bitmap: "0198f4a2-6b90-7a11-8c7e-5d2e9f3a6b01",
  trace: "0198f4a3-11d4-7f02-b3c8-9e6a0d5c7f22",
  picture: "0198f4a3-10a7-7c55-a0f1-3b8d4e6c9a33",
  generation: "0198f4a2-f0e2-7b64-94d7-6a1c8e3f5b44",
  preset: "0198f4a4-0b3d-7e86-8f25-1d7b9c5a2e55",
};
const at = "2026-11-21T10:00:00.000Z";

const recipe: TraceRecipe = { model: "vtracer", settings: builtinPresets.logo.settings };
const auto = {
  model: "vtracer-auto",
  auto: { effort: "balanced", palette: { kind: "source" }, hierarchical: "stacked", groupByColor: false },
} satisfies TraceRecipe;

const layers: Layer[] = [
  { color: "#1d2b53", paths: 1, nodes: 4 },
  { color: "#ff004d", paths: 2, nodes: 18 },
];

const report: QualityReport = {
  ssim: { red: 0.9981, green: 0.9979, blue: 0.9977, mean: 0.9979 },
  psnr: 41.3,
  deltaE: { mean: 0.12, p95: 0.4 },
  edgeF1: 0.993,
  ...{ paths: 3, nodes: 22, colors: 2, bytes: 412, gzipBytes: 268, durationMs: 74 },
  comparedAt: { width: 512, height: 512 },
};

const document: VectorDocument = {
  ...{ id: ids.document, name: "Acme logo", asset: asset(ids.bitmap), recipe },
  ...{ traceCount: 0, trace: null, version: 1, createdAt: at, updatedAt: at },
};

const trace: Trace = {
  ...{ id: ids.trace, documentId: ids.document, generationId: ids.generation, model: "vtracer" },
  ...{ settings: builtinPresets.logo.settings, choice: null, report, layers, edits: [] },
  asset: { ...asset(ids.picture), source: { url: urlOf(ids.picture, "variant=source&"), mime: "image/svg+xml" } },
  ...{ version: 1, createdAt: at },
};

const draft: Draft = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><title>Acme logo</title><path fill="#ff004d" d="M64 64h384v384H64z"/></svg>',
  ...{ width: 512, height: 512, tracedAt: 512, report, layers, choice: null },
};

const preset: VectorPreset = {
  ...{ id: ids.preset, name: "Two inks", createdAt: at },
  settings: { ...builtinPresets.icon.settings, palette: { kind: "fixed", colors: ["#1d2b53", "#ff004d"] } },
};

const list = <Item>(item: Item) => ({ items: [item], nextCursor: null });

/** What each route takes and answers, for the API document. */
export const examples: { readonly [K in keyof (typeof vectorizer)["routes"]]: RouteExample } = {
  listDocuments: { query: { q: "logo", limit: 30 }, response: list(document) },
  createDocument: { body: { name: "Acme logo" }, response: document },
  createDocumentFromAsset: { body: { assetId: ids.bitmap, name: "Acme logo" }, response: document },
  createDocumentFromUrl: { body: { url: "https://example.com/acme-logo.png" }, response: document },
  getDocument: { response: { ...document, traceCount: 1, trace } },
  updateDocument: { body: { name: "Acme logo", recipe: auto }, response: { ...document, recipe: auto, version: 2 } },
  removeDocument: {},
  restoreDocument: { response: { ...document, version: 3 } },
  preview: { body: recipe, response: draft },
  listPalettes: {
    response: {
      items: [
        {
          colors: [
            { color: "#1d2b53", share: 0.7 },
            { color: "#ff004d", share: 0.3 },
          ],
          deltaE: 0.3,
        },
      ],
    },
  },
  quantise: { query: { colors: "1d2b53,ff004d" } },
  listTraces: { query: { limit: 30 }, response: list(trace) },
  trace: { body: auto, response: work("Acme logo", [document]) },
  getTrace: { response: trace },
  updateTrace: {
    body: { edits: [{ color: "#ff004d", becomes: "#00e436" }] },
    response: {
      ...trace,
      edits: [{ color: "#ff004d", becomes: "#00e436", isHidden: false, isDeleted: false }],
      version: 2,
    },
  },
  removeTrace: {},
  restoreTrace: { response: { ...trace, version: 3 } },
  exportTrace: { query: { format: "png", size: 2_048 } },
  difference: {},
  startBatch: {
    body: { name: "Spring icons", documentIds: [ids.document], recipe: auto },
    response: work("Spring icons", [document]),
  },
  getBatch: {
    response: {
      generation: work("Spring icons", [document]),
      documents: [{ documentId: ids.document, name: "Acme logo", trace: null }],
    },
  },
  exportBatch: { query: { format: "svg-optimised" } },
  listPresets: { response: { items: [preset] } },
  createPreset: { body: { name: preset.name, settings: preset.settings }, response: preset },
  updatePreset: { body: { name: "Three inks" }, response: { ...preset, name: "Three inks" } },
  removePreset: {},
};

function asset(id: string): Asset {
  return {
    ...{ id, url: urlOf(id), thumbnailUrl: urlOf(id, "variant=thumbnail&"), preview: null },
    ...{ mime: "image/png", width: 512, height: 512, sizeBytes: 18_204, sha256: "9f".repeat(32), source: null },
  };
}

function urlOf(id: string, variant = ""): string {
  return `/api/files/${id}?${variant}expires=1795255200&signature=3q2-7w`;
}

/** Just begun, by the automatic tracer. */
function work(name: string, documents: readonly VectorDocument[]): Generation {
  return {
    ...{ id: ids.generation, appId: "vectorizer", action: "vectorize", model: "vtracer-auto", provider: "builtin" },
    ...{ status: "pending", progress: 0, step: "Waiting in queue", queuePosition: 1, etaSeconds: 4 },
    params: {
      ...{ name, auto: auto.auto },
      documents: documents.map(({ id, asset: { id: assetId }, name: called }) => ({
        ...{ documentId: id, assetId, name: called },
      })),
    },
    ...{ count: documents.length, seed: 20_261_121, outputs: [], providerReason: null, error: null },
    cost: { unit: "credits", reserved: 3 * documents.length, charged: 0 },
    ...{ attempts: 0, parentId: null, fromCache: false, version: 1 },
    ...{ createdAt: at, startedAt: null, finishedAt: null },
  };
}
