import { Button } from "@lumiku/ui/button";
import { ProgressBar } from "@lumiku/ui/progress";
import { X } from "lucide-react";
import type { Uploading } from "./use-uploading";

/** Files on their way, and those that were refused, with the reason. */
export function UploadingList({ files, onDismiss }: { files: readonly Uploading[]; onDismiss: (id: number) => void }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Uploads on their way" aria-live="polite" className="grid gap-2">
      {files.map(({ id, name, sent, error }) =>
        error ? (
          <li
            key={id}
            className="flex items-center justify-between gap-3 rounded-control bg-danger-soft py-1 pr-1 pl-3"
          >
            <p className="min-w-0 break-words text-danger">
              <span className="font-medium">{name}</span>: {error.message}
            </p>
            <Button look="quiet" size="icon" aria-label={`Dismiss ${name}`} onClick={() => onDismiss(id)}>
              <X size={16} aria-hidden="true" />
            </Button>
          </li>
        ) : (
          <li key={id} className="grid gap-2 rounded-control border border-line bg-surface p-3">
            <p className="flex justify-between gap-3 text-[13px]">
              <span className="truncate">{name}</span>
              <span className="tabular shrink-0 text-muted">
                {sent < 1 ? `${Math.round(sent * 100)} %` : "Checking …"}
              </span>
            </p>
            <ProgressBar value={Math.round(sent * 100)} label={name} />
          </li>
        ),
      )}
    </ul>
  );
}
