import type { Generation } from "@lumiku/app-sdk";
import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";
import { promptOf } from "../../../core/generation-words";
import { isRunning } from "../../../core/generations";

export interface HistoryProps {
  items: Generation[];
  selectedId: string | undefined;
  onSelect: (id: string) => void;
}

/** Everything made in this project, as a strip to look back along. */
export function History({ items, selectedId, onSelect }: HistoryProps) {
  return (
    <section aria-label="History" className="grid gap-2">
      <h2 className="font-medium text-[13px] text-muted">History</h2>
      <ul className="flex gap-2 overflow-x-auto pb-2">
        {items.map((item) => {
          const asset = item.outputs.find((output) => output.asset)?.asset;
          return (
            <li key={item.id} className="shrink-0">
              <button
                type="button"
                aria-label={[promptOf(item), !asset && standingOf(item)].filter(Boolean).join(", ")}
                aria-pressed={item.id === selectedId}
                onClick={() => onSelect(item.id)}
                className={classNames(
                  "block size-20 overflow-hidden rounded-control border-2",
                  item.id === selectedId ? "border-accent" : "border-transparent",
                )}
              >
                {asset ? (
                  <Picture {...asset} src={asset.thumbnailUrl} alt="" className="aspect-square!" />
                ) : (
                  <span className="grid size-full place-items-center bg-sunken text-faint text-xs">
                    {standingOf(item)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function standingOf(item: Generation): string {
  if (item.status === "pending") return "Waiting";
  return isRunning(item) ? `${item.progress} %` : "Failed";
}
