import type { CSSProperties } from "react";
import { classNames } from "./class-names";
import { Field } from "./field";

// The browsers' own tracks turn white on dark pages; each engine names its parts differently.
const track = classNames(
  "h-11 min-w-0 flex-1 cursor-pointer appearance-none rounded-full bg-transparent",
  "[&::-webkit-slider-runnable-track]:h-1.5 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-[linear-gradient(to_right,var(--accent)_var(--filled),var(--line-strong)_var(--filled))]",
  "[&::-webkit-slider-thumb]:-mt-1.5 [&::-webkit-slider-thumb]:size-4.5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-surface [&::-webkit-slider-thumb]:bg-accent",
  "[&::-moz-range-track]:h-1.5 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line-strong",
  "[&::-moz-range-progress]:h-1.5 [&::-moz-range-progress]:rounded-full [&::-moz-range-progress]:bg-accent",
  "[&::-moz-range-thumb]:size-3.5 [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-surface [&::-moz-range-thumb]:bg-accent",
);

export interface SliderFieldProps {
  label: string;
  hint?: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  onChange: (value: number) => void;
}

/** A number between two others, with the number beside it. */
export function SliderField({ label, hint, min, max, step = 1, value, onChange }: SliderFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <div className="flex h-11 items-center gap-3">
          <input
            {...ids}
            type="range"
            className={track}
            style={{ "--filled": `${((value - min) / (max - min)) * 100}%` } as CSSProperties}
            {...{ min, max, step, value }}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <output className="tabular w-9 shrink-0 text-right text-[13px]">{value}</output>
        </div>
      )}
    </Field>
  );
}
