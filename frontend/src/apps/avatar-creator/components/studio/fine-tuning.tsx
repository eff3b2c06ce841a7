import type { Model } from "@lumiku/contracts/apps";
import { TextAreaField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { SliderField } from "@lumiku/ui/slider";
import { limits } from "../../draft";
import { hasNegativePrompt, isIllustrated } from "../../models";
import { fitResolution, resolutionsOf } from "../../sizes";
import { BackgroundField } from "./background-field";
import { type FieldsProps, fieldError } from "./fields";
import { SeedField } from "./seed-field";

/** The settings that this model has, and no others. */
export default function FineTuning({ draft, error, model, shownSeed, onChange }: FieldsProps & TuningProps) {
  const { steps, guidance } = model;
  const resolutions = resolutionsOf(model).map((value) => ({ value, label: String(value) }));
  return (
    <div className="grid gap-4">
      {!isIllustrated(model) && (
        <TextAreaField
          label="Leave out"
          hint={hasNegativePrompt(model) ? undefined : `${model.name} is told so in the prompt itself.`}
          rows={2}
          maxLength={limits.negativePrompt}
          placeholder="hats, text, blurry background"
          value={draft.negativePrompt}
          error={fieldError(error, "/body/negativePrompt")}
          onChange={({ target }) => onChange({ negativePrompt: target.value })}
        />
      )}
      <BackgroundField model={model} value={draft.background} onChange={(background) => onChange({ background })} />
      {steps && (
        <>
          <Segmented
            label="Longest side in pixels"
            options={resolutions}
            value={fitResolution(draft.resolution, model)}
            onChange={(resolution) => onChange({ resolution })}
          />
          <SliderField
            label="Steps"
            hint="More steps take longer and add detail."
            {...steps}
            value={draft.steps ?? steps.default}
            onChange={(value) => onChange({ steps: value })}
          />
        </>
      )}
      {guidance && (
        <SliderField
          label="Guidance"
          hint="How closely it follows the words."
          {...guidance}
          step={0.5}
          value={draft.guidance ?? guidance.default}
          onChange={(value) => onChange({ guidance: value })}
        />
      )}
      <SeedField
        value={draft.seed}
        shownSeed={shownSeed}
        error={fieldError(error, "/body/seed")}
        onChange={(seed) => onChange({ seed })}
      />
    </div>
  );
}

export interface TuningProps {
  model: Model;
  /** Of the picture that is looked at, to hold on to. */
  shownSeed: number | undefined;
}
