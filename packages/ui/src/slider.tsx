import { Field } from "./field";

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
            className="h-11 min-w-0 flex-1 cursor-pointer accent-accent"
            {...{ min, max, step, value }}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <output className="tabular w-9 shrink-0 text-right text-[13px]">{value}</output>
        </div>
      )}
    </Field>
  );
}
