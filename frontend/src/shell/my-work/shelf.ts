import type { AppError } from "@lumiku/app-sdk";
import { create } from "zustand";
import { newestFirst } from "../../core/generations";

interface Shelved {
  id: string;
  createdAt: string;
}

export interface Shelf<T> {
  items: readonly T[];
  status: "loading" | "ready" | "failed";
  error: AppError | undefined;
  cursor: string | null;
}

type FetchPage<T> = (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>;

/** A list of the server's that no stream keeps up to date: it is read in pages, newest first, and changed by hand. */
export function createShelf<T extends Shelved>(fetchPage: FetchPage<T>) {
  const useShelf = create<Shelf<T>>()(() => ({ items: [], status: "loading", error: undefined, cursor: null }));
  let turn = 0;

  const read = async (after: string | undefined) => {
    const asked = ++turn;
    useShelf.setState({ status: "loading", error: undefined });
    try {
      const page = await fetchPage(after);
      if (asked !== turn) return;
      const known = after ? useShelf.getState().items : [];
      useShelf.setState({ items: merge(known, page.items), cursor: page.nextCursor, status: "ready" });
    } catch (error) {
      if (asked === turn) useShelf.setState({ status: "failed", error: error as AppError });
    }
  };

  return {
    useShelf,
    /** From the first page on; what is shown stays until it has come. */
    load: () => read(undefined),
    async loadMore(): Promise<void> {
      const { cursor, status } = useShelf.getState();
      if (cursor && status !== "loading") await read(cursor);
    },
    put: (...items: readonly T[]) => useShelf.setState((shelf) => ({ items: merge(shelf.items, items) })),
    take: (ids: readonly string[]) =>
      useShelf.setState((shelf) => ({ items: shelf.items.filter(({ id }) => !ids.includes(id)) })),
    clear() {
      turn++;
      useShelf.setState({ items: [], status: "loading", error: undefined, cursor: null });
    },
  };
}

export type ShelfStore<T extends Shelved> = ReturnType<typeof createShelf<T>>;

function merge<T extends Shelved>(known: readonly T[], more: readonly T[]): T[] {
  return [...new Map([...known, ...more].map((item) => [item.id, item])).values()].sort(newestFirst);
}
