import type { AppError } from "@lumiku/app-sdk";
import { useCallback, useEffect, useState } from "react";

export type Loaded<T> = { status: "loading" } | { status: "failed"; error: AppError } | { status: "ready"; data: T };

/** Runs a request when the component appears and when `key` changes; an answer that comes too late is dropped. */
export function useAsync<T>(key: string, load: () => Promise<T>): [Loaded<T>, () => void] {
  const [state, setState] = useState<Loaded<T>>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is loaded, the attempt when again.
  useEffect(() => {
    let isCurrent = true;
    setState({ status: "loading" });
    load().then(
      (data) => isCurrent && setState({ status: "ready", data }),
      (error: AppError) => isCurrent && setState({ status: "failed", error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, attempt]);
  return [state, useCallback(() => setAttempt((count) => count + 1), [])];
}
