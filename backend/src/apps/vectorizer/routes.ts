import { defineRoutes } from "@lumiku/app-sdk/server";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { VectorizerService } from "./service";

export const routes = defineRoutes(
  vectorizer,
  ({ documents, previews, traces, vectorizing, batches, presets }: VectorizerService) => ({
    listDocuments: ({ actor, query }) => documents.list(actor, query),
    createDocument: ({ actor, file, body }) => documents.create(actor, file, body.name),
    createDocumentFromAsset: ({ actor, body }) => documents.createFromAsset(actor, body.assetId, body.name),
    createDocumentFromUrl: ({ actor, body }) => documents.createFromUrl(actor, body.url, body.name),
    getDocument: ({ actor, params }) => documents.get(actor, params.documentId),
    updateDocument: ({ actor, params, body }) => documents.update(actor, params.documentId, body),
    removeDocument: ({ actor, params }) => documents.remove(actor, params.documentId),
    restoreDocument: ({ actor, params }) => documents.restore(actor, params.documentId),

    preview: ({ actor, params, body, signal }) => previews.draft(actor, params.documentId, body, signal),
    listPalettes: async ({ actor, params, signal }) => ({
      items: await previews.listPalettes(actor, params.documentId, signal),
    }),
    quantise: ({ actor, params, query, signal }) => previews.quantise(actor, params.documentId, query.colors, signal),

    listTraces: ({ actor, params, query }) => traces.list(actor, params.documentId, query),
    trace: ({ actor, params, body, idempotencyKey }) =>
      vectorizing.startOne(actor, params.documentId, body, idempotencyKey),
    getTrace: ({ actor, params }) => traces.get(actor, params.traceId),
    updateTrace: ({ actor, params, body }) => traces.edit(actor, params.traceId, body.edits),
    removeTrace: ({ actor, params }) => traces.remove(actor, params.traceId),
    restoreTrace: ({ actor, params }) => traces.restore(actor, params.traceId),
    exportTrace: ({ actor, params, query, signal }) => traces.export(actor, params.traceId, query, signal),
    difference: ({ actor, params, signal }) => traces.difference(actor, params.traceId, signal),

    startBatch: ({ actor, body, idempotencyKey }) => batches.start(actor, body, idempotencyKey),
    getBatch: ({ actor, params }) => batches.get(actor, params.generationId),
    exportBatch: ({ actor, params, query, signal }) => batches.export(actor, params.generationId, query, signal),

    listPresets: async ({ actor }) => ({ items: await presets.list(actor) }),
    createPreset: ({ actor, body }) => presets.create(actor, body),
    updatePreset: ({ actor, params, body }) => presets.update(actor, params.presetId, body),
    removePreset: ({ actor, params }) => presets.remove(actor, params.presetId),
  }),
);
