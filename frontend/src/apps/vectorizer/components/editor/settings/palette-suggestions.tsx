import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { useState } from "react";
import { useAsync } from "../../../../../core/use-async";
import { api } from "../../../api";

export interface PaletteSuggestionsProps {
  documentId: string;
  /** The colours that are set, when they are. */
  chosen: readonly string[] | undefined;
  onChoose: (colors: string[]) => void;
}

/** Palettes that suit the picture, from few colours to many. Asked for when they are wanted. */
export function PaletteSuggestions(props: PaletteSuggestionsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} className="group">
      <summary className="flex h-11 list-none items-center justify-center rounded-control border border-line-strong font-medium text-[13px] hover:bg-sunken [&::-webkit-details-marker]:hidden">
        Palettes that suit this picture
      </summary>
      {isOpen && <Suggestions {...props} />}
    </details>
  );
}

function Suggestions({ documentId, chosen, onChoose }: PaletteSuggestionsProps) {
  const [palettes, reload] = useAsync(documentId, () => api.listPalettes({ params: { documentId } }));
  if (palettes.status === "loading") return <Skeleton className="mt-2 h-60" />;
  if (palettes.status === "failed") {
    return (
      <p role="alert" className="pt-2 text-[13px] text-danger">
        {palettes.error.message}{" "}
        <button type="button" onClick={reload} className="min-h-11 font-medium text-ink underline underline-offset-2">
          Try again
        </button>
      </p>
    );
  }
  return (
    <ul aria-label="Suggested palettes" className="grid gap-0.5 pt-2">
      {palettes.data.items.map(({ colors, deltaE }) => {
        const codes = colors.map(({ color }) => color);
        const isChosen = chosen?.join() === codes.join();
        return (
          <li key={codes.join()}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => onChoose(codes)}
              className={classNames(
                "flex h-11 w-full items-center gap-2.5 rounded-control px-2",
                isChosen ? "bg-accent-soft" : "hover:bg-sunken",
              )}
            >
              <span className="tabular w-5 text-right text-[13px] text-muted">
                {codes.length}
                <span className="sr-only"> colours</span>
              </span>
              <span className="flex h-6 min-w-0 flex-1 overflow-hidden rounded-md border border-ink/15">
                {colors.map(({ color, share }) => (
                  <span
                    key={color}
                    className="min-w-1.5"
                    // A colour of a few pixels must be seen as well.
                    style={{ background: color, flexGrow: Math.sqrt(share) }}
                  />
                ))}
              </span>
              <span className="tabular w-14 text-right text-[13px] text-faint">ΔE {deltaE.toFixed(1)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
