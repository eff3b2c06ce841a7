import type { Model } from "@lumiku/contracts/apps";
import { Badge } from "@lumiku/ui/badge";
import { classNames } from "@lumiku/ui/class-names";
import { Skeleton } from "@lumiku/ui/skeleton";
import { Lock } from "lucide-react";
import { useId } from "react";
import { cost } from "../../../../../core/words";
import { chooseModel, type ModelKey } from "../../../editor/tuning";
import type { Desk } from "../../../editor/use-desk";

const names: Record<ModelKey, { title: string; words: string }> = {
  vtracer: { title: "By hand", words: "Your own settings, with presets to begin from." },
  "vtracer-auto": { title: "Auto", words: "Finds the settings with the fewest bytes for the quality you want." },
};
const tierNames: Record<Model["minTier"], string> = {
  free: "Free",
  basic: "Basic",
  pro: "Pro",
  enterprise: "Enterprise",
};

/** Who finds the settings: the person, or the tracer. Each with its price, and why it is closed. */
export function ModelChoice({ desk }: { desk: Desk }) {
  const { tuning, editor, tracing } = desk;
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-[13px]">How settings are found</legend>
      <div className="grid gap-1.5">
        {(Object.keys(names) as ModelKey[]).map((key) => (
          <ModelOption
            key={key}
            {...{ name, ...names[key] }}
            model={tracing.models.find((model) => model.key === key)}
            unit={tracing.unit}
            isChosen={tuning.model === key}
            onChoose={() => editor.tune((before) => chooseModel(before, key), "model")}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface ModelOptionProps {
  name: string;
  title: string;
  words: string;
  /** Undefined while it is on its way. */
  model: Model | undefined;
  unit: "credits" | "quota";
  isChosen: boolean;
  onChoose: () => void;
}

function ModelOption({ name, title, words, model, unit, isChosen, onChoose }: ModelOptionProps) {
  const closed = model?.closed;
  const noteId = `${name}-${title}`;
  return (
    <label
      className={classNames(
        "grid cursor-pointer gap-0.5 rounded-control border px-3 py-2.5 transition-colors duration-150 has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isChosen ? "border-accent bg-accent-soft" : "border-line-strong hover:border-faint",
      )}
    >
      <span className="flex min-h-6 items-center gap-2">
        <input
          type="radio"
          className="sr-only"
          name={name}
          checked={isChosen}
          aria-label={title}
          aria-describedby={noteId}
          onChange={onChoose}
        />
        {closed && <Lock size={14} className="shrink-0 text-muted" aria-hidden="true" />}
        <span className={classNames("font-medium", isChosen && "text-accent-ink")}>{title}</span>
        {model && model.minTier !== "free" && (
          <Badge tone={closed ? "warning" : "neutral"}>{tierNames[model.minTier]}</Badge>
        )}
        <span className="tabular ml-auto text-[13px] text-muted">
          {model ? (
            cost(unit, unit === "credits" ? model.costCredits : model.costUnits)
          ) : (
            <Skeleton className="h-4 w-14" />
          )}
        </span>
      </span>
      <span id={noteId} className={classNames("text-[13px]", closed ? "text-warning" : "text-muted")}>
        {closed?.reason ?? words}
      </span>
    </label>
  );
}
