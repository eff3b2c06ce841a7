import { classNames } from "@lumiku/ui/class-names";
import { Blend, Image, type LucideIcon, Palette, PenTool, Spline, SquareSplitHorizontal } from "lucide-react";
import { useId } from "react";
import type { ViewName } from "../../../editor/use-desk";

const views: readonly { value: ViewName; label: string; Icon: LucideIcon }[] = [
  { value: "result", label: "Result", Icon: PenTool },
  { value: "compare", label: "Before and after", Icon: SquareSplitHorizontal },
  { value: "wireframe", label: "Wireframe", Icon: Spline },
  { value: "original", label: "Original", Icon: Image },
  { value: "quantised", label: "Quantised", Icon: Palette },
  { value: "difference", label: "Difference", Icon: Blend },
];

export interface ViewSwitchProps {
  value: ViewName;
  /** Why a view cannot be had now. */
  closed: Partial<Record<ViewName, string>>;
  onChange: (view: ViewName) => void;
}

/** How the picture is looked at. Names where there is room, signs where there is not; arrow keys move between them. */
export function ViewSwitch({ value, closed, onChange }: ViewSwitchProps) {
  const id = useId();
  return (
    <fieldset className="pointer-events-auto min-w-0">
      <legend className="sr-only">View</legend>
      <div className="flex rounded-control border border-line-strong bg-surface p-1 shadow-sm">
        {views.map(({ value: view, label, Icon }) => (
          <label
            key={view}
            title={closed[view] ?? label}
            className={classNames(
              "flex h-9 min-w-9 items-center justify-center gap-1.5 whitespace-nowrap rounded-md px-2 text-[13px] transition-colors duration-150 pointer-coarse:h-11 pointer-coarse:min-w-11 has-focus-visible:outline-2 has-focus-visible:outline-accent",
              view === value && "bg-accent-soft font-medium text-accent-ink",
              view !== value &&
                (closed[view] ? "cursor-not-allowed text-faint opacity-60" : "text-muted hover:text-ink"),
              !closed[view] && "cursor-pointer",
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={id}
              aria-label={label}
              checked={view === value}
              disabled={closed[view] !== undefined}
              onChange={() => onChange(view)}
            />
            <Icon size={16} aria-hidden="true" />
            <span aria-hidden="true" className="hidden @2xl:inline">
              {label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
