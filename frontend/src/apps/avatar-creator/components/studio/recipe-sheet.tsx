import { Sheet } from "@lumiku/ui/sheet";
import type { Studio } from "../../use-studio";
import { GenerateBar } from "./generate-bar";
import { RecipeForm } from "./recipe-form";
import { drawsFrom } from "./recipe-panel";
import { UndoNote } from "./undo-note";

export interface RecipeSheetProps {
  studio: Studio;
  onGenerate: () => void;
  onClose: () => void;
}

/** The whole form over the lower part of a phone. What is looked at next closes it. */
export default function RecipeSheet({ studio, onGenerate, onClose }: RecipeSheetProps) {
  const { projectId, draft, price, leftWords, hindrance, error, isStarting } = studio;
  const notes = studio.reading.reading?.notes;
  const select = (id: string) => {
    onClose();
    studio.select(id);
  };
  return (
    <Sheet
      title="Portrait"
      side="bottom"
      onClose={onClose}
      footer={
        drawsFrom(draft.startFrom) && (
          <div className="grid w-full grid-cols-1 gap-2">
            <UndoNote projectId={projectId} />
            <GenerateBar {...{ price, leftWords, hindrance, notes, error, isStarting, onGenerate }} />
          </div>
        )
      }
    >
      <RecipeForm studio={{ ...studio, select }} />
    </Sheet>
  );
}
