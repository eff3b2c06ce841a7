import type { Model } from "@lumiku/contracts/apps";
import type { Background } from "@lumiku/contracts/avatar-creator-recipe";
import { Segmented } from "@lumiku/ui/segmented";
import { Swatches } from "@lumiku/ui/swatches";
import { isIllustrated } from "../../models";
import { backdrops } from "../../suggestions";

export interface BackgroundFieldProps {
  model: Model;
  value: Background;
  onChange: (value: Background) => void;
}

type Kind = "keep" | "transparent" | "color";

const keep = { value: "keep", label: "As drawn" } as const;
const transparent = { value: "transparent", label: "Transparent" } as const;
const color = { value: "color", label: "One colour" } as const;

/** What is behind the person. Only drawings can have nothing there; other models are told of a colour. */
export function BackgroundField({ model, value, onChange }: BackgroundFieldProps) {
  const isExact = isIllustrated(model);
  const kind: Kind = value.startsWith("#") ? "color" : value === "transparent" && isExact ? "transparent" : "keep";
  return (
    <div className="grid gap-2">
      <Segmented<Kind>
        label="Background"
        options={isExact ? [keep, transparent, color] : [keep, color]}
        value={kind}
        onChange={(next) => onChange(next === "color" ? (backdrops[0]?.value ?? "keep") : next)}
      />
      {kind === "color" && (
        <Swatches label="Colour" colors={backdrops} value={value} onChange={onChange} allowsCustom />
      )}
      {kind === "color" && !isExact && (
        <p className="text-[13px] text-faint">
          {model.name} is told of the colour in words, and may shade it. Illustrated draws it exactly.
        </p>
      )}
    </div>
  );
}
