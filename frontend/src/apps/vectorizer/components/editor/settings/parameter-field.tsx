import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { SliderField } from "@lumiku/ui/slider";
import { RotateCcw } from "lucide-react";
import { isUsed, type Parameter } from "../../../editor/parameters";

export interface ParameterFieldProps {
  parameter: Parameter;
  settings: TraceSettings;
  /** Whether it is said elsewhere that these settings make no use of it. */
  isExplained?: boolean;
  onChange: (changes: Partial<TraceSettings>) => void;
}

/** A number of the tracer with its own name, its range and the way back to its default. */
export function ParameterField({ parameter, settings, isExplained, onChange }: ParameterFieldProps) {
  const { key, label, explanation, min, max, step, default: initial } = parameter;
  const value = settings[key];
  const isActive = isExplained || isUsed(key, settings);
  return (
    <div className="relative">
      <SliderField
        {...{ label, min, max, step, value }}
        hint={isActive ? explanation : `${explanation} Not used with these settings.`}
        onChange={(next) => onChange({ [key]: next })}
      />
      <p className="tabular absolute top-0 right-0 flex h-5 items-center gap-1 text-faint text-xs">
        {value === initial ? (
          <span>{`${key}, ${min}–${max}`}</span>
        ) : (
          <button
            type="button"
            onClick={() => onChange({ [key]: initial })}
            className="-my-3 flex h-11 items-center gap-1 rounded-md px-1.5 font-medium text-accent-ink hover:underline"
          >
            <RotateCcw size={12} aria-hidden="true" />
            Default {initial}
            <span className="sr-only">: {label}</span>
          </button>
        )}
      </p>
    </div>
  );
}
