import type { AppError, Generation } from "@lumiku/app-sdk";
import { isTerminal } from "@lumiku/app-sdk";
import { type Batch, vectorizer } from "@lumiku/contracts/vectorizer";
import type { Trace } from "@lumiku/contracts/vectorizer-traces";
import { useEffect, useMemo, useState } from "react";
import { onAppEvent, onReset } from "../../../core/app-events";
import { useGenerations } from "../../../core/generations";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { type BatchRow, rowsOf } from "./batch-rows";

export type LoadedBatch =
  | { status: "loading" }
  | { status: "failed"; error: AppError }
  | { status: "ready"; generation: Generation; rows: BatchRow[] };

/** A batch and its pictures, live. */
export function useBatch(generationId: string): [batch: LoadedBatch, reload: () => void] {
  const live = useGenerations((state) => state.byId[generationId]);
  const isOver = live !== undefined && isTerminal(live.status);
  const [arrived, setArrived] = useState<readonly Trace[]>([]);
  const load = async (): Promise<Batch> => {
    const batch = await api.getBatch({ params: { generationId } });
    useGenerations.getState().upsert(batch.generation);
    return batch;
  };
  // Asked once more when it is over: from then on it says everything.
  const [loaded, reload] = useRefreshed(load, [generationId, isOver]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another batch is another list.
  useEffect(() => {
    setArrived([]);
    const put = (trace: Trace) =>
      setArrived((known) => [...known.filter(({ documentId }) => documentId !== trace.documentId), trace]);
    const stops = [
      onAppEvent(vectorizer, "trace.created", (trace) => trace.generationId === generationId && put(trace)),
      onAppEvent(vectorizer, "trace.updated", (trace) => trace.generationId === generationId && put(trace)),
      onAppEvent(vectorizer, "trace.removed", ({ id }) => {
        setArrived((known) => known.filter((trace) => trace.id !== id));
        reload();
      }),
      onReset(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [generationId]);

  const batch = useMemo((): LoadedBatch => {
    if (loaded.status !== "ready") return loaded;
    const generation = live ?? loaded.data.generation;
    return { status: "ready", generation, rows: rowsOf(loaded.data.documents, generation, arrived) };
  }, [loaded, live, arrived]);
  return [batch, reload];
}
