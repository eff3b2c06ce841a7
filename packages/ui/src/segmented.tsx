import { useId } from "react";
import { classNames } from "./class-names";

export interface SegmentedProps<T extends string | number> {
  label: string;
  /** Where the choice explains itself, its name is for screen readers. */
  isLabelHidden?: boolean;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}

/** A few choices side by side; arrow keys move between them, as between radio buttons. */
export function Segmented<T extends string | number>({
  label,
  isLabelHidden,
  options,
  value,
  onChange,
}: SegmentedProps<T>) {
  const id = useId();
  return (
    <fieldset>
      <legend className={isLabelHidden ? "sr-only" : "mb-1.5 font-medium text-[13px]"}>{label}</legend>
      <div className="flex rounded-control border border-line-strong bg-surface p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "tabular flex h-9 min-w-0 pointer-coarse:h-11 flex-1 cursor-pointer items-center justify-center rounded-md px-2 text-[13px] transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent",
              option.value === value ? "bg-accent-soft font-medium text-accent-ink" : "text-muted hover:text-ink",
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
