import type { Asset } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Dialog } from "@lumiku/ui/dialog";
import { EmptyState } from "@lumiku/ui/empty-state";
import { Picture } from "@lumiku/ui/picture";
import { Segmented } from "@lumiku/ui/segmented";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Check, Images } from "lucide-react";
import { useState } from "react";
import { assetsApi } from "../../../../core/assets-api";
import { usePages } from "../../../../core/use-pages";

export interface LibraryDialogProps {
  chosenIds: readonly string[];
  max: number;
  onChoose: (assets: Asset[]) => void;
  onClose: () => void;
}

type Kind = "all" | "upload" | "output";

const kinds: { value: Kind; label: string }[] = [
  { value: "all", label: "All" },
  { value: "upload", label: "Uploads" },
  { value: "output", label: "Made here" },
];
const PAGE = 48;

/** Pictures of the library to choose a few from. */
export default function LibraryDialog({ chosenIds, max, onChoose, onClose }: LibraryDialogProps) {
  const [kind, setKind] = useState<Kind>("all");
  const [chosen, setChosen] = useState<Asset[]>([]);
  const pages = usePages(kind, (cursor) =>
    assetsApi.list({ query: { limit: PAGE, ...(kind !== "all" && { kind }), ...(cursor && { cursor }) } }),
  );
  const room = max - chosenIds.length - chosen.length;
  const pictures = pages.items.filter(({ id, mime }) => mime.startsWith("image/") && !chosenIds.includes(id));
  return (
    <Dialog title="Choose from your library" onClose={onClose}>
      <div className="grid gap-4 p-5">
        <div className="max-w-sm">
          <Segmented label="Show" isLabelHidden options={kinds} value={kind} onChange={setKind} />
        </div>
        {pages.error && (
          <p role="alert" className="text-danger">
            {pages.error.message}
          </p>
        )}
        {pictures.length === 0 && !pages.isLoading && !pages.error ? (
          <EmptyState icon={<Images size={22} />} title="Nothing here yet">
            What you upload and what you make is kept in your library.
          </EmptyState>
        ) : (
          <ul className="grid min-h-48 grid-cols-3 content-start gap-2 sm:grid-cols-5">
            {pictures.map((asset, index) => {
              const isChosen = chosen.includes(asset);
              return (
                <li key={asset.id}>
                  <button
                    type="button"
                    aria-pressed={isChosen}
                    aria-label={asset.name ?? `Picture ${index + 1}`}
                    disabled={!isChosen && room <= 0}
                    onClick={() => setChosen(isChosen ? chosen.filter((other) => other !== asset) : [...chosen, asset])}
                    className={classNames(
                      "relative block w-full overflow-hidden rounded-control border-2 disabled:opacity-50",
                      isChosen ? "border-accent" : "border-transparent",
                    )}
                  >
                    <Picture {...asset} src={asset.thumbnailUrl} alt="" className="aspect-square!" />
                    {isChosen && (
                      <span className="absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-full bg-accent text-on-accent">
                        <Check size={14} strokeWidth={3} aria-hidden="true" />
                      </span>
                    )}
                  </button>
                </li>
              );
            })}
            {pages.isLoading &&
              ["a", "b", "c", "d", "e"].map((key) => <Skeleton key={key} className="aspect-square" />)}
          </ul>
        )}
        {pages.hasMore && (
          <Button className="justify-self-center" disabled={pages.isLoading} onClick={pages.loadMore}>
            Show older ones
          </Button>
        )}
      </div>
      <div className="sticky bottom-0 flex items-center justify-end gap-3 border-line border-t bg-surface px-5 py-3">
        <p className="mr-auto text-[13px] text-muted">{room > 0 ? `Room for ${room} more` : "No room for more"}</p>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={chosen.length === 0} onClick={() => onChoose(chosen)}>
          {chosen.length > 1 ? `Use ${chosen.length} pictures` : "Use this picture"}
        </Button>
      </div>
    </Dialog>
  );
}
