import type { AppContext } from "@lumiku/app-sdk/server";
import { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import type { TracesRepository } from "../traces/repository";
import { showTraces } from "../traces/snapshots";
import type { DocumentRow } from "./repository";

export interface ShownDocument {
  row: DocumentRow;
  document: VectorDocument;
}

export interface DocumentSources {
  assets: Pick<AppContext["assets"], "list" | "listIds">;
  traces: Pick<TracesRepository, "listByIds">;
}

/**
 * Those of the rows whose bitmaps are in the library, each with its newest trace. A trace whose picture was removed
 * there is neither counted nor shown; both come back with the file.
 */
export async function showDocuments(
  { assets, traces }: DocumentSources,
  userId: string,
  rows: readonly DocumentRow[],
): Promise<ShownDocument[]> {
  const traced = rows.flatMap((row) => row.traces.map(({ assetId }) => assetId));
  const [bitmaps, kept] = await Promise.all([
    assets.list(
      userId,
      rows.map(({ assetId }) => assetId),
    ),
    assets.listIds(userId, traced),
  ]);
  const shown = rows.flatMap((row) => {
    const asset = bitmaps.get(row.assetId);
    return asset ? [{ row, asset, traces: row.traces.filter(({ assetId }) => kept.has(assetId)) }] : [];
  });
  const newest = await traces.listByIds(
    userId,
    shown.flatMap(({ traces: [first] }) => first?.id ?? []),
  );
  const newestById = new Map((await showTraces({ assets }, userId, newest)).map(({ trace }) => [trace.id, trace]));
  return shown.map(({ row, asset, traces: [first, ...others] }) => {
    const { id, name, version, createdAt, updatedAt } = row;
    const document: VectorDocument = {
      ...{ id, name, version, asset },
      recipe: TraceRecipe.parse(row.recipe),
      traceCount: first ? others.length + 1 : 0,
      trace: (first && newestById.get(first.id)) ?? null,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
    return { row, document };
  });
}
