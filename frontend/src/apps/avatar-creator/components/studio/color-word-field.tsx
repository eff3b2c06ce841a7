import { controlClass } from "@lumiku/ui/field";
import { Swatches } from "@lumiku/ui/swatches";
import { limits } from "../../draft";
import type { ColorWord } from "../../suggestions";

export interface ColorWordFieldProps {
  label: string;
  /** A word: one of the colours' names, or any other. */
  value: string;
  colors: readonly ColorWord[];
  placeholder: string;
  onChange: (value: string) => void;
}

/** A colour that is told by its name: one to point at, or any in words. */
export function ColorWordField({ label, value, colors, placeholder, onChange }: ColorWordFieldProps) {
  const chosen = colors.find(({ name }) => name === value.trim().toLowerCase());
  return (
    <div className="grid gap-1">
      <Swatches
        label={label}
        colors={colors}
        value={chosen?.value ?? ""}
        onChange={(next) => onChange(colors.find((color) => color.value === next)?.name ?? next)}
      />
      <input
        aria-label={`${label} in words`}
        className={`${controlClass} h-11`}
        maxLength={limits.word}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
