import { Check, Pipette } from "lucide-react";
import { useId } from "react";
import { classNames } from "./class-names";
import { isLightColor } from "./color";

export interface SwatchesProps {
  label: string;
  /** A value is "#rrggbb", or "transparent". */
  colors: readonly { value: string; name: string }[];
  value: string;
  onChange: (value: string) => void;
  allowsCustom?: boolean;
}

const spot =
  "grid size-8 place-items-center rounded-full border border-ink/20 transition-shadow duration-150 peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2";
const chosenSpot = "ring-2 ring-accent ring-offset-2 ring-offset-surface";

/** One colour out of a few; arrow keys move between them, as between radio buttons. */
export function Swatches({ label, colors, value, onChange, allowsCustom }: SwatchesProps) {
  const id = useId();
  const chosen = colors.find((color) => isSame(color.value, value));
  const isCustom = Boolean(allowsCustom && value && !chosen);
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-[13px]">
        {label}
        <span className="ml-2 font-normal text-faint">{chosen?.name ?? (isCustom ? value : "")}</span>
      </legend>
      <div className="-mx-1.5 flex flex-wrap">
        <div role="radiogroup" aria-label={label} className="contents">
          {colors.map((color) => (
            <label key={color.value} title={color.name} className="grid size-11 cursor-pointer place-items-center">
              <input
                type="radio"
                name={id}
                aria-label={color.name}
                className="peer sr-only"
                checked={color === chosen}
                onChange={() => onChange(color.value)}
              />
              <span
                className={classNames(spot, color === chosen && chosenSpot)}
                style={{ background: color.value === "transparent" ? checkerboard : color.value }}
              >
                {color === chosen && <Mark isOnLight={isLightColor(color.value)} />}
              </span>
            </label>
          ))}
        </div>
        {allowsCustom && (
          <label title="Your own colour" className="relative grid size-11 cursor-pointer place-items-center">
            <input
              type="color"
              aria-label={isCustom ? `${label}: your own colour, chosen` : `${label}: your own colour`}
              value={isCustom ? value : (chosen?.value.match(/^#[0-9a-f]{6}$/i)?.[0] ?? "#888888")}
              onChange={(event) => onChange(event.target.value)}
              className="peer absolute inset-0 size-full cursor-pointer opacity-0"
            />
            <span
              className={classNames(spot, isCustom ? chosenSpot : "border-dashed bg-surface text-muted")}
              style={isCustom ? { background: value } : undefined}
            >
              {isCustom ? <Mark isOnLight={isLightColor(value)} /> : <Pipette size={15} aria-hidden="true" />}
            </span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

const checkerboard = "repeating-conic-gradient(#d4d4d8 0 25%, #ffffff 0 50%) 50% / 12px 12px";

function Mark({ isOnLight }: { isOnLight: boolean }) {
  return <Check size={16} strokeWidth={3} aria-hidden="true" className={isOnLight ? "text-zinc-900" : "text-white"} />;
}
