import type { Selection } from "@lumiku/ui/selection";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { moveInGrid } from "./grid-keys";

interface GridGesturesOptions {
  ids: readonly string[];
  selection: Selection;
  isSelecting: boolean;
  activeId: string | undefined;
  columns: number;
  pageRows: number;
  focus: (index: number) => void;
  onOpen: (id: string) => void;
  onRemove?: (id: string) => void;
}

const LONG_PRESS_MS = 450;
/** A finger that goes further scrolls. */
const PRESS_PIXELS = 10;

/** What keys, clicks and fingers do to the cells of a grid; heard once for all of them. */
export function useGridGestures(options: GridGesturesOptions) {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const isPressed = useRef(false);
  const endPress = () => clearTimeout(press.current?.timer);

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.id;
    if (id === undefined || event.altKey) return;
    const { ids, columns, pageRows } = options;
    const isWhole = event.ctrlKey || event.metaKey;
    const place = { index: ids.indexOf(id), count: ids.length, columns, pageRows };
    const to = moveInGrid(event.key, isWhole, place);
    if (to !== undefined) {
      if (event.shiftKey) extend(id, to);
      options.focus(to);
    } else if (event.key === " ") options.selection.toggle(id, { isRange: event.shiftKey });
    else if (event.key === "Enter") options.onOpen(id);
    else if ((event.key === "Delete" || event.key === "Backspace") && options.onRemove) options.onRemove(id);
    else return;
    event.preventDefault();
  };

  /** Going on with Shift chooses what is passed; going back lets go of it. */
  const extend = (from: string, to: number) => {
    const target = options.ids[to];
    if (target === undefined || target === from) return;
    if (options.selection.isSelected(target)) return options.selection.toggle(from);
    // The range begins where Shift was pressed: that has to be chosen before the range is.
    if (!options.selection.isSelected(from)) flushSync(() => options.selection.toggle(from));
    latest.current.selection.toggle(target, { isRange: true });
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const id = cellOf(target)?.dataset.id;
    if (id === undefined || target.closest("button, a")) return;
    if (isPressed.current) {
      isPressed.current = false;
      return;
    }
    const isMark = target.closest("[data-mark]") !== null;
    if (isMark || options.isSelecting || event.shiftKey || event.ctrlKey || event.metaKey) {
      options.selection.toggle(id, { isRange: event.shiftKey });
    } else options.onOpen(id);
  };

  const onPointerDown = (event: PointerEvent) => {
    endPress();
    isPressed.current = false;
    const id = cellOf(event.target)?.dataset.id;
    if (event.pointerType === "mouse" || id === undefined) return;
    const timer = setTimeout(() => {
      isPressed.current = true;
      latest.current.selection.toggle(id);
      navigator.vibrate?.(10);
    }, LONG_PRESS_MS);
    press.current = { timer, x: event.clientX, y: event.clientY };
  };

  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const start = press.current;
    if (start && Math.hypot(clientX - start.x, clientY - start.y) > PRESS_PIXELS) endPress();
  };

  const onContextMenu = (event: MouseEvent) => {
    // The same long press would open the browser's menu of a picture.
    if (isPressed.current) event.preventDefault();
  };

  return {
    ...{ onKeyDown, onClick, onPointerDown, onPointerMove, onContextMenu },
    onPointerUp: endPress,
    onPointerCancel: endPress,
  };
}

function cellOf(target: EventTarget): HTMLElement | null {
  return (target as HTMLElement).closest<HTMLElement>("[data-id]");
}
