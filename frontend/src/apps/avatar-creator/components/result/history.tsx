import type { Generation } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";
import { ProgressRing } from "@lumiku/ui/ring";
import { Star } from "lucide-react";
import { titleOf } from "../../made-words";
import type { Made, Work } from "../../use-work";

/** Everything made in this project, as a strip to look back along. */
export function History({ work }: { work: Work }) {
  const { history, shown, select, avatarOf, hasMore, isLoading, loadMore } = work;
  if (history.length < 2) return null;
  return (
    <section aria-label="History" className="grid grid-cols-1 gap-2">
      <h2 className="font-medium text-[13px] text-muted">History</h2>
      <ul className="-mx-1 flex gap-1.5 overflow-x-auto px-1 pt-1 pb-2">
        {history.map((made) => (
          <li key={made.id} className="shrink-0">
            <button
              type="button"
              aria-label={[titleOf(made), standingOf(made.generation)].filter(Boolean).join(", ")}
              aria-pressed={made.id === shown?.id}
              onClick={() => select(made.id)}
              className={classNames(
                "relative block size-18 overflow-hidden rounded-control border-2",
                made.id === shown?.id ? "border-accent" : "border-transparent",
              )}
            >
              <Thumbnail made={made} />
              {isFavourite(made, avatarOf) && (
                <span className="absolute right-1 bottom-1 grid size-5 place-items-center rounded-full bg-black/65 text-amber-300">
                  <Star size={12} fill="currentColor" aria-hidden="true" />
                </span>
              )}
            </button>
          </li>
        ))}
        {hasMore && (
          <li className="grid shrink-0 place-items-center px-2">
            <Button size="small" look="quiet" disabled={isLoading} onClick={loadMore}>
              Older ones
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}

function Thumbnail({ made: { generation, avatar } }: { made: Made }) {
  const asset = avatar?.asset ?? generation?.outputs.find((output) => output.asset)?.asset;
  if (asset) return <Picture {...asset} src={asset.thumbnailUrl} alt="" className="aspect-square!" />;
  return (
    <span className="grid size-full place-items-center bg-sunken text-muted text-xs">
      {generation?.status === "processing" ? (
        <ProgressRing value={generation.progress} label="Progress" size={40} />
      ) : (
        standingOf(generation)
      )}
    </span>
  );
}

function standingOf(generation: Generation | undefined): string | undefined {
  if (generation?.status === "pending") return "Waiting";
  if (generation?.status === "processing") return `${generation.progress} %`;
  return generation?.status === "failed" ? "Failed" : undefined;
}

function isFavourite({ generation, avatar }: Made, avatarOf: Work["avatarOf"]): boolean {
  if (avatar) return avatar.isFavourite;
  return generation.outputs.some(({ asset }) => asset && avatarOf(asset.id)?.isFavourite);
}
