import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

/** How far ahead of the end of a list more of it is fetched. */
const AHEAD = "900px";

/** Calls back when the end of a list comes near, as long as there is more of it. @returns what stands at the end */
export function useNearEnd<T extends HTMLElement>(hasMore: boolean, onNear: () => void): RefObject<T | null> {
  const end = useRef<T>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const element = end.current;
    if (!element || !hasMore) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && near(), {
      rootMargin: AHEAD,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore]);
  return end;
}
