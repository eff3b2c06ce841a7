import { controlClass } from "@lumiku/ui/field";
import { useEffect, useId, useState } from "react";
import { readHex } from "../../../editor/palette-edits";

export interface ColorFieldProps {
  label: string;
  /** "#rrggbb". */
  value: string;
  onChange: (value: string) => void;
}

/** A colour, picked or typed. What is no colour yet changes nothing. */
export function ColorField({ label, value, onChange }: ColorFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const read = readHex(typed);
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      <div className="flex gap-2">
        <span className="relative size-11 shrink-0 rounded-control border border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
          <span className="absolute inset-1 rounded-md border border-ink/15" style={{ background: value }} />
          <input
            type="color"
            aria-label={`${label}: pick`}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </span>
        <input
          id={id}
          value={typed}
          maxLength={7}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={read === undefined || undefined}
          onChange={({ target }) => {
            setTyped(target.value);
            const color = readHex(target.value);
            if (color && target.value.replace("#", "").length === 6) onChange(color);
          }}
          onBlur={() => {
            if (read && read !== value) onChange(read);
            else setTyped(value);
          }}
          onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
          className={`${controlClass} tabular h-11 min-w-0 uppercase`}
        />
      </div>
    </div>
  );
}
