import type { Generation } from "@lumiku/app-sdk";
import { Button, type ButtonProps } from "@lumiku/ui/button";
import { ProgressBar } from "@lumiku/ui/progress";
import { RotateCw, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useShownWork } from "./finish-notifications";
import { madeWithWords, paceWords, placeWords, promptOf } from "./generation-words";
import { cancelGeneration, canRetry, isRunning, retryGeneration } from "./generations";

interface PartProps {
  generation: Generation;
}

type ActionProps = PartProps & Pick<ButtonProps, "look" | "size" | "className" | "tabIndex">;

/** Stops work that waits or runs; nothing for work that has ended. */
export function CancelButton({ generation, onCancel, ...look }: ActionProps & { onCancel?: () => void }) {
  const [isBusy, run] = useBusy(() => cancelGeneration(generation.id));
  if (!isRunning(generation)) return null;
  return (
    <Button
      size="small"
      look="quiet"
      disabled={isBusy}
      onClick={() => {
        onCancel?.();
        run();
      }}
      {...look}
    >
      <X size={15} aria-hidden="true" />
      {isBusy ? "Stopping …" : "Cancel"}
    </Button>
  );
}

/** Starts failed or stopped work again; nothing for other work. */
export function RetryButton({
  generation,
  onRetried,
  ...look
}: ActionProps & { onRetried?: (started: Generation) => void }) {
  const [isBusy, run] = useBusy(async () => {
    const started = await retryGeneration(generation.id);
    if (started) onRetried?.(started);
  });
  if (!canRetry(generation)) return null;
  return (
    <Button size="small" disabled={isBusy} onClick={run} {...look}>
      <RotateCw size={15} aria-hidden="true" />
      {isBusy ? "Starting …" : "Try again"}
    </Button>
  );
}

/** How far work is, in a bar and in words. `isAnnounced` where a person looks at this very work. */
export function LiveProgress({ generation, isAnnounced = false }: PartProps & { isAnnounced?: boolean }) {
  const { step } = generation;
  useShownWork(generation.id);
  const pace = paceWords(generation, useSecondsLeft(generation));
  return (
    <div className="grid gap-2">
      <ProgressBar value={generation.progress} label={promptOf(generation)} />
      <p className="tabular text-[13px] text-muted">
        <span className="font-medium text-ink">{step}</span>
        {pace && ` · ${pace}`}
      </p>
      {isAnnounced && (
        <p role="status" className="sr-only">
          {[step, placeWords(generation)].filter(Boolean).join(", ")}
        </p>
      )}
    </div>
  );
}

/** Who made it and under which circumstances, in small words. */
export function Origin({ generation }: PartProps) {
  const { providerReason, fromCache, parentId } = generation;
  const words = [
    fromCache ? "Same as before, free" : madeWithWords(generation),
    fromCache ? undefined : providerReason?.replace(/\.$/, ""),
    parentId && "Another try",
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <p className="text-[13px] text-faint">{words.join(" · ")}</p>;
}

/** What a model could not honour. */
export function Notes({ notes }: { notes: readonly string[] }) {
  const unique = [...new Set(notes)];
  if (unique.length === 0) return null;
  return (
    <ul aria-label="Notes" className="grid gap-1 rounded-control bg-warning-soft px-3 py-2.5 text-[13px] text-warning">
      {unique.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** Counts down from what the last snapshot said; never below a second. */
function useSecondsLeft(generation: Generation): number | null {
  const [seconds, setSeconds] = useState(generation.etaSeconds);
  useEffect(() => {
    setSeconds(generation.etaSeconds);
    if (generation.etaSeconds === null) return;
    const timer = setInterval(() => setSeconds((left) => left && Math.max(1, left - 1)), 1_000);
    return () => clearInterval(timer);
  }, [generation]);
  return seconds;
}

function useBusy(work: () => Promise<unknown>): [isBusy: boolean, run: () => void] {
  const [isBusy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  return [isBusy, run];
}
