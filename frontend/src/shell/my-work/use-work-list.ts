import type { AppError } from "@lumiku/app-sdk";
import { useEffect, useMemo, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { onReset } from "../../core/app-events";
import { fetchGenerations, useGenerations } from "../../core/generations";
import { platform } from "../../core/platform";
import { useSession } from "../../core/session";
import { keyOf, type WorkFilter } from "./work-filter";
import { holdBack, listWork } from "./work-list";
import { createWorkLists, unread } from "./work-lists";

const lists = createWorkLists({
  fetchPage: fetchGenerations,
  async refresh(id) {
    try {
      useGenerations.getState().upsert(await platform.generations.get({ params: { generationId: id } }));
    } catch (error) {
      if ((error as AppError).code === "NOT_FOUND") useGenerations.getState().remove(id);
    }
  },
  readWork: () => Object.values(useGenerations.getState().byId),
  removeFromWork: (id) => useGenerations.getState().remove(id),
});

onReset(lists.distrust);
useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) lists.clear();
});

export interface WorkList {
  ids: readonly string[];
  /** New work that waits above until a person is at the top. */
  held: number;
  showHeld: () => void;
  isLoading: boolean;
  error: AppError | undefined;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

/** Work that fits, newest first: as far as it was read from the server, and live from there on. */
export function useWorkList(filter: WorkFilter): WorkList {
  const key = keyOf(filter);
  const list = lists.useLists(({ byKey }) => byKey[key]) ?? unread;
  const { status, error, cursor, isStale } = list;
  const all = useGenerations(useShallow(({ byId }) => listWork(Object.values(byId), filter, list)));
  const { shown, held, showHeld } = useHeldBack(key, all);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which list it is.
  useEffect(() => {
    if (isStale && status !== "failed") void lists.open(filter);
  }, [key, isStale, status]);
  useEffect(() => {
    if (!filter.q) return;
    return useGenerations.subscribe(() => void lists.askForNew(filter));
  }, [filter]);

  return {
    ids: shown,
    held,
    showHeld,
    isLoading: status === "loading",
    error,
    hasMore: cursor !== null || (isStale && status !== "failed"),
    loadMore: () => void (status === "ready" && lists.loadMore(filter)),
    reload: () => void (isStale ? lists.open(filter) : lists.loadMore(filter)),
  };
}

const TOP_PIXELS = 160;

/** Keeps what is looked at where it is while new work comes in above. */
function useHeldBack(key: string, ids: readonly string[]) {
  const [known, setKnown] = useState<{ key: string; ids: ReadonlySet<string> } | null>(null);

  useEffect(() => {
    const follow = () => {
      const isAway = window.scrollY > TOP_PIXELS;
      setKnown((before) =>
        isAway ? (before?.key === key && before.ids.size > 0 ? before : { key, ids: new Set(ids) }) : null,
      );
    };
    follow();
    window.addEventListener("scroll", follow, { passive: true });
    return () => window.removeEventListener("scroll", follow);
  }, [key, ids]);

  const knownIds = known?.key === key && known.ids.size > 0 ? known.ids : null;
  const { shown, held } = useMemo(
    () => (knownIds ? holdBack(ids, knownIds) : { shown: ids, held: 0 }),
    [ids, knownIds],
  );
  const showHeld = () => {
    setKnown(null);
    window.scrollTo(0, 0);
  };
  return { shown, held, showHeld };
}
