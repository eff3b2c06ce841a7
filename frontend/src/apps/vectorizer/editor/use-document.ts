import { AppError } from "@lumiku/app-sdk";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { useEffect, useState } from "react";
import { onReset } from "../../../core/app-events";
import type { Loaded } from "../../../core/use-async";
import { useRefreshed } from "../../../core/use-refreshed";
import { api } from "../api";
import { useDocuments, useLiveDocuments } from "../documents";

const removed = new AppError({ code: "DOCUMENT_NOT_FOUND", status: 404, message: "That document was removed." });

/** One document as it is in every other tab, and how to ask for it again. */
export function useDocument(documentId: string): [document: Loaded<VectorDocument>, reload: () => void] {
  useLiveDocuments();
  const [fetched, reload] = useRefreshed(
    () =>
      api.getDocument({ params: { documentId } }).then((document) => {
        useDocuments.getState().putBack(document);
        return document;
      }),
    [documentId],
  );
  const known = useDocuments((state) => state.byId[documentId]);
  const [wasHere, setWasHere] = useState(false);
  useEffect(() => onReset(reload), [reload]);
  useEffect(() => {
    if (known) setWasHere(true);
  }, [known]);

  if (known && fetched.status === "ready") return [{ status: "ready", data: known }, reload];
  if (fetched.status === "ready" && wasHere) return [{ status: "failed", error: removed }, reload];
  return [fetched, reload];
}
