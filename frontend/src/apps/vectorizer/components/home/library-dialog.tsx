import type { LibraryAsset } from "@lumiku/contracts/assets";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Dialog } from "@lumiku/ui/dialog";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Segmented } from "@lumiku/ui/segmented";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Check, Images } from "lucide-react";
import { useState } from "react";
import { assetsApi } from "../../../../core/assets-api";
import { LoadFailed } from "../../../../core/load-failed";
import { usePages } from "../../../../core/use-pages";
import { moment } from "../../../../core/words";
import { PictureThumbnail } from "../picture-thumbnail";

export interface LibraryDialogProps {
  /** How many may be chosen. */
  max: number;
  onChoose: (assets: LibraryAsset[]) => void;
  onClose: () => void;
}

type Kind = "all" | "upload" | "output";

const kinds: { value: Kind; label: string }[] = [
  { value: "all", label: "All" },
  { value: "upload", label: "Uploads" },
  { value: "output", label: "Made here" },
];
const PAGE = 48;
const places = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

/** Pictures of My Work to trace: one opens, more are a batch. */
export default function LibraryDialog({ max, onChoose, onClose }: LibraryDialogProps) {
  const [kind, setKind] = useState<Kind>("all");
  const [chosen, setChosen] = useState<LibraryAsset[]>([]);
  const pages = usePages(kind, (cursor) =>
    assetsApi.list({ query: { limit: PAGE, ...(kind !== "all" && { kind }), ...(cursor && { cursor }) } }),
  );
  const pictures = pages.items.filter(({ mime }) => mime.startsWith("image/"));
  const toggle = (asset: LibraryAsset) =>
    setChosen((known) => (known.includes(asset) ? known.filter((other) => other !== asset) : [...known, asset]));
  return (
    <Dialog title="Choose from My Work" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <div className="max-w-sm">
          <Segmented label="Show" isLabelHidden options={kinds} value={kind} onChange={setKind} />
        </div>
        {pages.error && <LoadFailed error={pages.error} onRetry={pages.reload} />}
        {pictures.length === 0 && !pages.isLoading && !pages.error ? (
          <EmptyState icon={<Images size={22} />} title="Nothing here yet">
            What you upload and what you make is kept in My Work.
          </EmptyState>
        ) : (
          <ul className="grid min-h-48 grid-cols-3 content-start gap-2 sm:grid-cols-5">
            {pictures.map((asset) => {
              const isChosen = chosen.includes(asset);
              return (
                <li key={asset.id}>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={asset.name ?? `Picture of ${moment(asset.createdAt)}`}
                    disabled={!isChosen && chosen.length >= max}
                    onClick={() => toggle(asset)}
                    className={classNames(
                      "relative block aspect-square w-full overflow-hidden rounded-control border-2 bg-white disabled:opacity-50",
                      isChosen ? "border-accent" : "border-line",
                    )}
                  >
                    <PictureThumbnail asset={asset} />
                    {isChosen && (
                      <span className="absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full bg-accent text-on-accent">
                        <Check size={14} strokeWidth={3} aria-hidden="true" />
                      </span>
                    )}
                  </button>
                </li>
              );
            })}
            {pages.isLoading && places.map((place) => <Skeleton key={place} className="aspect-square" />)}
          </ul>
        )}
        {pages.hasMore && (
          <Button className="justify-self-center" disabled={pages.isLoading} onClick={pages.loadMore}>
            Show older ones
          </Button>
        )}
      </div>
      <div className="sticky bottom-0 flex items-center justify-end gap-3 border-line border-t bg-surface px-5 py-3">
        <p role="status" className="mr-auto text-[13px] text-muted">
          {chosen.length > 0 && `${chosen.length} chosen`}
        </p>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={chosen.length === 0} onClick={() => onChoose(chosen)}>
          {chosen.length > 1 ? `Use ${chosen.length} pictures` : "Use this picture"}
        </Button>
      </div>
    </Dialog>
  );
}
