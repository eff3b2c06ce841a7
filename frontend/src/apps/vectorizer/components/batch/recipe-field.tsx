import type { Model } from "@lumiku/contracts/apps";
import { type BuiltinPresetId, builtinPresets, Effort } from "@lumiku/contracts/vectorizer-settings";
import { classNames } from "@lumiku/ui/class-names";
import { SelectField } from "@lumiku/ui/field";
import { Segmented } from "@lumiku/ui/segmented";
import { Lock } from "lucide-react";
import { type ReactNode, useId } from "react";
import { NextSteps } from "../../../../core/refusal";
import { cost } from "../../../../core/words";
import type { RecipeChoice } from "../../batches/recipe-choice";
import type { BatchSettings } from "../../batches/use-batch-start";

const efforts: Record<Effort, string> = { fast: "Fast", balanced: "Balanced", best: "Best" };
const builtins = Object.entries(builtinPresets) as [BuiltinPresetId, (typeof builtinPresets)[BuiltinPresetId]][];

export interface RecipeFieldProps extends Pick<BatchSettings, "choice" | "choose" | "models" | "presets"> {
  /** What this person pays with now. */
  unit: "credits" | "quota";
}

/** How every picture of a batch is traced: automatically, or by a preset. */
export function RecipeField({ choice, choose, models, presets, unit }: RecipeFieldProps) {
  const name = useId();
  const auto = models?.find(({ key }) => key === "vtracer-auto");
  const byHand = models?.find(({ key }) => key === "vtracer");
  const priceOf = (model: Model | undefined) =>
    model && `${cost(unit, unit === "credits" ? model.costCredits : model.costUnits)} each`;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium text-[13px]">How they are traced</legend>
      <Manner
        {...{ name, isChosen: choice.kind === "auto", price: priceOf(auto) }}
        title="Automatically"
        words={auto?.closed?.reason ?? "Each picture gets the settings that suit it."}
        isClosed={Boolean(auto?.closed)}
        onChoose={() => choose({ kind: "auto", effort: "balanced" })}
      >
        {auto?.closed && <NextSteps code={auto.closed.code} />}
        {choice.kind === "auto" && (
          <Segmented
            label="Effort"
            isLabelHidden
            options={Effort.options.map((value) => ({ value, label: efforts[value] }))}
            value={choice.effort}
            onChange={(effort) => choose({ kind: "auto", effort })}
          />
        )}
      </Manner>
      <Manner
        {...{ name, isChosen: choice.kind !== "auto", price: priceOf(byHand) }}
        title="By a preset"
        words={choice.kind === "builtin" ? `${builtinPresets[choice.id].summary}.` : "All of them alike."}
        onChoose={() => choose({ kind: "builtin", id: "logo" })}
      >
        {choice.kind !== "auto" && (
          <SelectField
            label="Preset"
            value={`${choice.kind}:${choice.id}`}
            onChange={({ target }) => choose(readOption(target.value))}
          >
            {builtins.map(([id, { name: title }]) => (
              <option key={id} value={`builtin:${id}`}>
                {title}
              </option>
            ))}
            {presets.length > 0 && (
              <optgroup label="Your own">
                {presets.map(({ id, name: title }) => (
                  <option key={id} value={`own:${id}`}>
                    {title}
                  </option>
                ))}
              </optgroup>
            )}
          </SelectField>
        )}
      </Manner>
    </fieldset>
  );
}

function readOption(value: string): RecipeChoice {
  const id = value.slice(value.indexOf(":") + 1);
  return value.startsWith("own:") ? { kind: "own", id } : { kind: "builtin", id: id as BuiltinPresetId };
}

interface MannerProps {
  name: string;
  title: string;
  words: string;
  price: string | undefined;
  isChosen: boolean;
  isClosed?: boolean;
  onChoose: () => void;
  /** What there is to say about it, once it is chosen. */
  children: ReactNode;
}

function Manner({ name, title, words, price, isChosen, isClosed = false, onChoose, children }: MannerProps) {
  const id = useId();
  return (
    <div
      className={classNames(
        "grid gap-3 rounded-control border p-3 transition-colors duration-150 has-[[type=radio]:focus-visible]:outline-2 has-[[type=radio]:focus-visible]:outline-accent",
        isChosen ? "border-accent" : "border-line",
      )}
    >
      <label className={classNames("grid gap-0.5", isClosed ? "cursor-not-allowed" : "cursor-pointer")}>
        <span className="flex items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={isChosen}
            disabled={isClosed}
            aria-label={title}
            aria-describedby={id}
            onChange={onChoose}
            className="size-4 shrink-0 accent-accent"
          />
          <span className={classNames("min-w-0 truncate font-medium", isClosed && "text-muted")}>{title}</span>
          {isClosed && <Lock size={14} className="shrink-0 text-muted" aria-hidden="true" />}
          <span className="tabular ml-auto shrink-0 text-[13px] text-muted">{price}</span>
        </span>
        <span id={id} className={classNames("pl-6 text-[13px]", isClosed ? "text-warning" : "text-muted")}>
          {words}
        </span>
      </label>
      {children}
    </div>
  );
}
