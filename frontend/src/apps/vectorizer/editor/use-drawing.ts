import type { Trace } from "@lumiku/contracts/vectorizer-traces";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Drawing, readDrawing } from "./drawing";
import { fetchSvg } from "./traces";

export interface LoadedDrawing {
  drawing: Drawing | undefined;
  isLoading: boolean;
  isFailed: boolean;
  /** Asks once more for one that could not be had. */
  retry: () => void;
}

const MAX_KEPT = 12;
/** Drawings do not change, only the edits that are laid over them. */
const kept = new Map<string, Drawing>();

/** The drawing of a trace; nothing for none. */
export function useTraceDrawing(trace: Trace | undefined): LoadedDrawing {
  const [, setArrived] = useState(0);
  const [failedId, setFailedId] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  // The address in it is new with every snapshot; the drawing is the same.
  const latest = useRef(trace);
  latest.current = trace;
  const id = trace?.id;
  const drawing = id ? kept.get(id) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the attempt says when to ask again.
  useEffect(() => {
    const wanted = latest.current;
    if (!wanted || !id || kept.has(id)) return;
    const request = new AbortController();
    setFailedId(undefined);
    fetchSvg(wanted, request.signal).then(
      (svg) => {
        kept.set(id, readDrawing(svg));
        for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
        setArrived((count) => count + 1);
      },
      () => !request.signal.aborted && setFailedId(id),
    );
    return () => request.abort();
  }, [id, attempt]);

  const isFailed = id !== undefined && failedId === id;
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { drawing, isLoading: id !== undefined && !drawing && !isFailed, isFailed, retry };
}

/** The drawing of a draft, read once. */
export function useDraftDrawing(svg: string | undefined): Drawing | undefined {
  return useMemo(() => (svg === undefined ? undefined : readDrawing(svg)), [svg]);
}
