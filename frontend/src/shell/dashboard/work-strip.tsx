import type { Generation } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Picture } from "@lumiku/ui/picture";
import { ProgressRing } from "@lumiku/ui/ring";
import { Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useShownWork } from "../../core/finish-notifications";
import { paceWords, promptOf } from "../../core/generation-words";
import { isRunning, useGenerationList } from "../../core/generations";
import { timeAgo } from "../../core/words";
import { fetchFirstWork, useFirstWork } from "../first-work";
import { StopButton } from "../stop-button";

/** One row on a wide screen, two on a phone, which leaves the last two out. */
const PLACES = 6;

interface RecentWork {
  status: "loading" | "failed" | "ready";
  /** What runs, then what has pictures, the newest first. */
  items: Generation[];
}

const isShown = (generation: Generation) => isRunning(generation) || generation.outputs.some((output) => output.asset);

export function useRecentWork(): RecentWork {
  const { status } = useFirstWork();
  const items = useGenerationList(isShown).toSorted((a, b) => Number(isRunning(b)) - Number(isRunning(a)));
  return { status, items };
}

/** The newest work as pictures, and what becomes one. Places that are empty stay: nothing moves when they are filled. */
export function WorkStrip({ work: { status, items } }: { work: RecentWork }) {
  const shown = items.slice(0, PLACES);
  return (
    <div className="relative">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
        {Array.from({ length: PLACES }, (_, index) => {
          const generation = shown[index];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places stay where they are, what is in them moves on.
            <li key={index} aria-hidden={!generation} className={classNames("min-w-0", index >= 4 && "max-lg:hidden")}>
              {generation ? (
                <Tile key={generation.id} generation={generation} />
              ) : (
                <>
                  <div
                    className={classNames(
                      "aspect-square rounded-card bg-sunken",
                      status === "loading" && "animate-pulse",
                    )}
                  />
                  <div className="h-11" />
                </>
              )}
            </li>
          );
        })}
      </ul>
      {items.length === 0 && status !== "loading" && (
        <div className="absolute inset-x-0 top-0 bottom-11 grid place-items-center p-2">
          <div className="grid max-w-md justify-items-center gap-1.5 rounded-card border border-line bg-surface px-6 py-4 text-center">
            {status === "failed" ? (
              <>
                <p className="text-muted">Your work could not be loaded.</p>
                <Button size="small" className="max-md:h-11" onClick={() => void fetchFirstWork()}>
                  Try again
                </Button>
              </>
            ) : (
              <>
                <Sparkles size={20} className="text-accent-ink" aria-hidden="true" />
                <p className="font-medium">Everything you make arrives here</p>
                <p className="text-[13px] text-muted">
                  With the words and the seed it was made with, so that you can make more like it.
                </p>
              </>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

const Tile = ({ generation }: { generation: Generation }) =>
  isRunning(generation) ? <RunningTile generation={generation} /> : <PictureTile generation={generation} />;

function PictureTile({ generation }: { generation: Generation }) {
  const asset = generation.outputs.find((output) => output.asset)?.asset;
  if (!asset) return null;
  return (
    <Link to={`/work?open=${generation.id}`} className="group block rounded-card">
      <span className="block overflow-hidden rounded-card border border-line transition-colors duration-150 group-hover:border-line-strong">
        <Picture {...asset} src={asset.thumbnailUrl} alt="" className="aspect-square!" />
      </span>
      <Caption title={promptOf(generation)}>
        <span className="shrink-0 text-faint text-xs">{timeAgo(generation.createdAt)}</span>
      </Caption>
    </Link>
  );
}

/** Work on its way to being a picture, in the place where that will be. */
function RunningTile({ generation }: { generation: Generation }) {
  useShownWork(generation.id);
  const asset = generation.outputs.find((output) => output.asset)?.asset;
  const name = promptOf(generation);
  return (
    <>
      <div className="relative grid aspect-square place-content-center justify-items-center gap-2 overflow-hidden rounded-card border border-line bg-surface p-3 text-center">
        {asset && (
          <Picture {...asset} src={asset.thumbnailUrl} alt="" className="absolute! inset-0 aspect-square! opacity-25" />
        )}
        <div className="relative grid justify-items-center gap-2">
          <ProgressRing value={generation.progress} label={name} size={52} />
          <p className="text-[13px] leading-tight">{generation.step}</p>
          <p className="tabular text-muted text-xs leading-tight">{paceWords(generation)}</p>
        </div>
      </div>
      <Caption title={name}>
        <span className="-mr-2">
          <StopButton generation={generation} />
        </span>
      </Caption>
    </>
  );
}

function Caption({ title, children }: { title: string; children: ReactNode }) {
  return (
    <span className="flex h-11 items-center justify-between gap-2 px-0.5">
      <span className="truncate text-[13px]">{title}</span>
      {children}
    </span>
  );
}
