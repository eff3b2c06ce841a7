import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { useEffect } from "react";
import { inBatches } from "../../../core/batches";
import { api } from "../api";
import { useDocuments, useLiveDocuments } from "../documents";

const AT_ONCE = 6;

/** The documents of a batch, whose bitmaps are shown beside the traces; those that are not here are fetched. */
export function useBitmaps(documentIds: readonly string[]): Record<string, VectorDocument> {
  useLiveDocuments();
  const key = documentIds.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the ids; what is here is not asked for.
  useEffect(() => {
    const { byId, upsert } = useDocuments.getState();
    const missing = documentIds.filter((id) => !byId[id]);
    // One that is gone is shown without its bitmap.
    const fetchOne = (documentId: string) => api.getDocument({ params: { documentId } }).then(upsert, () => {});
    void inBatches(missing, AT_ONCE, (some) => Promise.all(some.map(fetchOne)));
  }, [key]);
  return useDocuments((state) => state.byId);
}
