import type { Generation } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { SlidersHorizontal, Sparkles } from "lucide-react";
import { CancelButton, LiveProgress, Origin, RetryButton } from "../../../../core/generation-parts";
import { outcomeWords, promptOf } from "../../../../core/generation-words";
import { cost as costWords } from "../../../../core/words";
import type { PictureActions } from "../../picture-actions";

/** How far it is, and how to stop it. */
export function Progress({ generation }: { generation: Generation }) {
  const { outputs, count } = generation;
  const arrived = outputs.filter(({ asset }) => asset).length;
  return (
    <div className="grid grid-cols-1 gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-3">
        <p className="truncate">{promptOf(generation)}</p>
        <CancelButton generation={generation} className="-my-1 pointer-coarse:h-11" />
      </div>
      <LiveProgress generation={generation} isAnnounced />
      <p role="status" className="sr-only">
        {arrived > 0 && `${arrived} of ${count} pictures are here`}
      </p>
      <Origin generation={generation} />
    </div>
  );
}

interface SummaryProps {
  generation: Generation;
  modelName: string;
  actions: PictureActions;
}

/** What it was made with and what it cost, and how to go on from there. */
export function Summary({ generation, modelName, actions }: SummaryProps) {
  const { cost, seed, fromCache, outputs, count } = generation;
  const outcome = outcomeWords(generation);
  const failed = outputs.filter(({ status }) => status === "failed").length;
  const charge = fromCache ? undefined : cost.charged === 0 ? "nothing charged" : costWords(cost.unit, cost.charged);
  const again = actions.ofGeneration(generation);
  return (
    <div className="grid gap-3">
      {(outcome || failed > 0) && (
        <p role="status" className="rounded-control bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
          {outcome ?? `${failed} of ${count} could not be drawn, and ${failed === 1 ? "was" : "were"} not charged.`}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-56 flex-[1_1_20rem] gap-0.5">
          <p className="line-clamp-3 break-words">{promptOf(generation)}</p>
          <p className="tabular text-[13px] text-faint">
            {[modelName, `seed ${seed}`, charge].filter(Boolean).join(" · ")}
          </p>
          <Origin generation={generation} />
        </div>
        <div className="flex flex-wrap gap-2">
          <RetryButton
            generation={generation}
            onRetried={({ id }) => actions.onSelect(id)}
            className="pointer-coarse:h-11"
          />
          <Button size="small" className="pointer-coarse:h-11" onClick={again.onReuse}>
            <SlidersHorizontal size={15} aria-hidden="true" />
            Use all settings
          </Button>
          {outputs.length > 0 && (
            <Button size="small" className="pointer-coarse:h-11" onClick={again.onMore}>
              <Sparkles size={15} aria-hidden="true" />
              <span className="tabular">{["More like this", again.moreCost].filter(Boolean).join(" · ")}</span>
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
