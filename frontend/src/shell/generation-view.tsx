import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { nameOfProvider } from "@lumiku/contracts/providers";
import { Button, buttonClass } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Dialog } from "@lumiku/ui/dialog";
import { Picture } from "@lumiku/ui/picture";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { CancelButton, LiveProgress, Notes, RetryButton } from "../core/generation-parts";
import { modelWords, outcomeWords, promptOf } from "../core/generation-words";
import { cost as costWords, timeAgo } from "../core/words";

export interface GenerationViewProps {
  generation: Generation;
  onClose: () => void;
  onRemove: () => void;
  onRetried: (started: Generation) => void;
}

/** One piece of work, large: its pictures and everything they were made with. */
export default function GenerationView({ generation, onClose, onRemove, onRetried }: GenerationViewProps) {
  const outputs = generation.outputs.filter((output) => output.asset);
  const [index, setIndex] = useState(outputs[0]?.index ?? 0);
  const shown = outputs.find((output) => output.index === index) ?? outputs[0];
  return (
    <Dialog title={promptOf(generation)} onClose={onClose}>
      <div className="grid gap-6 p-5 md:grid-cols-[minmax(0,1fr)_280px]">
        <div className="grid content-start gap-3">
          {shown?.asset ? (
            <Picture
              {...shown.asset}
              src={shown.asset.url}
              alt={promptOf(generation)}
              className="max-h-[64dvh] w-full rounded-control"
            />
          ) : (
            <div className="grid min-h-48 content-center rounded-control bg-sunken p-6 text-center text-muted">
              {isTerminal(generation.status) ? (
                <p className="mx-auto max-w-md">{outcomeWords(generation) ?? generation.step}</p>
              ) : (
                <LiveProgress generation={generation} isAnnounced />
              )}
            </div>
          )}
          {outputs.length > 1 && (
            <div className="grid grid-cols-4 gap-2">
              {outputs.map((output) => (
                <button
                  key={output.index}
                  type="button"
                  aria-label={`Picture ${output.index + 1}`}
                  aria-pressed={output === shown}
                  onClick={() => setIndex(output.index)}
                  className={classNames(
                    "overflow-hidden rounded-control border-2",
                    output === shown ? "border-accent" : "border-transparent",
                  )}
                >
                  {output.asset && (
                    <Picture {...output.asset} src={output.asset.thumbnailUrl} alt="" className="aspect-square!" />
                  )}
                </button>
              ))}
            </div>
          )}
        </div>
        <div className="grid content-start gap-5">
          <dl className="grid gap-3">
            {factsOf(generation, shown?.seed).map(([term, value]) => (
              <div key={term}>
                <dt className="text-faint text-xs">{term}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
          <Notes notes={shown ? shown.notes : generation.outputs.flatMap((output) => output.notes)} />
          <div className="flex flex-wrap gap-2">
            {shown?.asset && (
              <a href={`${shown.asset.url}&download`} download className={buttonClass("primary")}>
                <Download size={16} aria-hidden="true" />
                Download
              </a>
            )}
            <RetryButton generation={generation} size="medium" onRetried={onRetried} />
            <CancelButton generation={generation} size="medium" look="secondary" />
            {isTerminal(generation.status) && (
              <Button onClick={onRemove}>
                <Trash2 size={16} aria-hidden="true" />
                Remove
              </Button>
            )}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function factsOf(generation: Generation, shownSeed: number | null | undefined): [term: string, value: string][] {
  const { model, provider, providerReason, seed, createdAt, cost, fromCache, parentId } = generation;
  const reason = providerReason ? ` (${providerReason.replace(/\.$/, "")})` : "";
  const facts: [string, string | null][] = [
    ["Prompt", promptOf(generation)],
    ["Model", modelWords(model)],
    ["Made with", provider && nameOfProvider(provider) + reason],
    ["Seed", String(shownSeed ?? seed)],
    ["Made", `${timeAgo(createdAt)}${parentId ? ", as another try" : ""}`],
    [
      "Cost",
      fromCache
        ? "Same as before, free"
        : costWords(cost.unit, isTerminal(generation.status) ? cost.charged : cost.reserved),
    ],
  ];
  return facts.flatMap(([term, value]) => (value ? [[term, value]] : []));
}
