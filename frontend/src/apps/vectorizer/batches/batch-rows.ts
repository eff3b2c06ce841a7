import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { type Batch, VectorizeParams } from "@lumiku/contracts/vectorizer";
import type { TraceRecipe } from "@lumiku/contracts/vectorizer-settings";
import type { Trace } from "@lumiku/contracts/vectorizer-traces";

/** One picture of a batch and what became of it. */
export type BatchRow = { index: number; documentId: string; name: string } & (
  | { state: "waiting" }
  | { state: "traced"; trace: Trace }
  /** It was traced, and the trace has been removed since. */
  | { state: "removed" }
  /** `reason` is a sentence for the person. */
  | { state: "failed"; reason: string }
  /** The batch ended before its turn. */
  | { state: "stopped" }
);

/** Brings together what the batch knew when it was fetched, what the work says now, and traces that came since. */
export function rowsOf(documents: Batch["documents"], generation: Generation, arrived: readonly Trace[]): BatchRow[] {
  const traces = new Map(arrived.map((trace) => [trace.documentId, trace]));
  const outputs = new Map(generation.outputs.map((output) => [output.index, output]));
  return documents.map(({ documentId, name, trace: known }, index): BatchRow => {
    const row = { index, documentId, name };
    const trace = traces.get(documentId) ?? known;
    const output = outputs.get(index);
    if (trace) return { ...row, state: "traced", trace };
    if (output?.status === "failed")
      return { ...row, state: "failed", reason: output.error?.message ?? "It could not be traced." };
    if (output) return { ...row, state: isTerminal(generation.status) ? "removed" : "waiting" };
    return { ...row, state: isTerminal(generation.status) ? "stopped" : "waiting" };
  });
}

/** Everything that came to nothing, to be traced as a batch of its own. */
export function toTryAgain(rows: readonly BatchRow[]): { id: string; name: string }[] {
  return rows.flatMap(({ state, documentId: id, name }) =>
    state === "failed" || state === "stopped" ? { id, name } : [],
  );
}

/** How the batch was traced. @returns undefined for work that another version started */
export function recipeOf({ model, params }: Pick<Generation, "model" | "params">): TraceRecipe | undefined {
  const { data } = VectorizeParams.safeParse(params);
  if (model === "vtracer-auto" && data?.auto) return { model, auto: data.auto };
  if (model === "vtracer" && data?.settings) return { model, settings: data.settings };
  return undefined;
}
