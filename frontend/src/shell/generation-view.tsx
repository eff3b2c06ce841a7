import { type Generation, isTerminal } from "@lumiku/app-sdk";
import { Button, buttonClass } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { Dialog } from "@lumiku/ui/dialog";
import { Picture } from "@lumiku/ui/picture";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { credits, timeAgo } from "../core/words";
import { promptOf } from "./dashboard";

export interface GenerationViewProps {
  generation: Generation;
  onClose: () => void;
  onRemove: () => void;
}

/** One piece of work, large: its pictures and everything they were made with. */
export default function GenerationView({ generation, onClose, onRemove }: GenerationViewProps) {
  const outputs = generation.outputs.filter((output) => output.asset);
  const [index, setIndex] = useState(outputs[0]?.index ?? 0);
  const shown = outputs.find((output) => output.index === index) ?? outputs[0];
  const notes = shown?.notes ?? [];
  const facts = [
    ["Prompt", promptOf(generation)],
    ["Model", generation.provider ? `${generation.model} (${generation.provider})` : generation.model],
    ["Seed", String(shown?.seed ?? generation.seed)],
    ["Made", timeAgo(generation.createdAt)],
    ["Cost", credits(generation.cost.charged)],
  ] as const;

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
            <p className="grid min-h-48 place-items-center rounded-control bg-sunken p-6 text-center text-muted">
              {generation.error?.message ?? generation.step}
            </p>
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
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt className="text-faint text-xs">{term}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
          {notes.length > 0 && (
            <ul className="grid gap-1 rounded-control bg-warning-soft p-3 text-[13px] text-warning">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap gap-2">
            {shown?.asset && (
              <a href={`${shown.asset.url}&download`} download className={buttonClass("primary")}>
                <Download size={16} aria-hidden="true" />
                Download
              </a>
            )}
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
