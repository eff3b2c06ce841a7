import type { AppError, Asset } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import type { StyleCredit } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { TextAreaField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Sparkles } from "lucide-react";
import type { FormEvent, KeyboardEvent } from "react";
import type { Price } from "../../../core/quota";
import { NextSteps, Refusal } from "../../../core/refusal";
import { cost, credits, units } from "../../../core/words";
import type { Recipe } from "../recipe";
import { fieldError } from "./field-error";
import { LookFields } from "./look-fields";
import { ModelControls } from "./model-controls";
import { ModelPicker } from "./model-picker";
import { References } from "./references";
import { StyleField } from "./style-field";

export interface RecipeFormProps {
  recipe: Recipe;
  models: Model[];
  /** Why there are none. */
  modelsError: AppError | undefined;
  onReloadModels: () => void;
  styles: StyleCredit[];
  model: Model | undefined;
  /** Pictures that a model may follow. */
  assets: readonly Asset[];
  /** Undefined while the models are not there. */
  price: Price | undefined;
  isStarting: boolean;
  error: AppError | undefined;
  onChange: (changes: Partial<Recipe>) => void;
  onGenerate: () => void;
}

const counts = [1, 2, 3, 4].map((value) => ({ value, label: String(value) }));

/** Everything a portrait is made from, and the button with its price. Ctrl or ⌘ + Enter presses it from anywhere. */
export function RecipeForm(props: RecipeFormProps) {
  const { recipe, models, styles, model, assets, price, isStarting, error, onChange, onGenerate } = props;
  const hindrance = findHindrance(recipe, model, price);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!hindrance) onGenerate();
  };
  const pressShortcut = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };

  return (
    <form
      onSubmit={submit}
      onKeyDown={pressShortcut}
      aria-label="Portrait"
      className="flex flex-col border-line bg-surface max-lg:border-b lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:border-r"
    >
      <div className="grid flex-1 content-start gap-5 overflow-y-auto p-4 sm:p-6">
        <TextAreaField
          label="Describe the person"
          rows={4}
          maxLength={2000}
          placeholder="A woman with a green hijab and glasses, smiling"
          value={recipe.prompt}
          error={fieldError(error, "/body/prompt")}
          onChange={(event) => onChange({ prompt: event.target.value })}
        />
        {!props.modelsError && (
          <ModelPicker
            models={models}
            model={model}
            unit={price?.unit ?? "credits"}
            // Steps and guidance of one model mean nothing to another.
            onChoose={(key) => onChange({ model: key, steps: null, guidance: null })}
          />
        )}
        {props.modelsError && (
          <div role="alert" className="flex items-center justify-between gap-3 text-[13px] text-danger">
            {props.modelsError.message}
            <Button size="small" onClick={props.onReloadModels}>
              Try again
            </Button>
          </div>
        )}
        {model && model.maxReferences > 0 && (
          <References
            assets={assets}
            chosenIds={recipe.referenceAssetIds}
            max={model.maxReferences}
            onChange={(referenceAssetIds) => onChange({ referenceAssetIds })}
          />
        )}
        {model && <StyleField recipe={recipe} model={model} styles={styles} onChange={onChange} />}
        <Segmented label="Pictures" options={counts} value={recipe.count} onChange={(count) => onChange({ count })} />
        <LookFields recipe={recipe} error={error} onChange={onChange} />
        {model && <ModelControls recipe={recipe} model={model} error={error} onChange={onChange} />}
      </div>
      <div className="z-20 grid gap-2 border-line border-t bg-surface p-4 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-md:bottom-14 md:max-lg:left-[232px]">
        <Refusal error={error} />
        <Button
          type="submit"
          look="primary"
          className="w-full"
          disabled={isStarting || hindrance !== undefined}
          title={hindrance?.words}
        >
          <Sparkles size={17} aria-hidden="true" />
          <span className="tabular">
            {isStarting
              ? "Starting …"
              : ["Generate", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
          </span>
        </Button>
        {hindrance && recipe.prompt && (
          <div className="grid justify-items-center text-center text-[13px] text-muted">
            <p>{hindrance.words}</p>
            {hindrance.code && <NextSteps code={hindrance.code} />}
          </div>
        )}
      </div>
    </form>
  );
}

interface Hindrance {
  words: string;
  /** The refusal a start would meet. */
  code?: string;
}

function findHindrance(recipe: Recipe, model: Model | undefined, price: Price | undefined): Hindrance | undefined {
  if (!recipe.prompt.trim()) return { words: "Describe the person first" };
  if (!model || !price) return { words: "The models are not there yet" };
  if (model.closed) return { words: "This model is closed to you now: choose another", code: model.closed.code };
  if (recipe.referenceAssetIds.length < model.minReferences) return { words: "Choose a reference picture first" };
  if (price.isAffordable) return undefined;
  if (price.unit === "credits")
    return { words: `This needs ${credits(price.total)}, more than you have`, code: "INSUFFICIENT_CREDITS" };
  return { words: `This needs ${units(price.total)}, more than your quota has left`, code: "QUOTA_EXCEEDED" };
}
