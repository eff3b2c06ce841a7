import { useEffect, useEffectEvent } from "react";
import { isTakenElsewhere } from "../frame/keyboard";

/** Delete removes what is chosen, wherever the focus is, except where somebody types or a dialog is open. */
export function useDeleteKey(isEnabled: boolean, onDelete: () => void): void {
  const remove = useEffectEvent(onDelete);
  useEffect(() => {
    if (!isEnabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return;
      if (event.defaultPrevented || isTakenElsewhere(event.target)) return;
      event.preventDefault();
      remove();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [isEnabled]);
}
