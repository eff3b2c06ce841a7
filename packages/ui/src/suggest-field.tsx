import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { classNames } from "./class-names";
import { controlClass, Field, type FieldProps } from "./field";
import { findMatches, isSameWord } from "./matching-words";
import { Suggestions } from "./suggestions";

export interface SuggestFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly string[];
  placeholder?: string;
  maxLength?: number;
}

/** A text field that knows good answers and takes any other. */
export function SuggestField({
  label,
  hint,
  error,
  value,
  onChange,
  options,
  placeholder,
  maxLength,
}: SuggestFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isNarrowed, setNarrowed] = useState(false);
  const isAnswered = !isNarrowed || options.some((option) => isSameWord(option, value));
  // Whoever opens the list at an answer wants to see the others.
  const shown = isAnswered ? options : findMatches(options, value);
  const change = (next: string, isTyped: boolean) => {
    setNarrowed(isTyped);
    onChange(next);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <Suggestions label={label} options={shown} onPick={(option) => change(option, false)}>
          {(combobox) => (
            <>
              <input
                ref={input}
                {...ids}
                {...combobox.attributes}
                {...{ value, placeholder, maxLength }}
                onChange={({ target }) => {
                  change(target.value, true);
                  combobox.onType();
                }}
                onKeyDown={combobox.onKey}
                onBlur={() => combobox.setOpen(false)}
                className={classNames(controlClass, "h-11 pr-11")}
              />
              <button
                type="button"
                tabIndex={-1}
                aria-label={`${label}: suggestions`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  input.current?.focus();
                  setNarrowed(false);
                  combobox.setOpen(!combobox.isOpen);
                }}
                className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-control text-faint hover:text-ink"
              >
                <ChevronDown size={16} aria-hidden="true" />
              </button>
            </>
          )}
        </Suggestions>
      )}
    </Field>
  );
}
