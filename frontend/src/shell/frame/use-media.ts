import { useSyncExternalStore } from "react";

const narrow = "(max-width: 767px)";

/** Whether this is a phone's width, where panels are sheets. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(narrow);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => matchMedia(narrow).matches,
  );
}
