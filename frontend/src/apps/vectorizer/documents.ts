import type { AppError } from "@lumiku/app-sdk";
import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { onAppEvent, onReset, onWorkMoved } from "../../core/app-events";
import { inBatches } from "../../core/batches";
import { createEntityStore } from "../../core/entities";
import { removals } from "../../core/removal";
import { useSession } from "../../core/session";
import { api } from "./api";
import { listDocuments } from "./document-list";

/** The documents that are here, from whichever request or event they came. */
export const useDocuments = createEntityStore<VectorDocument>();

// What one person's documents are must not be seen by the next who signs in here.
useSession.subscribe(({ me }, before) => {
  if (me?.user.id !== before.me?.user.id) useDocuments.getState().clear();
});

/** Keeps the documents of this tab like those of every other. */
export function useLiveDocuments(): void {
  const { upsert, remove } = useDocuments.getState();
  useEffect(() => {
    const stops = [
      onAppEvent(vectorizer, "document.created", (document) => upsert(document)),
      onAppEvent(vectorizer, "document.updated", (document) => upsert(document)),
      onAppEvent(vectorizer, "document.removed", ({ id }) => remove(id)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [upsert, remove]);
}

export interface DocumentList {
  /** Last used first. */
  items: VectorDocument[];
  isLoading: boolean;
  error: AppError | undefined;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

const PAGE = 36;

/** A person's documents, live, by a part of their name; older ones come when they are asked for. */
export function useDocumentList(q: string): DocumentList {
  useLiveDocuments();
  const byId = useDocuments((state) => state.byId);
  const [{ cursor, until }, setReached] = useState<{ cursor: string | null; until: string | null }>(fromTheStart);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<AppError>();
  const latest = useRef(0);

  const load = useCallback(
    async (after?: string) => {
      const turn = ++latest.current;
      setLoading(true);
      setError(undefined);
      try {
        const query = { limit: PAGE, ...(q && { q }), ...(after && { cursor: after }) };
        const page = await api.listDocuments({ query });
        useDocuments.getState().upsert(...page.items);
        if (turn !== latest.current) return;
        setReached({ cursor: page.nextCursor, until: page.nextCursor && (page.items.at(-1)?.updatedAt ?? null) });
      } catch (failure) {
        if (turn === latest.current) setError(failure as AppError);
      } finally {
        if (turn === latest.current) setLoading(false);
      }
    },
    [q],
  );
  useEffect(() => {
    setReached(fromTheStart);
    void load();
    const reload = () => void load();
    const stops = [onReset(reload), onWorkMoved(reload)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [load]);

  const items = useMemo(() => listDocuments(Object.values(byId), { q, until }), [byId, q, until]);
  return {
    ...{ items, isLoading, error, hasMore: cursor !== null },
    loadMore: () => cursor && !isLoading && void load(cursor),
    reload: () => void load(),
  };
}

const fromTheStart = { cursor: null, until: null };

/** Shown at once; the name before is back when the new one was refused. @throws AppError */
export async function renameDocument(document: VectorDocument, name: string): Promise<void> {
  const { upsert } = useDocuments.getState();
  upsert({ ...document, name });
  try {
    upsert(await api.updateDocument({ params: { documentId: document.id }, body: { name } }));
  } catch (failure) {
    upsert(document);
    throw failure;
  }
}

const AT_ONCE = 4;

/** Gone at once; a toast takes it back. What the server keeps is shown again. */
export async function removeDocuments(documents: readonly VectorDocument[]): Promise<void> {
  const [first] = documents;
  if (!first) return;
  const { remove, putBack, upsert } = useDocuments.getState();
  let removed: string[] = [];
  await removals.remove({
    words: documents.length === 1 ? `“${first.name}” is removed` : `${documents.length} pictures are removed`,
    hide: () => {
      for (const { id } of documents) remove(id);
    },
    show: () => putBack(...documents),
    async remove() {
      const answers = await settleAll(documents, ({ id }) => api.removeDocument({ params: { documentId: id } }));
      const kept = documents.filter((_, index) => answers[index]?.status === "rejected");
      removed = documents.filter((document) => !kept.includes(document)).map(({ id }) => id);
      const refusal = answers.find((answer) => answer.status === "rejected");
      if (removed.length === 0 && refusal) throw refusal.reason;
      putBack(...kept);
    },
    async restore() {
      const answers = await settleAll(removed, (documentId) => api.restoreDocument({ params: { documentId } }));
      const refusal = answers.find((answer) => answer.status === "rejected");
      if (refusal) throw refusal.reason;
      upsert(...answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])));
    },
  });
}

/** Asks the same of each, some at a time, and goes on when one is refused. */
async function settleAll<T, Answer>(items: readonly T[], ask: (item: T) => Promise<Answer>) {
  const answers = await inBatches(items, AT_ONCE, (some) => Promise.allSettled(some.map(ask)));
  return answers.flat();
}
