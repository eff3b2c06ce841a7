import type { Studio } from "../../use-studio";
import { GenerateBar } from "./generate-bar";
import { RecipeForm } from "./recipe-form";
import { UndoNote } from "./undo-note";

/** The form at the side of a wide window, with the button always in reach. */
export function RecipePanel({ studio }: { studio: Studio }) {
  const { draft, price, leftWords, hindrance, error, isStarting, generate } = studio;
  const notes = studio.reading.reading?.notes;
  return (
    <div className="sticky top-14 flex h-[calc(100dvh-3.5rem)] flex-col border-line border-r bg-surface">
      <div className="relative min-h-0 flex-1 overflow-y-auto pt-2 pr-[9px] pb-6 pl-5 [scrollbar-gutter:stable] [scrollbar-width:thin]">
        <RecipeForm studio={studio} />
      </div>
      {drawsFrom(draft.startFrom) && (
        <div className="grid grid-cols-1 gap-2 border-line border-t px-5 py-3">
          <UndoNote projectId={studio.projectId} />
          <GenerateBar
            {...{ price, leftWords, hindrance, notes, error, isStarting }}
            onGenerate={() => void generate()}
          />
        </div>
      )}
    </div>
  );
}

/** Where something can be generated from: a preset has to be chosen first, and an upload is there already. */
export const drawsFrom = (start: Studio["draft"]["startFrom"]): boolean =>
  start === "describe" || start === "references";
