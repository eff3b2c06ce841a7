import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { Button, buttonClass } from "@lumiku/ui/button";
import { Picture } from "@lumiku/ui/picture";
import { ProgressBar } from "@lumiku/ui/progress";
import { Download, RotateCcw, X } from "lucide-react";
import { cancelGeneration } from "../../../core/generations";
import { credits } from "../../../core/words";

/** One generation: a place for each picture from the start, filled as they arrive. */
export function Result({ generation, onReuse }: { generation: Generation; onReuse: () => void }) {
  const { outputs, count, params } = generation;
  const width = Number(params.width ?? 1024);
  const height = Number(params.height ?? 1024);
  const slots = Array.from({ length: count }, (_, index) => ({
    index,
    output: outputs.find((output) => output.index === index),
  }));
  const notes = [...new Set(outputs.flatMap((output) => output.notes))];
  const prompt = String(params.prompt ?? "");
  return (
    <div className="grid gap-4">
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
              <Slot generation={generation} message={output?.error?.message} ratio={`${width} / ${height}`} />
            )}
          </div>
        ))}
      </div>
      <Status generation={generation} onReuse={onReuse} />
      {notes.length > 0 && (
        <ul className="grid max-w-3xl gap-1 rounded-control bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Slot({ generation, message, ratio }: { generation: Generation; message: string | undefined; ratio: string }) {
  const isWaiting = !isTerminal(generation.status) && !message;
  return (
    <div
      style={{ aspectRatio: ratio }}
      className={`grid place-items-center bg-sunken p-4 text-center text-[13px] text-muted ${isWaiting ? "animate-pulse" : ""}`}
    >
      {message ?? (isWaiting ? "" : "Not drawn")}
    </div>
  );
}

function Status({ generation, onReuse }: { generation: Generation; onReuse: () => void }) {
  if (isTerminal(generation.status)) return <Summary generation={generation} onReuse={onReuse} />;
  const { progress, step, queuePosition, etaSeconds } = generation;
  return (
    <div className="grid max-w-3xl gap-2.5 rounded-card border border-line bg-surface p-4">
      <div className="flex items-center justify-between gap-3">
        <p aria-live="polite" className="tabular">
          <span className="font-medium">{step}</span>
          <span className="text-muted">
            {queuePosition !== null ? ` · number ${queuePosition} in line` : ` · ${progress} %`}
            {etaSeconds !== null && ` · about ${Math.max(etaSeconds, 1)} s left`}
          </span>
        </p>
        <Button size="small" look="quiet" onClick={() => void cancelGeneration(generation.id)}>
          <X size={15} aria-hidden="true" />
          Cancel
        </Button>
      </div>
      <ProgressBar value={progress} label={step} />
    </div>
  );
}

function Summary({ generation, onReuse }: { generation: Generation; onReuse: () => void }) {
  const { status, error, cost, seed, params, model } = generation;
  return (
    <div className="flex max-w-3xl flex-wrap items-start justify-between gap-3">
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="break-words">{String(params.prompt ?? "")}</p>
        <p className="tabular text-[13px] text-faint" role="status">
          {status === "completed" ? "" : `${error?.message ?? "Cancelled."} `}
          {model} · seed {seed} · {cost.charged === 0 ? "nothing charged" : credits(cost.charged)}
        </p>
      </div>
      <Button size="small" onClick={onReuse}>
        <RotateCcw size={15} aria-hidden="true" />
        Use these settings
      </Button>
    </div>
  );
}
