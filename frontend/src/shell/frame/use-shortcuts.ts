import { useEffect } from "react";
import { useNavigate } from "react-router";
import { openHelp, openPalette, togglePalette, toggleSidebar, useFrame } from "./frame-store";
import { createKeyReader, isTakenElsewhere } from "./keyboard";
import { billing, dashboard, myWork } from "./places";
import { shortcuts } from "./shortcuts";

/** The frame's keys, on every page. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const goTo = (path: string) => () => void navigate(path);
    const read = createKeyReader({
      actions: {
        [shortcuts.palette]: togglePalette,
        [shortcuts.search]: openPalette,
        [shortcuts.help]: openHelp,
        [shortcuts.sidebar]: toggleSidebar,
        [shortcuts.dashboard]: goTo(dashboard.to),
        [shortcuts.work]: goTo(myWork.to),
        [shortcuts.billing]: goTo(billing.to),
        [shortcuts.account]: goTo("/account"),
      },
      isElsewhere: (press) => isTakenElsewhere((press as KeyboardEvent).target),
      hasLetterKeys: () => useFrame.getState().hasLetterKeys,
      now: () => performance.now(),
    });
    window.addEventListener("keydown", read);
    return () => window.removeEventListener("keydown", read);
  }, [navigate]);
}
