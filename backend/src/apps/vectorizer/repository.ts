import type { PrismaClient } from "../../../generated/prisma/client";
import { createDocumentsRepository, type DocumentsRepository } from "./documents/repository";
import { createPresetsRepository, type PresetsRepository } from "./presets/repository";
import { createTracesRepository, type TracesRepository } from "./traces/repository";

export interface VectorizerRepository {
  documents: DocumentsRepository;
  traces: TracesRepository;
  presets: PresetsRepository;
}

export function createVectorizerRepository(
  tables: Pick<PrismaClient, "vectorDocument" | "vectorTrace" | "vectorPreset">,
): VectorizerRepository {
  return {
    documents: createDocumentsRepository(tables),
    traces: createTracesRepository(tables),
    presets: createPresetsRepository(tables),
  };
}
