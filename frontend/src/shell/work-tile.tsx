import type { Generation } from "@lumiku/app-sdk";
import { Badge } from "@lumiku/ui/badge";
import { Picture } from "@lumiku/ui/picture";
import { CancelButton, LiveProgress, RetryButton } from "../core/generation-parts";
import { outcomeWords, promptOf } from "../core/generation-words";
import { canRetry, isRunning } from "../core/generations";
import { cost, timeAgo } from "../core/words";

/** One piece of work among others: its picture, or how far it is, or what became of it. */
export function WorkTile({ generation, onOpen }: { generation: Generation; onOpen: () => void }) {
  const assets = generation.outputs.flatMap((output) => output.asset ?? []);
  const [cover] = assets;
  const isLive = isRunning(generation);
  return (
    <li className="relative flex flex-col overflow-hidden rounded-card border border-line bg-surface">
      {cover ? (
        <Picture {...cover} src={cover.thumbnailUrl} alt="" className="aspect-square!" />
      ) : (
        <div className="grid aspect-square content-center bg-sunken p-4 text-center text-[13px] text-muted">
          {isLive ? (
            <LiveProgress generation={generation} />
          ) : (
            <p className="line-clamp-6">{outcomeWords(generation) ?? generation.step}</p>
          )}
        </div>
      )}
      {assets.length > 1 && (
        <span className="absolute top-2 right-2">
          <Badge>{assets.length}</Badge>
        </span>
      )}
      <div className="px-3 pt-2.5 pb-2.5">
        {isLive && cover && (
          <div className="pb-2">
            <LiveProgress generation={generation} />
          </div>
        )}
        {/* The whole tile opens it; what is inside keeps its own buttons. */}
        <button
          type="button"
          onClick={onOpen}
          className="block w-full truncate text-left text-[13px] outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {promptOf(generation)}
        </button>
        <p className="tabular flex items-center justify-between gap-2 pt-0.5 text-faint text-xs">
          <span>{timeAgo(generation.createdAt)}</span>
          <span>{costWords(generation)}</span>
        </p>
      </div>
      {(isLive || canRetry(generation)) && (
        <div className="relative z-10 mt-auto px-2 pb-2">
          <CancelButton generation={generation} className="w-full" />
          <RetryButton generation={generation} look="quiet" className="w-full" />
        </div>
      )}
    </li>
  );
}

function costWords(generation: Generation): string {
  if (generation.fromCache) return "Free";
  const { unit, reserved, charged } = generation.cost;
  return cost(unit, isRunning(generation) ? reserved : charged);
}
