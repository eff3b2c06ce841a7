import { Button } from "@lumiku/ui/button";
import { Eraser, Shuffle } from "lucide-react";
import { type Draft, emptyPerson, hasPerson } from "../../draft";
import { inventPerson } from "../../surprise";
import { changeWithUndo } from "../../undo";
import { drawSeed } from "./seed-field";

/** Somebody made up, in whichever style shows them best, or nobody: both can be taken back. */
export function PersonTools({ projectId, draft }: { projectId: string; draft: Draft }) {
  const surprise = () => {
    const person = inventPerson(drawSeed());
    changeWithUndo(projectId, { ...person, startFrom: "describe", style: "" }, `Meet ${person.name}, ${person.age}`);
  };
  return (
    <div className="-my-1 flex gap-1">
      <Button size="small" look="quiet" className="pointer-coarse:h-11" onClick={surprise}>
        <Shuffle size={15} aria-hidden="true" />
        Surprise me
      </Button>
      {hasPerson(draft) && (
        <Button
          size="small"
          look="quiet"
          className="pointer-coarse:h-11"
          onClick={() => changeWithUndo(projectId, emptyPerson, "The description is cleared")}
        >
          <Eraser size={15} aria-hidden="true" />
          Clear all
        </Button>
      )}
    </div>
  );
}
