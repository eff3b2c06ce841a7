import type { Asset } from "@lumiku/app-sdk";
import type { AppContext } from "@lumiku/app-sdk/server";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { AutoChoice, Layer, LayerEdit, QualityReport, type Trace } from "@lumiku/contracts/vectorizer-traces";
import { z } from "zod";
import type { TraceRow } from "./repository";

/** What the tracer says of a trace, besides its picture and its SVG. */
export const TraceFacts = z.object({
  settings: TraceSettings,
  choice: AutoChoice.nullable(),
  report: QualityReport,
  layers: z.array(Layer),
});

const Edits = z.array(LayerEdit);

export interface ShownTrace {
  row: TraceRow;
  trace: Trace;
}

/** Those of the rows whose pictures are in the library. One that was removed there is not shown, and comes back with it. */
export async function showTraces(
  { assets }: { assets: Pick<AppContext["assets"], "list"> },
  userId: string,
  rows: readonly TraceRow[],
): Promise<ShownTrace[]> {
  const pictures = await assets.list(
    userId,
    rows.map(({ assetId }) => assetId),
  );
  return rows.flatMap((row) => {
    const asset = pictures.get(row.assetId);
    return asset ? [{ row, trace: toTrace(row, asset) }] : [];
  });
}

function toTrace(row: TraceRow, asset: Asset): Trace {
  const { id, documentId, generationId, model, version, createdAt } = row;
  return {
    ...{ id, documentId, generationId, model, version, asset },
    ...TraceFacts.parse(row),
    edits: Edits.parse(row.edits),
    createdAt: createdAt.toISOString(),
  };
}
