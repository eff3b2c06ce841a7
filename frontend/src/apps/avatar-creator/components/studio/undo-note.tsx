import { Button } from "@lumiku/ui/button";
import { Undo2 } from "lucide-react";
import { undo, useUndo } from "../../undo";

/** What was filled in or cleared at once, with the way back. It covers nothing, as a toast would. */
export function UndoNote({ projectId }: { projectId: string }) {
  const last = useUndo((state) => (state.last?.projectId === projectId ? state.last : undefined));
  return (
    <div role="status" className="empty:hidden">
      {last && (
        <p className="flex items-center justify-between gap-2 rounded-control bg-sunken pl-3 text-[13px] text-muted">
          <span className="min-w-0 truncate">{last.words}</span>
          <Button size="small" look="quiet" className="pointer-coarse:h-11" onClick={() => undo(last)}>
            <Undo2 size={15} aria-hidden="true" />
            Undo
          </Button>
        </p>
      )}
    </div>
  );
}
