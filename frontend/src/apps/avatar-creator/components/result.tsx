import { type Generation, type GenerationOutput, isTerminal } from "@lumiku/app-sdk";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { Download, RotateCcw } from "lucide-react";
import { CancelButton, LiveProgress, Notes, Origin, RetryButton } from "../../../core/generation-parts";
import { missingWords, outcomeWords } from "../../../core/generation-words";
import { cost as costWords } from "../../../core/words";

export interface ResultProps {
  generation: Generation;
  /** For people. */
  modelName: string;
  onReuse: () => void;
  onRetried: (started: Generation) => void;
}

/** One generation: a place for each picture from the start, filled as they arrive. */
export function Result(props: ResultProps) {
  const { generation } = props;
  const { outputs, count, params } = generation;
  const slots = Array.from({ length: count }, (_, index) => ({
    index,
    output: outputs.find((output) => output.index === index),
  }));
  const prompt = String(params.prompt ?? "");
  const hasNothing = isTerminal(generation.status) && outputs.length === 0;
  return (
    <div className="grid grid-cols-1 gap-4">
      {!hasNothing && (
        <div className={count === 1 ? "max-w-xl" : "grid max-w-3xl grid-cols-2 gap-3"}>
          {slots.map(({ output, index }) => (
            <div
              key={`${generation.id}-${index}`}
              className="group relative overflow-hidden rounded-card border border-line"
            >
              {output?.asset ? (
                <>
                  <Picture
                    {...output.asset}
                    src={count === 1 ? output.asset.url : output.asset.thumbnailUrl}
                    alt={`${prompt}, picture ${index + 1}`}
                  />
                  <a
                    href={`${output.asset.url}&download`}
                    download
                    aria-label={`Download picture ${index + 1}`}
                    className={`${buttonClass("secondary", "icon")} absolute right-2 bottom-2 shadow-sm`}
                  >
                    <Download size={17} />
                  </a>
                </>
              ) : (
                <Slot generation={generation} output={output} />
              )}
            </div>
          ))}
        </div>
      )}
      {isTerminal(generation.status) ? <Summary {...props} /> : <Progress generation={generation} />}
      <div className="max-w-3xl">
        <Notes notes={outputs.flatMap((output) => output.notes)} />
      </div>
    </div>
  );
}

function Slot({ generation, output }: { generation: Generation; output: GenerationOutput | undefined }) {
  const { status, params } = generation;
  const isWaiting = !isTerminal(status) && !output;
  return (
    <div
      style={{ aspectRatio: `${Number(params.width ?? 1024)} / ${Number(params.height ?? 1024)}` }}
      className={`grid place-items-center bg-sunken p-4 text-center text-[13px] text-muted ${isWaiting ? "animate-pulse" : ""}`}
    >
      {output ? missingWords(output) : !isWaiting && "Not drawn"}
    </div>
  );
}

function Progress({ generation }: { generation: Generation }) {
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-2 rounded-card border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-3">
        <p className="truncate">{String(generation.params.prompt ?? "")}</p>
        <CancelButton generation={generation} />
      </div>
      <LiveProgress generation={generation} isAnnounced />
      <Origin generation={generation} />
    </div>
  );
}

function Summary({ generation, modelName, onReuse, onRetried }: ResultProps) {
  const { cost, seed, params, fromCache } = generation;
  const outcome = outcomeWords(generation);
  const charge = fromCache ? undefined : cost.charged === 0 ? "nothing charged" : costWords(cost.unit, cost.charged);
  return (
    <div className="grid max-w-3xl gap-3">
      {outcome && (
        <p role="status" className="rounded-control bg-warning-soft px-3 py-2.5 text-warning">
          {outcome}
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-60 flex-1 gap-0.5">
          <p className="break-words">{String(params.prompt ?? "")}</p>
          <p className="tabular text-[13px] text-faint">
            {[modelName, `seed ${seed}`, charge].filter(Boolean).join(" · ")}
          </p>
          <Origin generation={generation} />
        </div>
        <div className="flex flex-wrap gap-2">
          <RetryButton generation={generation} onRetried={onRetried} />
          <Button size="small" onClick={onReuse}>
            <RotateCcw size={15} aria-hidden="true" />
            Use these settings
          </Button>
        </div>
      </div>
    </div>
  );
}
