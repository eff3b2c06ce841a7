import type { Asset } from "@lumiku/app-sdk";
import { AutoSettings, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { Trace, VectorDocument } from "@lumiku/contracts/vectorizer-traces";

const asset: Asset = {
  id: "a1",
  url: "/api/files/a1",
  thumbnailUrl: "/api/files/a1?thumbnail",
  preview: null,
  mime: "image/png",
  width: 640,
  height: 480,
  sizeBytes: 12_000,
  sha256: "0".repeat(64),
  source: null,
};

/** A bitmap that was brought, for tests to change. */
export const document = (changes: Partial<VectorDocument> = {}): VectorDocument => ({
  id: "d1",
  name: "Lighthouse",
  asset,
  recipe: { model: "vtracer-auto", auto: AutoSettings.parse({}) },
  traceCount: 0,
  trace: null,
  version: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

/** A trace of it, for tests to change. */
export const trace = (changes: Partial<Trace> = {}): Trace => ({
  id: "t1",
  documentId: "d1",
  generationId: "g1",
  model: "vtracer",
  settings: TraceSettings.parse({}),
  choice: null,
  report: {
    ssim: { red: 0.99, green: 0.99, blue: 0.99, mean: 0.99 },
    psnr: 38,
    deltaE: { mean: 0.4, p95: 1.2 },
    edgeF1: 0.98,
    paths: 12,
    nodes: 240,
    colors: 6,
    bytes: 8_400,
    gzipBytes: 3_100,
    durationMs: 420,
    comparedAt: { width: 640, height: 480 },
  },
  layers: [],
  edits: [],
  asset: { ...asset, id: "a2", source: { url: "/api/files/a2.svg", mime: "image/svg+xml" } },
  version: 1,
  createdAt: "2026-01-01T00:00:01.000Z",
  ...changes,
});
