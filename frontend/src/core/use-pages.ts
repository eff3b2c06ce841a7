import type { AppError } from "@lumiku/app-sdk";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Pages<T> {
  items: T[];
  isLoading: boolean;
  error: AppError | undefined;
  hasMore: boolean;
  loadMore: () => void;
  /** From the first page on, keeping what is shown until it has come. */
  reload: () => void;
  /** Puts a newer form of an item in its place. */
  replace: (item: T) => void;
  /** Takes an item out that does not belong there any more. */
  remove: (id: string) => void;
}

type LoadPage<T> = (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>;

/** A list that comes in pages. Begins anew when `key` changes; an answer that comes too late is dropped. */
export function usePages<T extends { id: string }>(key: string, load: LoadPage<T>): Pages<T> {
  const [items, setItems] = useState<T[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<AppError>();
  const latest = useRef(0);

  const fetchPage = async (after: string | undefined) => {
    const turn = ++latest.current;
    setLoading(true);
    setError(undefined);
    try {
      const page = await load(after);
      if (turn !== latest.current) return;
      setItems((known) => (after ? [...known, ...page.items] : page.items));
      setCursor(page.nextCursor);
    } catch (failure) {
      if (turn === latest.current) setError(failure as AppError);
    } finally {
      if (turn === latest.current) setLoading(false);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is loaded.
  useEffect(() => {
    setItems([]);
    void fetchPage(undefined);
  }, [key]);

  return {
    ...{ items, isLoading, error, hasMore: cursor !== null },
    loadMore: () => {
      if (cursor && !isLoading) void fetchPage(cursor);
    },
    reload: () => void fetchPage(undefined),
    replace: useCallback(
      (item: T) => setItems((known) => known.map((other) => (other.id === item.id ? item : other))),
      [],
    ),
    remove: useCallback((id: string) => setItems((known) => known.filter((other) => other.id !== id)), []),
  };
}
