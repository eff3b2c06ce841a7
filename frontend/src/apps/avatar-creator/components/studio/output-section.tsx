import type { Model } from "@lumiku/contracts/apps";
import { Segmented } from "@lumiku/ui/segmented";
import { type Quality, qualities, qualityOf, settingsOf } from "../../quality";
import { fitResolution, resolutionsOf } from "../../sizes";
import type { FieldsProps } from "./fields";
import { ShapeField } from "./shape-field";

const counts = [1, 2, 3, 4].map((value) => ({ value, label: String(value) }));
const qualityOptions = qualities.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

/** How many, in which shape, how fine. */
export function OutputSection({ draft, model, onChange }: FieldsProps & { model: Model }) {
  const quality = qualityOf(draft, model);
  const resolutions = resolutionsOf(model).map((value) => ({ value, label: String(value) }));
  return (
    <div className="grid gap-4">
      <Segmented label="Pictures" options={counts} value={draft.count} onChange={(count) => onChange({ count })} />
      <ShapeField
        model={model}
        aspect={draft.aspect}
        resolution={draft.resolution}
        onChange={(aspect) => onChange({ aspect })}
      />
      {model.steps ? (
        <div className="grid gap-1.5">
          <Segmented<Quality | "own">
            label="Quality"
            options={qualityOptions}
            value={quality ?? "own"}
            onChange={(next) => next !== "own" && onChange(settingsOf(next, model))}
          />
          <p className="tabular text-[13px] text-faint">
            {quality === null && "Your own: "}
            {`${draft.steps ?? model.steps.default} steps, ${fitResolution(draft.resolution, model)} px on the longest side`}
          </p>
        </div>
      ) : (
        <Segmented
          label="Longest side in pixels"
          options={resolutions}
          value={fitResolution(draft.resolution, model)}
          onChange={(resolution) => onChange({ resolution })}
        />
      )}
    </div>
  );
}
