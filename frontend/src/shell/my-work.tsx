import type { AppError, Generation } from "@lumiku/app-sdk";
import { Badge } from "@lumiku/ui/badge";
import { Button, buttonClass } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Picture } from "@lumiku/ui/picture";
import { ProgressBar } from "@lumiku/ui/progress";
import { Segmented } from "@lumiku/ui/segmented";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Images } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { toast } from "sonner";
import { cancelGeneration, fetchGenerations, isRunning, useGenerationList, useGenerations } from "../core/generations";
import { platform } from "../core/platform";
import { credits, timeAgo } from "../core/words";
import { promptOf } from "./dashboard";
import { Page } from "./page";

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
  const [opened, setOpened] = useState<string>();
  const { isLoading, error, hasMore, loadMore } = usePages(show);
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
      {error && (
        <p role="alert" className="rounded-control bg-danger-soft px-3 py-2.5 text-danger">
          {error.message}
        </p>
      )}
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
          />
        </Suspense>
      )}
    </Page>
  );
}

function usePages(show: Show) {
  const [cursor, setCursor] = useState<string | null>();
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<AppError>();
  const load = useCallback(
    async (after?: string) => {
      setLoading(true);
      setError(undefined);
      try {
        const page = await fetchGenerations({
          limit: 40,
          ...(after && { cursor: after }),
          ...(show !== "all" && { status: show }),
        });
        setCursor(page.nextCursor);
      } catch (failure) {
        setError(failure as AppError);
      } finally {
        setLoading(false);
      }
    },
    [show],
  );
  useEffect(() => {
    setCursor(undefined);
    void load();
  }, [load]);
  const loadMore = useCallback(() => {
    if (cursor) void load(cursor);
  }, [cursor, load]);
  return { isLoading, error, hasMore: typeof cursor === "string", loadMore };
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

function WorkTile({ generation, onOpen }: { generation: Generation; onOpen: () => void }) {
  const assets = generation.outputs.flatMap((output) => output.asset ?? []);
  const [cover] = assets;
  return (
    <li className="overflow-hidden rounded-card border border-line bg-surface">
      <button type="button" onClick={onOpen} className="group relative block w-full text-left">
        {cover ? (
          <Picture {...cover} src={cover.thumbnailUrl} alt="" className="aspect-square!" />
        ) : (
          <div className="grid aspect-square content-center gap-3 bg-sunken p-5 text-center text-[13px] text-muted">
            {isRunning(generation) && <ProgressBar value={generation.progress} label={promptOf(generation)} />}
            {generation.error?.message ?? generation.step}
          </div>
        )}
        {assets.length > 1 && (
          <span className="absolute top-2 right-2">
            <Badge>{assets.length}</Badge>
          </span>
        )}
        <span className="block px-3 pt-2.5">
          <span className="block truncate text-[13px]">{promptOf(generation)}</span>
        </span>
        <span className="tabular flex items-center justify-between gap-2 px-3 pt-0.5 pb-2.5 text-faint text-xs">
          <span>{timeAgo(generation.createdAt)}</span>
          <span>{credits(isRunning(generation) ? generation.cost.reserved : generation.cost.charged)}</span>
        </span>
      </button>
      {isRunning(generation) && (
        <div className="px-2 pb-2">
          <Button size="small" look="quiet" className="w-full" onClick={() => void cancelGeneration(generation.id)}>
            Cancel
          </Button>
        </div>
      )}
    </li>
  );
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
