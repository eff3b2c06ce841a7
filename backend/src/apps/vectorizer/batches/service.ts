import { contractError, type Download, type Generation, platformError } from "@lumiku/app-sdk";
import type { Actor, AppContext } from "@lumiku/app-sdk/server";
import { type Batch, type NewBatch, VectorizeParams, vectorizer } from "@lumiku/contracts/vectorizer";
import type { TraceExport } from "@lumiku/contracts/vectorizer-traces";
import type { DocumentsService } from "../documents/service";
import { fileNameOf } from "../file-name";
import type { TracesService } from "../traces/service";
import type { Vectorizing } from "../traces/vectorizing";
import { packTraces } from "./archive";

export interface BatchesService {
  /** One price for all; what fails of it is not charged. @throws AppError DOCUMENT_NOT_FOUND, and what a start throws */
  start(actor: Actor, batch: NewBatch, idempotencyKey: string | undefined): Promise<Generation>;
  /** @throws AppError NOT_FOUND */
  get(actor: Actor, generationId: string): Promise<Batch>;
  /** A ZIP that is made while it is read. @throws AppError NOT_FOUND, TRACE_NOT_FOUND when there is none in it */
  export(actor: Actor, generationId: string, request: TraceExport, signal: AbortSignal): Promise<Download>;
}

export type BatchesDependencies = Pick<AppContext, "generations" | "now"> & {
  documents: Pick<DocumentsService, "getAll">;
  traces: Pick<TracesService, "listByGeneration" | "export">;
  vectorizing: Pick<Vectorizing, "start">;
};

export function createBatchesService(dependencies: BatchesDependencies): BatchesService {
  const { generations, documents, traces, vectorizing, now } = dependencies;

  const read = async (actor: Actor, generationId: string) => {
    const [generation, made] = await Promise.all([
      generations.get(actor, generationId),
      traces.listByGeneration(actor, generationId),
    ]);
    const params = VectorizeParams.safeParse(generation.params);
    if (!params.success) throw platformError("NOT_FOUND", { message: "That batch no longer exists." });
    const traceOf = new Map(made.map((trace) => [trace.documentId, trace]));
    const entries = params.data.documents.map(({ documentId, name }) => ({
      ...{ documentId, name },
      trace: traceOf.get(documentId) ?? null,
    }));
    return { generation, name: params.data.name, documents: entries };
  };

  return {
    async start(actor, { name, documentIds, recipe }, idempotencyKey) {
      const chosen = await documents.getAll(actor, [...new Set(documentIds)]);
      return vectorizing.start(actor, { name, documents: chosen, recipe, idempotencyKey });
    },

    async get(actor, generationId) {
      const { generation, documents: entries } = await read(actor, generationId);
      return { generation, documents: entries };
    },

    async export(actor, generationId, request, signal) {
      const { name, documents: entries } = await read(actor, generationId);
      const traced = entries.flatMap(({ name: called, trace }) => (trace ? [{ name: called, trace }] : []));
      if (traced.length === 0)
        throw contractError(vectorizer, "TRACE_NOT_FOUND", { message: "There is no trace in it yet." });
      const body = packTraces({
        ...{ traces: traced, format: request.format, at: now(), signal },
        write: ({ id }, format) => traces.export(actor, id, { ...request, format }, signal),
      });
      return { body, fileName: fileNameOf(name, "zip") };
    },
  };
}
