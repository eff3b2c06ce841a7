import type { AppError, Asset } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { Trace } from "@lumiku/contracts/vectorizer-traces";
import { useCallback, useEffect, useMemo, useState } from "react";
import { onAppEvent, onReset, onWorkMoved } from "../../../core/app-events";
import { createEntityStore } from "../../../core/entities";
import { removals } from "../../../core/removal";
import { useSession } from "../../../core/session";
import { api } from "../api";

/** The traces that are here, from whichever request or event they came. */
export const useTraces = createEntityStore<Trace>();

// What one person's traces are must not be seen by the next who signs in here.
useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) useTraces.getState().clear();
});

export interface DocumentTraces {
  /** Newest first. */
  items: Trace[];
  isLoading: boolean;
  error: AppError | undefined;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

const PAGE = 30;

/** A document's traces, live; older ones come when they are asked for. */
export function useDocumentTraces(documentId: string): DocumentTraces {
  const byId = useTraces((state) => state.byId);
  const [cursor, setCursor] = useState<string | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<AppError>();

  const load = useCallback(
    async (after?: string) => {
      setLoading(true);
      setError(undefined);
      try {
        const query = { limit: PAGE, ...(after && { cursor: after }) };
        const page = await api.listTraces({ params: { documentId }, query });
        useTraces.getState().putBack(...page.items);
        setCursor(page.nextCursor);
      } catch (failure) {
        setError(failure as AppError);
      } finally {
        setLoading(false);
      }
    },
    [documentId],
  );
  useEffect(() => {
    const { upsert, putBack, remove } = useTraces.getState();
    void load();
    const stops = [
      onAppEvent(vectorizer, "trace.created", (trace) => putBack(trace)),
      onAppEvent(vectorizer, "trace.updated", (trace) => upsert(trace)),
      onAppEvent(vectorizer, "trace.removed", ({ id }) => remove(id)),
      onReset(() => void load()),
      // Their pictures go and come with the work that made them.
      onWorkMoved((move, generationId) => {
        if (move === "restored") void load();
        else
          for (const trace of Object.values(useTraces.getState().byId))
            if (trace.generationId === generationId) remove(trace.id);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [load]);

  const items = useMemo(
    () =>
      Object.values(byId)
        .filter((trace) => trace.documentId === documentId)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
    [byId, documentId],
  );
  return {
    ...{ items, isLoading, error, hasMore: cursor !== null },
    loadMore: () => cursor && !isLoading && void load(cursor),
    reload: () => void load(),
  };
}

/** Gone at once; a toast takes it back. @param onBack told when it does */
export function removeTrace(trace: Trace, onBack: () => void): Promise<void> {
  const { remove, putBack } = useTraces.getState();
  const params = { traceId: trace.id };
  return removals.remove({
    words: "The trace is removed. Its picture stays in My work.",
    hide: () => remove(trace.id),
    show() {
      putBack(trace);
      onBack();
    },
    remove: () => api.removeTrace({ params }),
    restore: async () => putBack(await api.restoreTrace({ params })),
  });
}

/** The SVG of a trace as it was traced. Its address is good for a while only: then a new one is asked for. @throws AppError */
export async function fetchSvg(trace: Pick<Trace, "id" | "asset">, signal: AbortSignal): Promise<string> {
  const first = await fetchSource(trace.asset, signal);
  if (first !== undefined) return first;
  const renewed = await api.getTrace({ params: { traceId: trace.id }, signal });
  useTraces.getState().upsert(renewed);
  const second = await fetchSource(renewed.asset, signal);
  if (second === undefined) throw new TypeError("The SVG of this trace could not be loaded.");
  return second;
}

async function fetchSource({ source }: Asset, signal: AbortSignal): Promise<string | undefined> {
  if (!source) return undefined;
  const response = await fetch(source.url, { signal, credentials: "same-origin" });
  return response.ok ? response.text() : undefined;
}
