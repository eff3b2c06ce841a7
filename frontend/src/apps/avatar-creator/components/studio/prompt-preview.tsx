import type { Model } from "@lumiku/contracts/apps";
import { describeParts, type PromptPart } from "@lumiku/contracts/avatar-creator-prompt";
import type { Recipe } from "@lumiku/contracts/avatar-creator-recipe";
import { classNames } from "@lumiku/ui/class-names";
import { CopyButton } from "../../../../core/copy-button";
import { hasNegativePrompt } from "../../models";
import { promptText } from "../../prompt-text";

const tints: Record<PromptPart["label"], string> = {
  "Your words": "bg-sunken text-ink",
  References: "bg-(--tint-rose) text-(--tint-rose-ink)",
  Person: "bg-(--tint-violet) text-(--tint-violet-ink)",
  Clothing: "bg-(--tint-sky) text-(--tint-sky-ink)",
  Character: "bg-(--tint-emerald) text-(--tint-emerald-ink)",
  Style: "bg-(--tint-amber) text-(--tint-amber-ink)",
  Background: "bg-(--tint-sky) text-(--tint-sky-ink)",
  "Left out": "bg-(--tint-rose) text-(--tint-rose-ink)",
};

/** What a model that draws from words will be told, with where each part comes from. */
export default function PromptPreview({ recipe, model }: { recipe: Recipe; model: Model }) {
  const isToldApart = hasNegativePrompt(model);
  const parts = describeParts(recipe, { hasNegativePrompt: isToldApart });
  const text = promptText(recipe, model);
  return (
    <div className="grid gap-4">
      {text ? (
        <>
          <p className="tabular text-[13px] text-faint">{`${text.length} characters`}</p>
          <p className="text-[13px] leading-6">
            {parts.map(({ label, text: part }) => (
              <span key={label}>
                <span title={label} className={classNames("box-decoration-clone rounded px-1 py-0.5", tints[label])}>
                  {part}
                </span>{" "}
              </span>
            ))}
          </p>
          <ul aria-label="Where it comes from" className="flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
            {parts.map(({ label }) => (
              <li key={label} className="flex items-center gap-1.5">
                <span
                  aria-hidden="true"
                  className={classNames("size-3 rounded-sm border border-current/30", tints[label])}
                />
                {label}
              </li>
            ))}
          </ul>
          {isToldApart && recipe.negativePrompt && (
            <p className="text-[13px]">
              <span className="font-medium">To leave out, told apart: </span>
              <span className="text-muted">{recipe.negativePrompt}</span>
            </p>
          )}
          <CopyButton text={text} what="the prompt" size="small" className="justify-self-start" />
        </>
      ) : (
        <p className="text-[13px] text-faint">Nothing yet: describe the person, or choose from persona and look.</p>
      )}
    </div>
  );
}
