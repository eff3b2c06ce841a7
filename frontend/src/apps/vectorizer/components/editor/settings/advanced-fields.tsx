import type { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { Button } from "@lumiku/ui/button";
import { isUsed, type ParameterKey, parameters } from "../../../editor/parameters";
import { ParameterField } from "./parameter-field";

const keys: readonly ParameterKey[] = [
  "colorPrecision",
  "layerDifference",
  "lengthThreshold",
  "maxIterations",
  "spliceThreshold",
];

export interface AdvancedFieldsProps {
  settings: TraceSettings;
  onChange: (changes: Partial<TraceSettings>) => void;
}

/** VTracer's own parameters under their own names. */
export function AdvancedFields({ settings, onChange }: AdvancedFieldsProps) {
  const isIdle = keys.every((key) => !isUsed(key, settings));
  return (
    <>
      {isIdle && (
        <div className="grid gap-2 rounded-control bg-sunken px-3 py-2.5 text-[13px] text-muted">
          <p>VTracer's own parameters. Fitted outlines and a palette make no use of them.</p>
          <Button
            size="small"
            className="justify-self-start"
            onClick={() => onChange({ mode: "spline", palette: { kind: "source" } })}
          >
            Trace with VTracer's curves
          </Button>
        </div>
      )}
      {keys.map((key) => (
        <ParameterField
          key={key}
          parameter={parameters[key]}
          settings={settings}
          isExplained={isIdle}
          onChange={onChange}
        />
      ))}
    </>
  );
}
