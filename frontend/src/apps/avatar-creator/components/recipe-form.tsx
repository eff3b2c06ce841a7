import { type AppError, MAX_SEED } from "@lumiku/app-sdk";
import type { Model } from "@lumiku/contracts/apps";
import type { StyleCredit } from "@lumiku/contracts/avatar-creator";
import { Button } from "@lumiku/ui/button";
import { SelectField, TextAreaField, TextField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Dices, Sparkles } from "lucide-react";
import type { FormEvent, KeyboardEvent } from "react";
import { credits } from "../../../core/words";
import type { Recipe } from "../store";

export interface RecipeFormProps {
  recipe: Recipe;
  models: Model[];
  styles: StyleCredit[];
  model: Model | undefined;
  available: number;
  isStarting: boolean;
  error: AppError | undefined;
  onChange: (changes: Partial<Recipe>) => void;
  onGenerate: () => void;
}

type AttributeName = keyof Recipe["attributes"];
const attributeFields: { name: AttributeName; label: string; placeholder: string }[] = [
  { name: "hairStyle", label: "Hair style", placeholder: "long, curly, bun, bald" },
  { name: "hairColor", label: "Hair colour", placeholder: "auburn" },
  { name: "skinTone", label: "Skin tone", placeholder: "olive" },
  { name: "facialHair", label: "Facial hair", placeholder: "beard, none" },
  { name: "headwear", label: "Headwear", placeholder: "green hijab" },
  { name: "accessories", label: "Accessories", placeholder: "glasses, earrings" },
  { name: "clothing", label: "Clothing", placeholder: "hoodie" },
  { name: "clothingColor", label: "Clothing colour", placeholder: "navy" },
];

const counts = [1, 2, 3, 4].map((value) => ({ value, label: String(value) }));
const sides = [512, 1024, 2048].map((value) => ({ value, label: `${value}` }));

/** Everything a portrait is made from, and the button with its price. Ctrl or ⌘ + Enter presses it from anywhere. */
export function RecipeForm({
  recipe,
  models,
  styles,
  model,
  available,
  isStarting,
  error,
  onChange,
  onGenerate,
}: RecipeFormProps) {
  const price = (model?.costCredits ?? 0) * recipe.count;
  const hindrance = findHindrance(recipe, model, available, price);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!hindrance) onGenerate();
  };
  const pressShortcut = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };
  const setAttribute = (name: AttributeName, value: string) =>
    onChange({ attributes: { ...recipe.attributes, [name]: value } });

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
        <SelectField
          label="Model"
          value={recipe.model}
          hint={model?.closed?.reason ?? model?.summary}
          onChange={(event) => onChange({ model: event.target.value })}
        >
          {models.map((option) => (
            <option key={option.key} value={option.key} disabled={!option.isAvailable}>
              {`${option.name} · ${credits(option.costCredits)} each${option.isAvailable ? "" : " · closed"}`}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Style"
          value={recipe.style}
          hint={<Attribution style={styles.find(({ id }) => id === recipe.style)} />}
          onChange={(event) => onChange({ style: event.target.value })}
        >
          <option value="">The one that fits best</option>
          {styles.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </SelectField>
        <Segmented label="Pictures" options={counts} value={recipe.count} onChange={(count) => onChange({ count })} />
        <details className="group rounded-control border border-line">
          <summary className="flex h-11 list-none items-center justify-between px-3 font-medium text-[13px]">
            Persona and look
            <span aria-hidden="true" className="text-faint transition-transform duration-150 group-open:rotate-90">
              ›
            </span>
          </summary>
          <div className="grid gap-4 p-3 pt-1">
            <TextField
              label="Name"
              maxLength={60}
              value={recipe.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
            <SelectField
              label="Gender"
              value={recipe.attributes.gender ?? ""}
              onChange={(event) => setAttribute("gender", event.target.value)}
            >
              <option value="">As described</option>
              <option value="woman">Woman</option>
              <option value="man">Man</option>
              <option value="non-binary">Non-binary</option>
            </SelectField>
            {attributeFields.map(({ name, label, placeholder }) => (
              <TextField
                key={name}
                label={label}
                placeholder={placeholder}
                maxLength={60}
                value={recipe.attributes[name] ?? ""}
                error={fieldError(error, `/body/attributes/${name}`)}
                onChange={(event) => setAttribute(name, event.target.value)}
              />
            ))}
          </div>
        </details>
        <Segmented label="Size in pixels" options={sides} value={recipe.side} onChange={(side) => onChange({ side })} />
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
      </div>
      <div className="z-20 grid gap-2 border-line border-t bg-surface p-4 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-md:bottom-14 md:max-lg:left-[232px]">
        <div aria-live="polite">
          {error && (
            <p className="rounded-control bg-danger-soft px-3 py-2 text-[13px] text-danger">
              {error.message} Nothing was charged.
            </p>
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
          <span className="tabular">{isStarting ? "Starting …" : `Generate · ${credits(price)}`}</span>
        </Button>
        {hindrance && recipe.prompt && <p className="text-center text-[13px] text-muted">{hindrance}</p>}
      </div>
    </form>
  );
}

function findHindrance(recipe: Recipe, model: Model | undefined, available: number, price: number): string | undefined {
  if (!recipe.prompt.trim()) return "Describe the person first";
  if (!model) return "Loading models";
  if (model.closed) return model.closed.reason;
  if (price > available) return `You have ${credits(available)}; this needs ${price}`;
  return undefined;
}

function fieldError(error: AppError | undefined, path: string): string | undefined {
  return error?.errors?.find((problem) => problem.path === path)?.message;
}

/** Whose drawings they are, as their licences ask to say. */
function Attribution({ style }: { style: StyleCredit | undefined }) {
  if (!style) return <>Whichever shows the most of what you describe.</>;
  return (
    <>
      Drawn by{" "}
      <a href={style.sourceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.artist}
      </a>
      ,{" "}
      <a href={style.licenceUrl} target="_blank" rel="noopener noreferrer" className="underline underline-offset-2">
        {style.licence}
      </a>
      .
    </>
  );
}
