import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { newestFirst } from "../../core/generations";
import { fits, type WorkFilter } from "./work-filter";

/** Where a page of the server ended. */
export type Edge = Pick<Generation, "createdAt" | "id">;

/** What the server has said of a filtered list so far. */
export interface LoadedPart {
  /** The oldest work it has listed; null when it has listed all there is. */
  edge: Edge | null;
  /** Work it has listed: the only way to know what a search by words finds. */
  listedIds: ReadonlySet<string>;
}

/**
 * The ids of a list, newest first, from what is here of all work. Other pages fetch work too; what is older than the
 * edge waits until this list gets there, so that nothing is missing between.
 */
export function listWork(work: readonly Generation[], filter: WorkFilter, { edge, listedIds }: LoadedPart): string[] {
  return work
    .filter(
      (generation) =>
        fits(generation, filter) && isWithin(generation, edge) && (!filter.q || listedIds.has(generation.id)),
    )
    .sort(newestFirst)
    .map(({ id }) => id);
}

/** Work that came since the server was asked and may be found by the words: it has to be asked again. */
export function findUnasked(
  work: readonly Generation[],
  filter: WorkFilter,
  { listedIds }: LoadedPart,
  askedIds: ReadonlySet<string>,
): string[] {
  if (!filter.q) return [];
  return work
    .filter((generation) => fits(generation, filter) && !listedIds.has(generation.id) && !askedIds.has(generation.id))
    .map(({ id }) => id);
}

/**
 * After a gap in the stream the server has listed everything down to the edge anew. What was here before it was asked
 * and is not among that has been removed meanwhile; work that ran then may only have become another kind.
 */
export function findVanished(
  before: readonly Generation[],
  filter: WorkFilter,
  { edge, listedIds }: LoadedPart,
): { removed: string[]; changed: string[] } {
  // By its words it may never have belonged there: nothing is said about it.
  if (filter.q) return { removed: [], changed: [] };
  const missing = before.filter(
    (generation) => fits(generation, filter) && isWithin(generation, edge) && !listedIds.has(generation.id),
  );
  const isChanged = ({ status }: Generation) => filter.status !== undefined && !isTerminal(status);
  return {
    removed: missing.filter((generation) => !isChanged(generation)).map(({ id }) => id),
    changed: missing.filter(isChanged).map(({ id }) => id),
  };
}

/**
 * What is shown of a list while somebody looks at its middle. New work would move what they look at: it waits above
 * until they come back to the top. `knownIds` is what has been shown since then; what is further down than all of it
 * is the next page.
 */
export function holdBack(
  ids: readonly string[],
  knownIds: ReadonlySet<string>,
): { shown: readonly string[]; held: number } {
  const last = ids.findLastIndex((id) => knownIds.has(id));
  if (last < 0) return { shown: ids, held: 0 };
  const shown = ids.filter((id, index) => index > last || knownIds.has(id));
  return shown.length === ids.length ? { shown: ids, held: 0 } : { shown, held: ids.length - shown.length };
}

function isWithin(generation: Edge, edge: Edge | null): boolean {
  return !edge || newestFirst(generation, edge) <= 0;
}
