import { useEffect } from "react";
import { removals } from "../../core/removal";
import { isTakenElsewhere } from "../frame/keyboard";

/** Ctrl or Cmd Z brings back what was removed last, except where it undoes what somebody types. */
export function useUndoKey(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (!isUndo || event.defaultPrevented || isTakenElsewhere(event.target)) return;
      if (removals.undoLast()) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
