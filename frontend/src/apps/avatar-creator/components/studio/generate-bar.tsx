import type { AppError } from "@lumiku/app-sdk";
import { Button } from "@lumiku/ui/button";
import { Sparkles, TriangleAlert } from "lucide-react";
import type { Price } from "../../../../core/quota";
import { NextSteps, Refusal } from "../../../../core/refusal";
import { cost } from "../../../../core/words";
import type { Hindrance } from "../../hindrance";

export interface GenerateBarProps {
  price: Price | undefined;
  /** "92 credits left after". */
  leftWords: string | undefined;
  hindrance: Hindrance | undefined;
  /** What will not be shown of what was described. */
  notes: readonly string[] | undefined;
  error: AppError | undefined;
  isStarting: boolean;
  onGenerate: () => void;
}

/** The button with its price, what is left after, and what to do when it cannot be pressed. */
export function GenerateBar(props: GenerateBarProps) {
  const { price, leftWords, hindrance, notes = [], error, isStarting, onGenerate } = props;
  return (
    <div className="grid gap-1.5">
      <Refusal error={error} />
      {notes.length > 0 && (
        <p className="flex gap-2 text-[13px] text-warning">
          <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 shrink-0" />
          <span className="line-clamp-2">{notes.join(" ")}</span>
        </p>
      )}
      <Button look="primary" className="w-full" disabled={isStarting || hindrance !== undefined} onClick={onGenerate}>
        <Sparkles size={17} aria-hidden="true" />
        <span className="tabular">
          {isStarting ? "Starting …" : ["Generate", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
        </span>
      </Button>
      {hindrance?.words ? (
        <div className="grid justify-items-center text-center text-[13px] text-muted">
          <p>{hindrance.words}</p>
          {hindrance.code && <NextSteps code={hindrance.code} />}
        </div>
      ) : (
        <p className="tabular min-h-5 text-center text-[13px] text-faint">{leftWords}</p>
      )}
    </div>
  );
}
