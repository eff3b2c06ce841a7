import type { Model } from "@lumiku/contracts/apps";
import { Badge } from "@lumiku/ui/badge";
import { classNames } from "@lumiku/ui/class-names";
import { Popover } from "@lumiku/ui/popover";
import { ChevronsUpDown, Lock } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { cost, duration } from "../../../../core/words";

export interface ModelPickerProps {
  models: readonly Model[];
  model: Model | undefined;
  /** What this person pays with now. */
  unit: "credits" | "quota";
  onChoose: (key: string) => void;
}

const tierNames: Record<Model["minTier"], string> = {
  free: "Free",
  basic: "Basic",
  pro: "Pro",
  enterprise: "Enterprise",
};

/** The models with price, usual time and, when one is closed, why. Arrow keys choose, Enter closes. */
export default function ModelPicker({ models, model, unit, onChoose }: ModelPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const trigger = (
    <button
      type="button"
      aria-labelledby={`${id}-label ${id}-value`}
      aria-describedby={`${id}-note`}
      className="flex h-11 w-full items-center gap-2 rounded-control border border-line-strong bg-surface px-3 text-left transition-colors duration-150 hover:border-faint"
    >
      <span id={`${id}-value`} className="flex min-w-0 flex-1 items-center gap-2">
        <span className="truncate font-medium">{model?.name ?? "Loading models"}</span>
        {model && <span className="tabular shrink-0 text-[13px] text-muted">{priceWords(model, unit)} each</span>}
      </span>
      <ChevronsUpDown size={15} className="shrink-0 text-faint" aria-hidden="true" />
    </button>
  );
  const pressKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    setOpen(false);
  };
  return (
    <div className="grid gap-1.5">
      <span id={`${id}-label`} className="font-medium text-[13px]">
        Model
      </span>
      <Popover
        label="Choose a model"
        trigger={trigger}
        isOpen={isOpen}
        onOpenChange={setOpen}
        align="start"
        className="w-(--radix-popover-trigger-width) min-w-72"
      >
        <div role="radiogroup" aria-label="Model" onKeyDown={pressKey} className="grid gap-0.5 p-1.5">
          {models.map((option) => (
            <ModelOption
              key={option.key}
              name={id}
              model={option}
              unit={unit}
              isChosen={option.key === model?.key}
              onChoose={() => onChoose(option.key)}
              onPoint={() => {
                onChoose(option.key);
                setOpen(false);
              }}
            />
          ))}
        </div>
      </Popover>
      <p
        id={`${id}-note`}
        className={classNames("flex gap-1.5 text-[13px]", model?.closed ? "text-warning" : "text-faint")}
      >
        {model?.closed && <Lock size={14} className="mt-0.5 shrink-0" aria-hidden="true" />}
        {model?.closed?.reason ?? model?.summary}
      </p>
    </div>
  );
}

interface ModelOptionProps {
  name: string;
  model: Model;
  unit: ModelPickerProps["unit"];
  isChosen: boolean;
  onChoose: () => void;
  /** Chosen with a pointer: that is the last word. */
  onPoint: () => void;
}

function ModelOption({ name, model, unit, isChosen, onChoose, onPoint }: ModelOptionProps) {
  const { closed, minTier, typicalSeconds } = model;
  const noteId = `${name}-${model.key}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the radio inside is what a keyboard uses.
    <label
      onClick={(event) => {
        if (event.detail === 0) return;
        event.preventDefault();
        onPoint();
      }}
      className={classNames(
        "grid cursor-pointer gap-0.5 rounded-control px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isChosen ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <span className="flex items-center gap-2">
        <input
          type="radio"
          className="sr-only"
          name={name}
          checked={isChosen}
          aria-describedby={noteId}
          onChange={onChoose}
        />
        {closed && <Lock size={14} className="shrink-0 text-muted" aria-hidden="true" />}
        <span className={classNames("min-w-0 truncate font-medium", closed && "text-muted")}>{model.name}</span>
        {minTier !== "free" && <Badge tone={closed ? "warning" : "neutral"}>{tierNames[minTier]}</Badge>}
        <span className="tabular ml-auto shrink-0 text-[13px] text-muted">{priceWords(model, unit)}</span>
      </span>
      <span id={noteId} className={classNames("line-clamp-2 text-[13px]", closed ? "text-warning" : "text-muted")}>
        {closed ? closed.reason : model.summary}
        {!closed && typicalSeconds !== null && ` · usually ${duration(typicalSeconds)}`}
      </span>
    </label>
  );
}

const priceWords = ({ costCredits, costUnits }: Model, unit: ModelPickerProps["unit"]) =>
  cost(unit, unit === "credits" ? costCredits : costUnits);
