import type { Generation } from "@lumiku/app-sdk";
import { Badge } from "@lumiku/ui/badge";
import { CircleAlert, CircleSlash, Clock } from "lucide-react";
import { memo } from "react";
import { CancelButton, LiveProgress, RetryButton } from "../../core/generation-parts";
import { costWords, outcomeWords, promptOf, statusWords } from "../../core/generation-words";
import { canRetry, isRunning } from "../../core/generations";
import { timeAgo } from "../../core/words";
import type { TileState } from "./grid-cell";
import { Thumbnail } from "./thumbnail";
import { TileFrame } from "./tile-frame";

interface WorkTileProps extends TileState {
  generation: Generation;
  appName: string | undefined;
  /** What was removed is shown as it was, and does nothing. */
  isRemoved?: boolean;
}

/** One piece of work: its picture, or how far it is, or what became of it. */
export const WorkTile = memo(function WorkTile(props: WorkTileProps) {
  const { generation, appName, layout, isActive, isRemoved } = props;
  const assets = generation.outputs.flatMap((output) => output.asset ?? []);
  const [cover] = assets;
  const isLive = isRunning(generation);
  const isList = layout === "list";
  const tabIndex = isActive ? 0 : -1;
  const actions = !isRemoved && (isLive || canRetry(generation)) && (
    <>
      <CancelButton generation={generation} tabIndex={tabIndex} className="max-md:h-11" />
      <RetryButton generation={generation} look="quiet" tabIndex={tabIndex} className="max-md:h-11" />
    </>
  );
  const facts = [isList && appName, timeAgo(generation.createdAt), costWords(generation)].filter(Boolean).join(" · ");
  return (
    <TileFrame
      layout={layout}
      title={promptOf(generation)}
      facts={
        <>
          <span className="sr-only">{statusWords[generation.status]}, </span>
          {facts}
        </>
      }
      picture={
        cover ? (
          <Thumbnail asset={cover} />
        ) : isList ? (
          <StateIcon status={generation.status} />
        ) : (
          <div className="grid size-full content-center justify-items-center gap-2 overflow-hidden px-3 pt-8 pb-3 text-center text-[13px] text-muted">
            {isLive ? (
              <div className="w-full text-left">
                <LiveProgress generation={generation} />
              </div>
            ) : (
              <p className="line-clamp-4">
                {outcomeWords(generation) ?? (isRemoved ? picturesOf(generation) : generation.step)}
              </p>
            )}
            {actions}
          </div>
        )
      }
      corner={assets.length > 1 && <Badge>{assets.length}</Badge>}
      overlay={
        cover &&
        !isList &&
        actions && (
          <div className="grid gap-1 bg-surface/95 px-3 pt-2.5 pb-1">
            {isLive && <LiveProgress generation={generation} />}
            {actions}
          </div>
        )
      }
      aside={
        isList && (
          <>
            <StatusBadge status={generation.status} />
            {actions}
          </>
        )
      }
    />
  );
});

/** What there is to bring back, where no picture is left to show it by. */
const picturesOf = ({ count }: Generation) => (count === 1 ? "1 picture" : `${count} pictures`);

const tones = { pending: "neutral", processing: "accent", completed: "success", failed: "danger" } as const;

function StatusBadge({ status }: Pick<Generation, "status">) {
  return (
    <span aria-hidden="true" className="max-sm:hidden">
      <Badge tone={status === "cancelled" ? "neutral" : tones[status]}>{statusWords[status]}</Badge>
    </span>
  );
}

function StateIcon({ status }: Pick<Generation, "status">) {
  const Icon = status === "failed" ? CircleAlert : status === "cancelled" ? CircleSlash : Clock;
  return (
    <span className="grid size-full place-items-center text-faint">
      <Icon size={20} aria-hidden="true" />
    </span>
  );
}
