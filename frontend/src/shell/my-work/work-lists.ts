import type { AppError, Generation } from "@lumiku/app-sdk";
import { create } from "zustand";
import type { GenerationsQuery } from "../../core/generations";
import { newestFirst } from "../../core/generations";
import { keyOf, queryOf, type WorkFilter } from "./work-filter";
import { findUnasked, findVanished, type LoadedPart } from "./work-list";

export interface WorkListState extends LoadedPart {
  status: "loading" | "ready" | "failed";
  error: AppError | undefined;
  cursor: string | null;
  /** Events may have been missed since it was read. */
  isStale: boolean;
  /** Work that the server was asked about, and whether it is found by the words. */
  askedIds: ReadonlySet<string>;
}

export interface WorkListsDependencies {
  /** Reads a page into the store of all work as well. */
  fetchPage(query: GenerationsQuery): Promise<{ items: Generation[]; nextCursor: string | null }>;
  /** Reads one piece of work again; takes it out of the store when it is gone. */
  refresh(id: string): Promise<void>;
  /** What is here of all work. */
  readWork(): Generation[];
  removeFromWork(id: string): void;
}

const PAGE_SIZE = 60;
const MAX_PAGE_SIZE = 100;
const MAX_LISTS = 12;

/** A list nobody has read yet. */
export const unread: WorkListState = {
  ...{ status: "loading", error: undefined, cursor: null, isStale: true },
  ...{ edge: null, listedIds: new Set(), askedIds: new Set() },
};

/**
 * How far the server's lists of work have been read, by filter. They are kept while a person is elsewhere: the stream
 * keeps the work itself up to date, so coming back shows the same list at the same place.
 */
export function createWorkLists({ fetchPage, refresh, readWork, removeFromWork }: WorkListsDependencies) {
  const useLists = create<{ byKey: Record<string, WorkListState> }>()(() => ({ byKey: {} }));
  const reading = new Set<string>();

  const read = (key: string): WorkListState | undefined => useLists.getState().byKey[key];
  const write = (key: string, changes: Partial<WorkListState>) =>
    useLists.setState(({ byKey }) => {
      // Written last, so that what is dropped is what nobody has looked at for longest.
      const { [key]: known = unread, ...others } = byKey;
      const kept = Object.entries(others).slice(-(MAX_LISTS - 1));
      return { byKey: Object.fromEntries([...kept, [key, { ...known, ...changes }]]) };
    });

  /** One request of a list at a time; what hinders it is kept for people to read. */
  const ask = async (key: string, work: () => Promise<Partial<WorkListState>>) => {
    if (reading.has(key)) return;
    reading.add(key);
    write(key, { status: "loading", error: undefined });
    try {
      const changes = await work();
      if (read(key)) write(key, { status: "ready", ...changes });
    } catch (error) {
      if (read(key)) write(key, { status: "failed", error: error as AppError });
    } finally {
      reading.delete(key);
    }
  };

  /** Reads everything again down to where it was read before, and takes out what has gone since. */
  const readAnew = async (filter: WorkFilter): Promise<Partial<WorkListState>> => {
    const { edge } = read(keyOf(filter)) ?? unread;
    const before = readWork();
    const items: Generation[] = [];
    let cursor: string | null = null;
    do {
      const limit = edge ? MAX_PAGE_SIZE : PAGE_SIZE;
      const page = await fetchPage({ ...queryOf(filter), limit, ...(cursor && { cursor }) });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor && edge && newestFirst(items.at(-1) ?? edge, edge) < 0);

    const part = { edge: (cursor && items.at(-1)) || null, listedIds: new Set(items.map(({ id }) => id)) };
    const { removed, changed } = findVanished(before, filter, part);
    removed.forEach(removeFromWork);
    await Promise.all(changed.map(refresh));
    return { ...part, cursor, isStale: false, askedIds: new Set() };
  };

  return {
    useLists,

    /** Reads the list, unless what is here of it is still right. */
    open(filter: WorkFilter): Promise<void> {
      const known = read(keyOf(filter));
      return known && !known.isStale ? Promise.resolve() : ask(keyOf(filter), () => readAnew(filter));
    },

    loadMore(filter: WorkFilter): Promise<void> {
      const key = keyOf(filter);
      const { cursor, listedIds } = read(key) ?? unread;
      if (!cursor) return Promise.resolve();
      return ask(key, async () => {
        const page = await fetchPage({ ...queryOf(filter), limit: PAGE_SIZE, cursor });
        return {
          edge: (page.nextCursor && page.items.at(-1)) || null,
          cursor: page.nextCursor,
          listedIds: new Set([...listedIds, ...page.items.map(({ id }) => id)]),
        };
      });
    },

    /** Asks whether the words find work that came in meanwhile. */
    async askForNew(filter: WorkFilter): Promise<void> {
      const key = keyOf(filter);
      const known = read(key);
      if (known?.status !== "ready") return;
      const unasked = findUnasked(readWork(), filter, known, known.askedIds);
      if (unasked.length === 0) return;
      await ask(key, async () => {
        const page = await fetchPage({ ...queryOf(filter), limit: PAGE_SIZE });
        return {
          listedIds: new Set([...known.listedIds, ...page.items.map(({ id }) => id)]),
          askedIds: new Set([...known.askedIds, ...unasked]),
        };
      });
    },

    /** Events may have been missed: every list is read anew before it is believed again. */
    distrust(): void {
      useLists.setState(({ byKey }) => ({
        byKey: Object.fromEntries(Object.entries(byKey).map(([key, list]) => [key, { ...list, isStale: true }])),
      }));
    },

    /** Forgets everything: somebody else may be here now. */
    clear: () => useLists.setState({ byKey: {} }),
  };
}
