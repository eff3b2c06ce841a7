import type { AppError } from "@lumiku/app-sdk";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Loaded } from "./use-async";

/**
 * Runs a request when the component appears, and again whenever one of `triggers` is another. What is shown stays
 * until the new answer is there; of several on their way, the last one asked counts.
 *
 * @returns what is known, how to ask again, and how to put in what another request has answered
 */
export function useRefreshed<T>(
  load: () => Promise<T>,
  triggers: readonly unknown[],
): [state: Loaded<T>, reload: () => void, replace: (data: T) => void] {
  const [state, setState] = useState<Loaded<T>>({ status: "loading" });
  const lastAsked = useRef(0);

  const replace = useCallback((data: T) => {
    lastAsked.current++;
    setState({ status: "ready", data });
  }, []);
  const reload = () => {
    const asked = ++lastAsked.current;
    setState((before) => (before.status === "failed" ? { status: "loading" } : before));
    load().then(
      (data) => asked === lastAsked.current && setState({ status: "ready", data }),
      (error: AppError) =>
        asked === lastAsked.current &&
        setState((before) => (before.status === "ready" ? before : { status: "failed", error })),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the triggers say when to ask again.
  useEffect(reload, triggers);
  return [state, reload, replace];
}
