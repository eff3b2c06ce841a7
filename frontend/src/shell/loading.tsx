import { Skeleton } from "@lumiku/ui/skeleton";
import type { ReactNode } from "react";
import { LoadFailed } from "../core/load-failed";
import type { Loaded } from "../core/use-async";

interface LoadedListProps<T> {
  state: Loaded<T>;
  onRetry: () => void;
  children: (data: T) => ReactNode;
}

/** A list that comes from the server: its shape while it loads, what hinders it, and another try. */
export function LoadedList<T>({ state, onRetry, children }: LoadedListProps<T>) {
  if (state.status === "loading") return <ListSkeleton rows={2} />;
  if (state.status === "failed") return <LoadFailed error={state.error} onRetry={onRetry} />;
  return children(state.data);
}

export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <div className="grid gap-2">
      <span className="sr-only" role="status">
        Loading
      </span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and stay where they are.
        <Skeleton key={index} className="h-14" />
      ))}
    </div>
  );
}
