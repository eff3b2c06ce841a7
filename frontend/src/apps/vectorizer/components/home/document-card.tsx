import { vectorizer } from "@lumiku/contracts/vectorizer";
import type { VectorDocument } from "@lumiku/contracts/vectorizer-traces";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Menu, MenuItem, MenuSeparator } from "@lumiku/ui/menu";
import { SelectMark } from "@lumiku/ui/selection";
import { Download, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { Link } from "react-router";
import { timeAgo } from "../../../../core/words";
import { resultWords } from "../../batches/batch-words";
import { exportUrl } from "../../editor/addresses";
import { PictureThumbnail } from "../picture-thumbnail";

export interface DocumentCardProps {
  document: VectorDocument;
  isSelected: boolean;
  /** Others are chosen: a click chooses, instead of opening. */
  isSelecting: boolean;
  onToggle: (id: string, isRange: boolean) => void;
  onRename: (document: VectorDocument) => void;
  onRemove: (document: VectorDocument) => void;
}

/** A picture as it was last traced, with the bitmap in its corner; the bitmap alone until then. */
export function DocumentCard(props: DocumentCardProps) {
  const { document, isSelected, isSelecting, onToggle, onRename, onRemove } = props;
  const { id, name, asset, trace, updatedAt } = document;
  return (
    <li
      className={classNames(
        "group relative overflow-hidden rounded-card border bg-surface transition-colors duration-150 has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:outline-offset-2",
        isSelected ? "border-accent ring-1 ring-accent" : "border-line hover:border-line-strong",
      )}
    >
      <div className="relative aspect-4/3 border-line border-b bg-white p-3">
        <PictureThumbnail key={trace?.asset.id ?? asset.id} asset={trace?.asset ?? asset} />
        {trace && (
          <span className="absolute bottom-2 left-2 block size-11 overflow-hidden rounded-md border border-zinc-200 bg-white shadow-sm">
            <PictureThumbnail asset={asset} />
          </span>
        )}
      </div>
      <div className="flex items-start gap-1 py-1.5 pr-1 pl-3">
        <div className="min-w-0 flex-1 py-1">
          <p dir="auto" className="truncate text-left font-medium">
            {/* The whole card is the link; what stands above it is not. */}
            <Link
              to={`/apps/${vectorizer.id}/documents/${id}`}
              onClick={(event) => {
                // Enter opens, whatever is chosen.
                const isPointed = event.detail > 0;
                if (!isPointed || (!isSelecting && !event.shiftKey)) return;
                event.preventDefault();
                onToggle(id, event.shiftKey);
              }}
              className="outline-none after:absolute after:inset-0"
            >
              {name}
            </Link>
          </p>
          <p className="tabular truncate text-faint text-xs">
            {trace ? resultWords(trace.report) : "Not traced yet"}
            <span className="max-sm:hidden"> · {timeAgo(updatedAt)}</span>
          </p>
        </div>
        <Menu
          trigger={
            <Button look="quiet" size="icon" aria-label={`More for ${name}`} className="relative z-10">
              <Ellipsis size={18} aria-hidden="true" />
            </Button>
          }
        >
          {trace && (
            <MenuItem onSelect={() => window.location.assign(exportUrl(trace.id, "svg"))}>
              <Download size={16} aria-hidden="true" />
              Download SVG
            </MenuItem>
          )}
          <MenuItem onSelect={() => onRename(document)}>
            <Pencil size={16} aria-hidden="true" />
            Rename
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => onRemove(document)}>
            <Trash2 size={16} aria-hidden="true" />
            Remove
          </MenuItem>
        </Menu>
      </div>
      <SelectMark
        isSelected={isSelected}
        label={`Select ${name}`}
        onToggle={(isRange) => onToggle(id, isRange)}
        className={classNames(
          "absolute top-0 left-0 z-10 transition-opacity duration-150 pointer-coarse:opacity-100 has-focus-visible:opacity-100 group-hover:opacity-100",
          isSelected || isSelecting ? "opacity-100" : "opacity-0",
        )}
      />
    </li>
  );
}
