import { type Asset, type Generation, isTerminal } from "@lumiku/app-sdk";
import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";
import { Maximize2 } from "lucide-react";
import { LiveProgress } from "../../../core/generation-parts";
import { outcomeWords, promptOf } from "../../../core/generation-words";

interface StageProps {
  generation: Generation;
  assets: readonly Asset[];
  index: number;
  onIndex: (index: number) => void;
  /** Looks at the picture over the whole screen. */
  onCloser: () => void;
}

/** The picture, or what there is instead of one, with the other pictures of the same work below. */
export function Stage({ generation, assets, index, onIndex, onCloser }: StageProps) {
  const shown = assets[index];
  return (
    <>
      {shown ? (
        <button
          type="button"
          onClick={onCloser}
          aria-label="Look closer"
          className="group/stage relative mx-auto block w-full cursor-zoom-in overflow-hidden rounded-control"
          // As wide as it may be for its height to fit the screen.
          style={{ maxWidth: `calc(62dvh * ${shown.width / shown.height})` }}
        >
          <Picture key={shown.id} {...shown} src={shown.url} alt={promptOf(generation)} className="w-full" />
          <span className="absolute right-2 bottom-2 grid size-9 place-items-center rounded-full bg-black/55 text-white opacity-0 transition-opacity duration-150 group-hover/stage:opacity-100 group-focus-visible/stage:opacity-100">
            <Maximize2 size={16} aria-hidden="true" />
          </span>
        </button>
      ) : (
        <div className="grid aspect-square content-center rounded-control bg-surface p-6 text-muted">
          {isTerminal(generation.status) ? (
            <p className="mx-auto max-w-sm text-center">{outcomeWords(generation) ?? generation.step}</p>
          ) : (
            <div className="mx-auto w-full max-w-sm">
              <LiveProgress generation={generation} isAnnounced />
            </div>
          )}
        </div>
      )}
      {shown && !isTerminal(generation.status) && <LiveProgress generation={generation} isAnnounced />}
      {assets.length > 1 && (
        <ul aria-label="Pictures of this work" className="flex flex-wrap justify-center gap-2">
          {assets.map((asset, place) => (
            <li key={asset.id}>
              <button
                type="button"
                aria-label={`Picture ${place + 1}`}
                aria-pressed={place === index}
                onClick={() => onIndex(place)}
                className={classNames(
                  "block size-16 overflow-hidden rounded-control border-2 transition-colors duration-150",
                  place === index ? "border-accent" : "border-transparent hover:border-line-strong",
                )}
              >
                <Picture {...asset} src={asset.thumbnailUrl} alt="" className="size-full" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
