import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

interface GridFocusOptions {
  box: RefObject<HTMLDivElement | null>;
  ids: readonly string[];
  scrollToIndex: (index: number) => void;
  openId?: string | undefined;
}

/**
 * One cell of the grid is a stop of the Tab key; arrow keys move it. When the cell with the focus goes, its neighbour
 * has it; when what was opened is closed, that has it.
 */
export function useGridFocus({ box, ids, scrollToIndex, openId }: GridFocusOptions) {
  const [activeId, setActiveId] = useState<string>();
  const [hasFocus, setFocus] = useState(false);
  const lastIndex = useRef(0);
  const wanted = useRef<string>(undefined);
  const index = activeId === undefined ? -1 : ids.indexOf(activeId);
  const heir = index < 0 ? ids[Math.min(lastIndex.current, ids.length - 1)] : activeId;

  const focus = (to: number) => {
    const id = ids[to];
    if (id === undefined) return;
    wanted.current = id;
    setActiveId(id);
    scrollToIndex(to);
    // It is there already, unless it is far away.
    focusCell(box.current, wanted);
  };

  useLayoutEffect(() => {
    if (index >= 0) lastIndex.current = index;
    // The cell with the focus was removed: nobody is told, and the focus is nowhere.
    else if (hasFocus && document.activeElement === document.body) wanted.current = heir;
    if (heir !== activeId) setActiveId(heir);
    focusCell(box.current, wanted);
  });

  const wasOpen = useRef(openId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what was open is closed.
  useEffect(() => {
    const closed = openId === undefined ? wasOpen.current : undefined;
    wasOpen.current = openId;
    if (closed === undefined) return;
    // The dialog first gives the focus back to where it was opened; meanwhile one may have gone on to others.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const place = ids.indexOf(closed);
        focus(place >= 0 ? place : Math.min(lastIndex.current, ids.length - 1));
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, [openId]);

  return {
    activeId: heir,
    /** Of the cell that has the focus; −1 when it is elsewhere. */
    focusedIndex: hasFocus && heir !== undefined ? ids.indexOf(heir) : -1,
    focus,
    focusProps: {
      onFocus: ({ target }: FocusEvent) => {
        setFocus(true);
        const id = target.closest<HTMLElement>("[data-id]")?.dataset.id;
        if (id) setActiveId(id);
      },
      onBlur: ({ relatedTarget }: FocusEvent) => {
        if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) setFocus(false);
      },
    },
  };
}

function focusCell(box: HTMLElement | null, wanted: RefObject<string | undefined>): void {
  if (wanted.current === undefined) return;
  const cell = box?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wanted.current)}"]`);
  if (!cell) return;
  wanted.current = undefined;
  cell.focus({ preventScroll: true });
}
