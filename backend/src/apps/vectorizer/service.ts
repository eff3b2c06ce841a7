import type { AppContext } from "@lumiku/app-sdk/server";
import { type BatchesService, createBatchesService } from "./batches/service";
import { createDocumentsService, type DocumentsService } from "./documents/service";
import { createPresetsService, type PresetsService } from "./presets/service";
import { createPreviewsService, type PreviewsService } from "./previews/service";
import type { VectorizerRepository } from "./repository";
import { createTracer } from "./tracer";
import { createTracesService, type TracesService } from "./traces/service";
import { createVectorizing, type Vectorizing } from "./traces/vectorizing";

export interface VectorizerService {
  documents: DocumentsService;
  previews: PreviewsService;
  traces: TracesService;
  vectorizing: Vectorizing;
  batches: BatchesService;
  presets: PresetsService;
  /** Forgets what was removed before. */
  emptyBin(removedBefore: Date): Promise<void>;
  /** Forgets the documents and traces that these files of the library were. */
  forgetPictures(assetIds: readonly string[]): Promise<void>;
  removeUser(userId: string): Promise<void>;
  exportUser(userId: string): Promise<Record<string, unknown>>;
}

export type VectorizerDependencies = AppContext & { repository: VectorizerRepository };

export function createVectorizerService({ repository, ...context }: VectorizerDependencies): VectorizerService {
  const tracer = createTracer(context);
  const documents = createDocumentsService({
    ...{ ...context, repository: repository.documents, traces: repository.traces, tracer },
  });
  const previews = createPreviewsService({ ...context, documents, tracer });
  const traces = createTracesService({ ...context, repository: repository.traces, documents, tracer });
  const vectorizing = createVectorizing({ ...context, documents, traces, tracer });
  const batches = createBatchesService({ ...context, documents, traces, vectorizing });
  const presets = createPresetsService({ ...context, repository: repository.presets });

  return {
    ...{ documents, previews, traces, vectorizing, batches, presets },

    async emptyBin(removedBefore) {
      await repository.documents.purge(removedBefore);
      await repository.traces.purge(removedBefore);
    },

    async forgetPictures(assetIds) {
      await repository.documents.removeByAssets(assetIds);
      await repository.traces.removeByAssets(assetIds);
    },

    async removeUser(userId) {
      await repository.documents.removeUser(userId);
      await repository.presets.removeUser(userId);
    },

    exportUser: async (userId) => ({
      documents: await repository.documents.listEverything(userId),
      presets: await repository.presets.list(userId),
    }),
  };
}
