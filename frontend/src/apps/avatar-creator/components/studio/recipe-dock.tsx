import { Button } from "@lumiku/ui/button";
import { classNames } from "@lumiku/ui/class-names";
import { controlClass } from "@lumiku/ui/field";
import { SlidersHorizontal, Sparkles } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { NextSteps, Refusal } from "../../../../core/refusal";
import { cost } from "../../../../core/words";
import { countLook, countPersona, limits } from "../../draft";
import { promptExamples } from "../../suggestions";
import type { Studio } from "../../use-studio";
import { drawsFrom } from "./recipe-panel";
import { UndoNote } from "./undo-note";

const RecipeSheet = lazy(() => import("./recipe-sheet"));

/** On a phone: the description and the button below the result, and everything else in a sheet. */
export function RecipeDock({ studio }: { studio: Studio }) {
  const { draft, change, price, leftWords, hindrance, error, isStarting, generate } = studio;
  const notes = studio.reading.reading?.notes ?? [];
  const [isOpen, setOpen] = useState(false);
  const start = () => {
    setOpen(false);
    void generate();
  };
  const filled = countPersona(draft) + countLook(draft);
  return (
    <div className="bottom-14 [@media(min-height:32rem)]:sticky z-20 grid grid-cols-1 gap-2 border-line border-t bg-surface px-4 py-3 md:bottom-0">
      {!isOpen && <UndoNote projectId={studio.projectId} />}
      {!isOpen && <Refusal error={error} />}
      {hindrance?.words && !isOpen && (
        <div className="text-[13px] text-muted">
          <p>{hindrance.words}</p>
          {hindrance.code && <NextSteps code={hindrance.code} />}
        </div>
      )}
      {/* Always there, in one line: what comes and goes would move what is typed into. */}
      <p className={classNames("tabular h-5 truncate text-[13px]", notes.length > 0 ? "text-warning" : "text-faint")}>
        {notes.length > 0 ? notes.join(" ") : leftWords}
      </p>
      <textarea
        aria-label="Describe the person"
        rows={1}
        maxLength={limits.prompt}
        placeholder={promptExamples[0]}
        value={draft.prompt}
        onChange={({ target }) => change({ prompt: target.value })}
        className={`${controlClass} field-sizing-content max-h-28 min-h-11 resize-none py-2.5`}
      />
      <div className="flex gap-2">
        <Button aria-haspopup="dialog" onClick={() => setOpen(true)} className="relative">
          <SlidersHorizontal size={17} aria-hidden="true" />
          Settings
          {filled > 0 && <span className="sr-only">{`, ${filled} filled in`}</span>}
          {filled > 0 && (
            <span
              aria-hidden="true"
              className="tabular -top-1.5 -right-1.5 absolute grid size-5 place-items-center rounded-full bg-accent text-[11px] text-on-accent"
            >
              {filled}
            </span>
          )}
        </Button>
        <Button
          look="primary"
          className="min-w-0 flex-1"
          disabled={isStarting || hindrance !== undefined || !drawsFrom(draft.startFrom)}
          onClick={start}
        >
          <Sparkles size={17} aria-hidden="true" />
          <span className="tabular truncate">
            {isStarting
              ? "Starting …"
              : ["Generate", price && cost(price.unit, price.total)].filter(Boolean).join(" · ")}
          </span>
        </Button>
      </div>
      {isOpen && (
        <Suspense>
          <RecipeSheet studio={studio} onGenerate={start} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
