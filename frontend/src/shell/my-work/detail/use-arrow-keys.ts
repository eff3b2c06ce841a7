import { type RefObject, useEffect, useEffectEvent } from "react";

/** Arrow keys lead to what comes before and after, wherever the focus is in the dialog around this element. */
export function useArrowKeys(
  inside: RefObject<HTMLElement | null>,
  steps: { onPrevious: (() => void) | undefined; onNext: (() => void) | undefined },
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const go = { ArrowLeft: steps.onPrevious, ArrowRight: steps.onNext }[event.key];
    if (!go || !target || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    // What has opened over it, fields, and choices between a few have these keys themselves.
    const dialog = inside.current?.closest("[role=dialog]");
    if (!dialog?.contains(target) || target.matches("input, textarea, select")) return;
    event.preventDefault();
    go();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
