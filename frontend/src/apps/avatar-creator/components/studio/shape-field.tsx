import type { Model } from "@lumiku/contracts/apps";
import { classNames } from "@lumiku/ui/class-names";
import { useId } from "react";
import { type Aspect, aspects, partsOf, sizeOf } from "../../sizes";

export interface ShapeFieldProps {
  model: Model;
  aspect: Aspect;
  resolution: number;
  onChange: (aspect: Aspect) => void;
}

const LONGEST_PX = 20;

/** Width to height, as outlines; below them what that is in pixels. */
export function ShapeField({ model, aspect, resolution, onChange }: ShapeFieldProps) {
  const name = useId();
  const { width, height } = sizeOf(aspect, resolution, model);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 flex w-full justify-between font-medium text-[13px]">
        Shape
        <span className="tabular font-normal text-faint">{`${width} × ${height} px`}</span>
      </legend>
      <div className="grid grid-cols-6 gap-1 rounded-control border border-line-strong bg-surface p-1">
        {aspects.map((option) => (
          <label
            key={option}
            className={classNames(
              "tabular grid h-14 cursor-pointer place-items-center rounded-md pt-1.5 pb-1 text-xs transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent",
              option === aspect ? "bg-accent-soft font-medium text-accent-ink" : "text-muted hover:text-ink",
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option === aspect}
              onChange={() => onChange(option)}
            />
            <span aria-hidden="true" className="rounded-[3px] border-[1.5px] border-current" style={outline(option)} />
            {option}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function outline(aspect: Aspect) {
  const [across, down] = partsOf(aspect);
  const scale = LONGEST_PX / Math.max(across, down);
  return { width: across * scale, height: down * scale };
}
