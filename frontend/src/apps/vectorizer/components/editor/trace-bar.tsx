import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { PenTool } from "lucide-react";
import { CancelButton, LiveProgress } from "../../../../core/generation-parts";
import { outcomeWords } from "../../../../core/generation-words";
import { NextSteps, Refusal } from "../../../../core/refusal";
import { cost } from "../../../../core/words";
import type { Tracing } from "../../editor/use-tracing";

export interface TraceBarProps {
  tracing: Tracing;
  /** On a phone, where something else needs the room: without what can be done without. */
  isTight: boolean;
}

/** The button with its price, what is left after, how far a trace is, and what became of the last one. */
export function TraceBar({ tracing, isTight }: TraceBarProps) {
  const { running, started, error, hindrance, isStarting, price, leftWords, start } = tracing;
  const outcome = started && !running ? outcomeWords(started) : undefined;
  return (
    <section aria-label="Full trace" className="grid grid-cols-1 gap-1.5">
      <Refusal error={error} />
      <div role="status" className="empty:hidden">
        {outcome && <p className="rounded-control bg-warning-soft px-3 py-2 text-[13px] text-warning">{outcome}</p>}
      </div>
      {running ? (
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <LiveProgress generation={running} isAnnounced />
          </div>
          <CancelButton generation={running} size="medium" look="secondary" />
        </div>
      ) : (
        <Button
          look="primary"
          className="w-full"
          aria-keyshortcuts="Control+Enter Meta+Enter"
          disabled={isStarting || hindrance !== undefined}
          onClick={() => void start()}
        >
          <PenTool size={17} aria-hidden="true" />
          <span className="tabular truncate">
            {isStarting ? "Starting …" : ["Trace", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
          </span>
        </Button>
      )}
      {hindrance?.words && !running ? (
        <div className="grid justify-items-center text-center text-[13px] text-muted">
          <p>{hindrance.words}</p>
          {hindrance.code && <NextSteps code={hindrance.code} />}
        </div>
      ) : (
        <p className={classNames("tabular min-h-5 text-center text-[13px] text-faint", isTight && "max-lg:hidden")}>
          {running ? "You can leave: it goes on without you." : leftWords && `Drafts are free · ${leftWords}`}
        </p>
      )}
    </section>
  );
}
