import { useEffect, useLayoutEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

const STORAGE_KEY = "lumiku.scroll";
const WAIT_MS = 3_000;
/** Entries of the history that are remembered. */
const KEPT = 50;

/**
 * What a browser does when a page is loaded, and a page that only changes does not: a new place begins at its top, an
 * old one is where it was left, and a screen reader reads the heading.
 */
export function useArrival(): void {
  const { key, pathname, hash } = useLocation();
  const type = useNavigationType();
  const last = useRef<string>(undefined);

  useLayoutEffect(() => {
    const stop = followScroll(key);
    const isFirst = last.current === undefined;
    const isElsewhere = last.current !== pathname;
    last.current = pathname;
    if (type === "POP") return both(stop, restoreScroll(readPositions()[key] ?? 0));
    if (isElsewhere && !isFirst && !hash) window.scrollTo(0, 0);
    return stop;
  }, [key, pathname, hash, type]);

  const arrived = useRef<string>(undefined);
  useEffect(() => {
    const isFirst = arrived.current === undefined;
    const isElsewhere = arrived.current !== pathname;
    arrived.current = pathname;
    if (isFirst || !isElsewhere) return;
    return focusHeading();
  }, [pathname]);
}

function followScroll(key: string): () => void {
  history.scrollRestoration = "manual";
  let position = window.scrollY;
  const note = () => {
    position = window.scrollY;
  };
  const keep = () => keepPosition(key, position);
  window.addEventListener("scroll", note, { passive: true });
  window.addEventListener("pagehide", keep);
  return () => {
    window.removeEventListener("scroll", note);
    window.removeEventListener("pagehide", keep);
    keep();
  };
}

/** Scrolls as soon as there is enough to scroll; not against a person who scrolls meanwhile. */
function restoreScroll(position: number): () => void {
  const tryIt = () => {
    window.scrollTo(0, position);
    if (Math.abs(window.scrollY - position) < 1) stop();
  };
  const observer = new ResizeObserver(tryIt);
  const timer = setTimeout(stop, WAIT_MS);
  const meddling = ["wheel", "touchstart", "keydown"] as const;
  function stop() {
    observer.disconnect();
    clearTimeout(timer);
    for (const kind of meddling) window.removeEventListener(kind, stop);
  }
  for (const kind of meddling) window.addEventListener(kind, stop, { passive: true });
  observer.observe(document.body);
  tryIt();
  return stop;
}

/** Moves focus to the page's heading once it is there, unless the page has put it somewhere itself. */
function focusHeading(): () => void {
  const main = document.getElementById("main");
  if (!main) return () => {};
  const tryIt = () => {
    const heading = main.querySelector<HTMLElement>("h1");
    if (!heading) return;
    stop();
    const active = document.activeElement;
    if (main.contains(active) && active !== main) return;
    if (active?.closest("[role=dialog], [role=menu]")) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(tryIt);
  const timer = setTimeout(stop, WAIT_MS);
  // What was open over the page gives focus back first.
  const frame = requestAnimationFrame(() => requestAnimationFrame(tryIt));
  function stop() {
    observer.disconnect();
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  }
  observer.observe(main, { childList: true, subtree: true });
  return stop;
}

const both = (first: () => void, second: () => void) => () => {
  second();
  first();
};

function readPositions(): Record<string, number> {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}

function keepPosition(key: string, position: number): void {
  const { [key]: _, ...others } = readPositions();
  const kept = Object.entries(others).slice(1 - KEPT);
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries([...kept, [key, position]])));
  } catch {
    // Where nothing is kept, pages begin at their top.
  }
}
