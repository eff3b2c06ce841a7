import type { AppError, Generation } from "@lumiku/app-sdk";
import { buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Segmented } from "@lumiku/ui/segmented";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Images } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { toast } from "sonner";
import { fetchGenerations, useGenerationList, useGenerations } from "../core/generations";
import { platform } from "../core/platform";
import { usePages } from "../core/use-pages";
import { LoadFailed } from "./loading";
import { Page } from "./page";
import { WorkTile } from "./work-tile";

const GenerationView = lazy(() => import("./generation-view"));

type Show = "all" | "completed" | "failed" | "cancelled";
const shows = [
  { value: "all", label: "All" },
  { value: "completed", label: "Complete" },
  { value: "failed", label: "Failed" },
  { value: "cancelled", label: "Cancelled" },
] as const satisfies { value: Show; label: string }[];

const UNDO_MS = 6_000;

export default function MyWork() {
  const [show, setShow] = useState<Show>("all");
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useNamedWork();
  // What comes is in the store as well, where the stream keeps it up to date.
  const { isLoading, error, hasMore, loadMore, reload } = usePages(show, (cursor) =>
    fetchGenerations({ limit: 40, ...(cursor && { cursor }), ...(show !== "all" && { status: show }) }),
  );
  const filter = useCallback(
    (generation: Generation) => !hidden.has(generation.id) && (show === "all" || generation.status === show),
    [show, hidden],
  );
  const items = useGenerationList(filter);
  const openedItem = useGenerations((state) => (opened ? state.byId[opened] : undefined));

  const setIsHidden = (id: string, isHidden: boolean) =>
    setHidden((before) => (isHidden ? new Set([...before, id]) : new Set([...before].filter((other) => other !== id))));

  /** Gone from the screen at once, from the server when the time for undoing is over. */
  const remove = (id: string) => {
    setOpened(undefined);
    setIsHidden(id, true);
    const timer = setTimeout(() => {
      platform.generations
        .remove({ params: { generationId: id } })
        .then(() => useGenerations.getState().remove(id))
        .catch((failure: AppError) => {
          setIsHidden(id, false);
          toast.error(failure.message);
        });
    }, UNDO_MS);
    toast("Removed from your work", {
      duration: UNDO_MS,
      action: {
        label: "Undo",
        onClick: () => {
          clearTimeout(timer);
          setIsHidden(id, false);
        },
      },
    });
  };

  return (
    <Page title="My work">
      <div className="max-w-md">
        <Segmented label="Show" options={shows} value={show} onChange={setShow} />
      </div>
      {error && <LoadFailed error={error} onRetry={reload} />}
      {items.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
          {items.map((generation) => (
            <WorkTile key={generation.id} generation={generation} onOpen={() => setOpened(generation.id)} />
          ))}
        </ul>
      )}
      {isLoading && items.length === 0 && <GridSkeleton />}
      {!isLoading && !error && items.length === 0 && (
        <EmptyState
          icon={<Images size={22} />}
          title={show === "all" ? "Everything you make is kept here" : "Nothing of this kind"}
          action={
            <Link to="/" className={buttonClass("primary")}>
              Open an app
            </Link>
          }
        >
          Pictures of every app arrive here by themselves, with the prompt and seed they were made with.
        </EmptyState>
      )}
      <LoadMore hasMore={hasMore} isLoading={isLoading} onReached={loadMore} />
      {openedItem && (
        <Suspense>
          <GenerationView
            generation={openedItem}
            onClose={() => setOpened(undefined)}
            onRemove={() => remove(openedItem.id)}
            onRetried={(started) => setOpened(started.id)}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** The work that is open: the one the address names at first, as from the ledger. */
function useNamedWork() {
  const [search] = useSearchParams();
  const named = search.get("open") ?? undefined;
  useEffect(() => {
    if (!named || useGenerations.getState().byId[named]) return;
    platform.generations.get({ params: { generationId: named } }).then(
      (generation) => useGenerations.getState().upsert(generation),
      (failure: AppError) => toast.error(failure.code === "NOT_FOUND" ? "That work was removed." : failure.message),
    );
  }, [named]);
  return useState(named);
}

function LoadMore({ hasMore, isLoading, onReached }: { hasMore: boolean; isLoading: boolean; onReached: () => void }) {
  const edge = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = edge.current;
    if (!element || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: "600px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, isLoading, onReached]);
  return <div ref={edge} />;
}

function GridSkeleton() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <Skeleton key={key} className="aspect-square" />
      ))}
    </div>
  );
}
