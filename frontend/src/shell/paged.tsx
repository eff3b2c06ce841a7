import { Button } from "@lumiku/ui/button";
import type { ReactNode } from "react";
import { LoadFailed } from "../core/load-failed";
import type { Pages } from "../core/use-pages";
import { ListSkeleton } from "./loading";

interface PagedProps<T> {
  pages: Pages<T>;
  /** What there would be. */
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}

/** A list in pages, with its shape while it loads, what hinders it, and more of it on request. */
export function Paged<T>({ pages, empty, children }: PagedProps<T>) {
  const { items, isLoading, error, hasMore, loadMore, reload } = pages;
  return (
    <div className="grid grid-cols-1 gap-4">
      {error && <LoadFailed error={error} onRetry={reload} />}
      {items.length > 0 && children(items)}
      {isLoading && items.length === 0 && <ListSkeleton rows={3} />}
      {!isLoading && !error && items.length === 0 && empty}
      {hasMore && (
        <div>
          <Button onClick={loadMore} disabled={isLoading}>
            {isLoading ? "Loading …" : "Show more"}
          </Button>
        </div>
      )}
    </div>
  );
}
