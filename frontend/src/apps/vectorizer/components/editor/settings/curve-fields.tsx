import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { Segmented } from "@lumiku/ui/segmented";
import { Switch } from "@lumiku/ui/switch";
import { parameters } from "../../../editor/parameters";
import { ParameterField } from "./parameter-field";

const modes = [
  { value: "fitted", label: "Fitted" },
  { value: "spline", label: "Spline" },
  { value: "polygon", label: "Polygon" },
  { value: "pixel", label: "Pixel" },
] as const;
const modeWords = {
  fitted: "Follows the edge between two pixels, with the fewest nodes.",
  spline: "VTracer's smooth curves, for soft pictures.",
  polygon: "Straight lines only.",
  pixel: "Every pixel a square, no smoothing.",
} as const;

export interface CurveFieldsProps {
  settings: TraceSettings;
  onChange: (changes: Partial<TraceSettings>) => void;
}

/** How outlines are drawn. */
export function CurveFields({ settings, onChange }: CurveFieldsProps) {
  return (
    <>
      <div className="grid gap-1.5">
        <Segmented label="Outlines" options={modes} value={settings.mode} onChange={(mode) => onChange({ mode })} />
        <p className="text-[13px] text-faint">{modeWords[settings.mode]}</p>
      </div>
      {settings.mode === "fitted" && (
        <ParameterField parameter={parameters.tolerance} settings={settings} onChange={onChange} />
      )}
      <ParameterField parameter={parameters.cornerThreshold} settings={settings} onChange={onChange} />
      <Switch
        label="Keep straight edges"
        hint="Straight edges and right angles of the picture stay so."
        isOn={settings.keepStraight}
        onChange={(keepStraight) => onChange({ keepStraight })}
      />
    </>
  );
}
