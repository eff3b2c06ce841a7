import { SliderField } from "@lumiku/ui/slider";
import { Switch } from "@lumiku/ui/switch";

export interface QualityTargetProps {
  /** Structural similarity, 0.5–1; undefined for that of the effort. */
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

const FIRST = 0.99;

/** The quality that the search has to reach, in percent of similarity. */
export function QualityTarget({ value, onChange }: QualityTargetProps) {
  return (
    <div>
      <Switch
        label="Quality of my own"
        hint="Otherwise the effort decides."
        isOn={value !== undefined}
        onChange={(isOn) => onChange(isOn ? FIRST : undefined)}
      />
      {value !== undefined && (
        <SliderField
          label="Similarity to reach"
          hint="In percent (SSIM). Higher takes more nodes and bytes."
          min={80}
          max={100}
          step={0.5}
          value={Math.round(value * 1_000) / 10}
          onChange={(percent) => onChange(percent / 100)}
        />
      )}
    </div>
  );
}
