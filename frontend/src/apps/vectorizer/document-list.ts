import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";

export interface ListedDocuments {
  /** Words a name contains; "" for every document. */
  q: string;
  /** Down to which moment pages have come, as ISO 8601; null when there is nothing older. */
  until: string | null;
}

/**
 * The documents of a list, last used first: those of its pages, and those that came since. Of what is known from
 * elsewhere, whatever belongs to a page that has not come is left out, so that nothing is missing in between.
 */
export function listDocuments(documents: Iterable<VectorDocument>, { q, until }: ListedDocuments): VectorDocument[] {
  const words = q.toLowerCase();
  return [...documents]
    .filter(({ name, updatedAt }) => name.toLowerCase().includes(words) && (until === null || updatedAt >= until))
    .sort(lastUsedFirst);
}

function lastUsedFirst(a: VectorDocument, b: VectorDocument): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}
