import type { Generation } from "@lumiku/app-sdk";
import { useEffect, useState } from "react";
import { platform } from "../../core/platform";

const FEWEST_LETTERS = 2;
const PAUSE_MS = 180;
const LIMIT = 6;

export interface WorkSearch {
  isSearching: boolean;
  hasFailed: boolean;
  items: Generation[];
}

const nothing: WorkSearch = { isSearching: false, hasFailed: false, items: [] };

/** A person's work whose prompts have all of the words, asked for when typing pauses. An overtaken question is taken back. */
export function useWorkSearch(query: string): WorkSearch {
  const q = query.trim();
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (q.length < FEWEST_LETTERS) {
      setFound(nothing);
      return;
    }
    setFound(({ items }) => ({ isSearching: true, hasFailed: false, items }));
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      platform.generations.list({ query: { q, limit: LIMIT }, signal }).then(
        ({ items }) => !signal.aborted && setFound({ isSearching: false, hasFailed: false, items }),
        () => !signal.aborted && setFound({ isSearching: false, hasFailed: true, items: [] }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [q]);
  return found;
}
