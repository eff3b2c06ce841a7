import { vectorizer } from "@lumiku/contracts/vectorizer";
import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Images, Plus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { NextSteps, Refusal } from "../../../../core/refusal";
import { cost, count } from "../../../../core/words";
import { comingWords, pictures, priceWords } from "../../batches/batch-words";
import { useBatchSettings, useBatchStart } from "../../batches/use-batch-start";
import { bringing } from "../../bringing/bring";
import { acceptedFiles } from "../../bringing/picture-files";
import { refusedFirst, stateOfTray, type Tray } from "../../bringing/tray";
import { RecipeField } from "./recipe-field";
import { TrayRow } from "./tray-row";

export interface BatchTrayProps {
  tray: Tray;
  /** Something is being dragged over the page. */
  isDragged: boolean;
  onOpenLibrary: () => void;
}

/** Several pictures that are traced together: which, how, and for what price. */
export default function BatchTray({ tray, isDragged, onOpenLibrary }: BatchTrayProps) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const { ready, coming, refused } = stateOfTray(tray);
  const settings = useBatchSettings(ready.length + coming);
  const { isStarting, error, start } = useBatchStart();
  const [isLeaving, setLeaving] = useState(false);
  // Once the page of the batch is there: until then this one stays as it was.
  useEffect(() => (isLeaving ? bringing.clear : undefined), [isLeaving]);
  const { model, price, recipe } = settings;
  const wait = comingWords({ ready: ready.length, coming });
  const isTooDear = price !== undefined && !price.isAffordable;
  const canStart =
    recipe !== undefined && model !== undefined && !model.closed && !wait && !isTooDear && !isStarting && !isLeaving;

  const startBatch = async () => {
    if (!canStart) return;
    const generation = await start(ready, recipe);
    if (!generation) return;
    setLeaving(true);
    await navigate(`/apps/${vectorizer.id}/batches/${generation.id}`);
  };

  return (
    <section
      aria-labelledby="batch-title"
      className={classNames(
        "grid grid-cols-1 overflow-hidden rounded-card border bg-surface transition-colors duration-150 md:grid-cols-[minmax(0,1fr)_340px]",
        isDragged ? "border-accent" : "border-line",
      )}
    >
      <div className="flex items-center gap-2 border-line border-b py-1.5 pr-1.5 pl-4 md:col-span-2 sm:pl-5">
        <h2 id="batch-title" className="min-w-0 flex-1 truncate font-semibold">
          Trace {pictures(ready.length + coming)} together
        </h2>
        <p role="status" className="tabular shrink-0 text-[13px] text-danger empty:hidden">
          {refused > 0 && `${count(refused)} left out`}
        </p>
        <Button look="quiet" size="icon" aria-label="Close the batch" onClick={bringing.clear}>
          <X size={18} aria-hidden="true" />
        </Button>
      </div>
      <div className="grid min-w-0 content-start gap-2 p-2 sm:p-3">
        <ul
          aria-label="Pictures of the batch"
          className="grid max-h-96 grid-cols-1 gap-1 overflow-y-auto overscroll-contain"
        >
          {refusedFirst(tray).map((item) => (
            <TrayRow key={item.id} item={item} />
          ))}
        </ul>
        <div className="flex flex-wrap gap-1">
          <Button look="quiet" onClick={() => input.current?.click()}>
            <Plus size={17} aria-hidden="true" />
            Add files
          </Button>
          <Button look="quiet" onClick={onOpenLibrary}>
            <Images size={17} aria-hidden="true" />
            From My Work
          </Button>
          <input
            ref={input}
            type="file"
            accept={acceptedFiles}
            multiple
            hidden
            onChange={({ target }) => {
              const files = [...(target.files ?? [])];
              target.value = "";
              bringing.bringFiles(files);
            }}
          />
        </div>
      </div>
      <div className="grid content-start gap-4 border-line p-4 max-md:border-t md:border-l">
        {settings.models || settings.error ? (
          <RecipeField {...settings} unit={price?.unit ?? "credits"} />
        ) : (
          <Skeleton className="h-64" />
        )}
        <div className="grid gap-1.5">
          <Refusal error={error ?? settings.error} />
          <Button look="primary" disabled={!canStart} onClick={() => void startBatch()}>
            <span className="tabular">
              {isStarting || isLeaving
                ? "Starting …"
                : ["Start batch", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
            </span>
          </Button>
          <div className="grid min-h-5 justify-items-center text-center text-[13px] text-muted">
            {wait ? (
              <p>{wait}</p>
            ) : isTooDear ? (
              <>
                <p>This needs {cost(price.unit, price.total)}, more than you have.</p>
                <NextSteps code={price.unit === "credits" ? "INSUFFICIENT_CREDITS" : "QUOTA_EXCEEDED"} />
              </>
            ) : (
              <p className="tabular">{price && `${priceWords(price, ready.length)}. What fails costs nothing.`}</p>
            )}
          </div>
        </div>
      </div>
    </section>
  );
}
