import type { AppError, Asset } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import type { StyleCredit } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { TextAreaField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Sparkles } from "lucide-react";
import type { FormEvent, KeyboardEvent } from "react";
import { credits } from "../../../core/words";
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
  available: number;
  isStarting: boolean;
  error: AppError | undefined;
  onChange: (changes: Partial<Recipe>) => void;
  onGenerate: () => void;
}

const counts = [1, 2, 3, 4].map((value) => ({ value, label: String(value) }));

/** Everything a portrait is made from, and the button with its price. Ctrl or ⌘ + Enter presses it from anywhere. */
export function RecipeForm(props: RecipeFormProps) {
  const { recipe, models, styles, model, assets, available, isStarting, error, onChange, onGenerate } = props;
  const price = (model?.costCredits ?? 0) * recipe.count;
  const hindrance = findHindrance(recipe, model, available, price);

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
        <div aria-live="polite">
          {error && (
            <p className="rounded-control bg-danger-soft px-3 py-2 text-[13px] text-danger">{refusalWords(error)}</p>
          )}
        </div>
        <Button
          type="submit"
          look="primary"
          className="w-full"
          disabled={isStarting || hindrance !== undefined}
          title={hindrance}
        >
          <Sparkles size={17} aria-hidden="true" />
          <span className="tabular">
            {isStarting ? "Starting …" : ["Generate", model && credits(price)].filter(Boolean).join(" · ")}
          </span>
        </Button>
        {hindrance && recipe.prompt && <p className="text-center text-[13px] text-muted">{hindrance}</p>}
      </div>
    </form>
  );
}

function findHindrance(recipe: Recipe, model: Model | undefined, available: number, price: number): string | undefined {
  if (!recipe.prompt.trim()) return "Describe the person first";
  if (!model) return "The models are not there yet";
  if (model.closed) return "This model is closed to you now: choose another";
  if (recipe.referenceAssetIds.length < model.minReferences) return "Choose a reference picture first";
  if (price > available) return `You have ${credits(available)}; this needs ${price}`;
  return undefined;
}

function refusalWords({ code, message }: AppError): string {
  if (code === "CONTENT_BLOCKED")
    return "The safety rules of this platform stopped this one. Describe it in other words; nothing was charged for it.";
  return /\bcharged\b/.test(message) ? message : `${message} Nothing was charged.`;
}
