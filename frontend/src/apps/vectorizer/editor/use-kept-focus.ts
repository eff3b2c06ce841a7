import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps the keyboard where it was when a button goes, or is closed, by being pressed: focus moves to what held it.
 *
 * @param moment another value whenever a button may have gone
 * @returns for what held it, which needs a tabIndex of -1
 */
export function useKeptFocus<T extends HTMLElement>(moment: string): RefObject<T | null> {
  const holder = useRef<T>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment says when to look.
  useEffect(() => {
    // By the next frame menus and dialogs have given back the focus they took.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body) holder.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [moment]);
  return holder;
}
