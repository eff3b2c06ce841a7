import { type AppError, MAX_SEED } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import { Button } from "@lumiku/ui/button";
import { TextAreaField, TextField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { SliderField } from "@lumiku/ui/slider";
import { Dices } from "lucide-react";
import { fitSide, hasNegativePrompt, type Recipe, sidesOf } from "../recipe";
import { fieldError } from "./field-error";

export interface ModelControlsProps {
  recipe: Recipe;
  model: Model;
  error: AppError | undefined;
  onChange: (changes: Partial<Recipe>) => void;
}

/** The settings that this model has, and no others. */
export function ModelControls({ recipe, model, error, onChange }: ModelControlsProps) {
  const { steps, guidance } = model;
  const sides = sidesOf(model).map((value) => ({ value, label: `${value}` }));
  return (
    <>
      {hasNegativePrompt(model) && (
        <TextAreaField
          label="Leave out"
          rows={2}
          maxLength={1000}
          placeholder="hats, text, blurry background"
          value={recipe.negativePrompt}
          error={fieldError(error, "/body/negativePrompt")}
          onChange={(event) => onChange({ negativePrompt: event.target.value })}
        />
      )}
      <Segmented
        label="Size in pixels"
        options={sides}
        value={fitSide(recipe.side, model)}
        onChange={(side) => onChange({ side })}
      />
      {steps && (
        <SliderField
          label="Steps"
          hint="More steps take longer and add detail."
          {...steps}
          value={recipe.steps ?? steps.default}
          onChange={(value) => onChange({ steps: value })}
        />
      )}
      {guidance && (
        <SliderField
          label="Guidance"
          hint="How closely it follows the words."
          {...guidance}
          step={0.5}
          value={recipe.guidance ?? guidance.default}
          onChange={(value) => onChange({ guidance: value })}
        />
      )}
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Seed"
            inputMode="numeric"
            placeholder="A new one each time"
            value={recipe.seed}
            error={fieldError(error, "/body/seed")}
            onChange={(event) => onChange({ seed: event.target.value.replace(/\D/g, "").slice(0, 10) })}
          />
        </div>
        <Button
          size="icon"
          aria-label="Draw a seed"
          onClick={() => onChange({ seed: String(Math.floor(Math.random() * MAX_SEED)) })}
        >
          <Dices size={18} />
        </Button>
      </div>
    </>
  );
}
