import { MAX_BATCH } from "@lumiku/contracts/vectorizer";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { Button } from "@lumiku/ui/button";
import { EmptyState } from "@lumiku/ui/empty-state";
import { useSelection } from "@lumiku/ui/selection";
import { PenTool, Search, Trash2 } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { LoadFailed } from "../../../../core/load-failed";
import { SearchField } from "../../../../core/search-field";
import { type DocumentList, removeDocuments, renameDocument } from "../../documents";
import { CardSkeletons, documentGrid } from "./card-skeletons";
import { DocumentCard } from "./document-card";
import { SelectionBar } from "./selection-bar";
import { useArrowKeys } from "./use-arrow-keys";
import { useNearEnd } from "./use-near-end";

const RenameDialog = lazy(() => import("../rename-dialog"));

const MAX_NAME = 120;

export interface DocumentsProps {
  list: DocumentList;
  /** What is being searched for; "" for everything. */
  q: string;
  typed: string;
  onType: (words: string) => void;
  onTraceTogether: (documents: VectorDocument[]) => void;
}

/** Every picture a person brought: to open, rename, remove, or trace together. */
export function Documents({ list, q, typed, onType, onTraceTogether }: DocumentsProps) {
  const { items, isLoading, error, hasMore, loadMore, reload } = list;
  const [renamed, setRenamed] = useState<VectorDocument>();
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const selection = useSelection(ids);
  const chosen = items.filter(({ id }) => selection.isSelected(id));
  const moveByKey = useArrowKeys();
  const end = useNearEnd<HTMLDivElement>(hasMore && !isLoading && !error, loadMore);
  return (
    <section aria-labelledby="documents-title" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="documents-title" className="font-semibold text-lg tracking-tight">
          Your pictures
        </h2>
        <SearchField label="Search pictures" value={typed} onChange={onType} />
      </div>
      {items.length > 0 && (
        <ul aria-label="Pictures" onKeyDown={moveByKey} className={documentGrid}>
          {items.map((document) => (
            <DocumentCard
              key={document.id}
              document={document}
              isSelected={selection.isSelected(document.id)}
              isSelecting={selection.isSelecting}
              onToggle={(id, isRange) => selection.toggle(id, { isRange })}
              onRename={setRenamed}
              onRemove={(removed) => void removeDocuments([removed])}
            />
          ))}
          {(hasMore || isLoading) && <CardSkeletons />}
        </ul>
      )}
      {isLoading && items.length === 0 && (
        <ul aria-hidden="true" className={documentGrid}>
          <CardSkeletons />
        </ul>
      )}
      {error && <LoadFailed error={error} onRetry={reload} />}
      {q && !isLoading && !error && items.length === 0 && (
        <EmptyState icon={<Search size={22} aria-hidden="true" />} title={`Nothing is called “${q}”`}>
          The names of your pictures were searched.
        </EmptyState>
      )}
      <div ref={end} />
      <SelectionBar selection={selection} listed={items.length}>
        <Button
          look="quiet"
          size="small"
          className="max-md:h-11"
          disabled={chosen.length > MAX_BATCH}
          title={chosen.length > MAX_BATCH ? `A batch has at most ${MAX_BATCH} pictures` : undefined}
          onClick={() => {
            onTraceTogether(chosen);
            selection.clear();
          }}
        >
          <PenTool size={16} aria-hidden="true" />
          {chosen.length === 1 ? "Trace" : "Trace together"}
        </Button>
        <Button
          look="quiet"
          size="small"
          className="max-md:h-11"
          onClick={() => {
            selection.clear();
            void removeDocuments(chosen);
          }}
        >
          <Trash2 size={16} aria-hidden="true" />
          Remove
        </Button>
      </SelectionBar>
      <Suspense>
        {renamed && (
          <RenameDialog
            name={renamed.name}
            maxLength={MAX_NAME}
            onRename={(name) => renameDocument(renamed, name)}
            onClose={() => setRenamed(undefined)}
          />
        )}
      </Suspense>
    </section>
  );
}
