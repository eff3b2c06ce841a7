import { type MouseEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { fit, isZoomed, keepInside, MAX_SCALE, type Point, panBy, type Size, type View, zoomBy } from "./zoom";

/** How far a finger goes, in pixels, before it means the next picture. */
const SWIPE = 56;
/** Of one wheel event: mice report 100 and more at a time, trackpads a few. */
const MOST_WHEEL = 60;
const centre: Point = { x: 0, y: 0 };

export interface ZoomOptions extends Size {
  /** The picture; another one is shown whole again. */
  id: string;
  onSwipe: (step: 1 | -1) => void;
}

/** A picture in a frame that wheel, pinch, drag, double click and keys bring closer and move. */
export function useZoom({ id, width, height, onSwipe }: ZoomOptions) {
  // Held as state: a modal shows what is in it one render after it was opened.
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const pointers = useRef(new Map<number, Point>());
  const picture = { width, height };
  const size = useSize(frame);
  const [held, setHeld] = useState<{ id: string; view: View } | null>(null);
  const [swiped, setSwiped] = useState(0);
  const [isDragged, setDragged] = useState(false);
  const view = held?.id === id ? keepInside(held.view, size, picture) : fit(size, picture);
  const isClose = isZoomed(view, size, picture);

  const change = (next: (view: View) => View) =>
    setHeld((current) => ({ id, view: next(current?.id === id ? current.view : fit(size, picture)) }));
  const zoom = (factor: number, point = centre) => change((current) => zoomBy(current, factor, point, size, picture));
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = frame?.getBoundingClientRect();
    return box ? { x: clientX - box.x - box.width / 2, y: clientY - box.y - box.height / 2 } : centre;
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    const distance = Math.min(Math.max(event.deltaY * lines, -MOST_WHEEL), MOST_WHEEL);
    // Browsers report a pinch on a trackpad as a wheel with Ctrl, in small steps.
    zoom(Math.exp(-distance * (event.ctrlKey ? 0.012 : 0.004)), fromMiddle(event));
  });
  useEffect(() => {
    const listen = (event: WheelEvent) => onWheel(event);
    // React's own wheel events are passive: they could not keep the page from zooming too.
    frame?.addEventListener("wheel", listen, { passive: false });
    return () => frame?.removeEventListener("wheel", listen);
  }, [frame]);

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(event);
    const [other] = [...pointers.current].filter(([pointer]) => pointer !== event.pointerId).map(([, point]) => point);
    pointers.current.set(event.pointerId, now);
    const moved = { x: now.x - before.x, y: now.y - before.y };
    if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      const factor = distanceOf(now, other) / Math.max(distanceOf(before, other), 1);
      change((current) => {
        const panned = panBy(current, { x: moved.x / 2, y: moved.y / 2 }, size, picture);
        return zoomBy(panned, factor, middle, size, picture);
      });
    } else if (isClose) change((current) => panBy(current, moved, size, picture));
    else if (event.pointerType !== "mouse") setSwiped((far) => far + moved.x);
  };
  const onPointerEnd = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId)) return;
    setDragged(pointers.current.size > 0);
    setSwiped(0);
    if (Math.abs(swiped) > SWIPE && event.type === "pointerup") onSwipe(swiped < 0 ? 1 : -1);
  };

  return {
    view: { ...view, x: view.x + swiped },
    isClose,
    isDragged,
    largest: Math.max(MAX_SCALE, fit(size, picture).scale),
    /** Known once the frame has been measured. */
    isMeasured: size.width > 0,
    zoom,
    showWhole: () => setHeld(null),
    pan: (distance: Point) => change((current) => panBy(current, distance, size, picture)),
    frameProps: {
      ref: setFrame,
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, fromMiddle(event));
        setDragged(true);
        if (pointers.current.size > 1) setSwiped(0);
      },
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
      onDoubleClick: (event: MouseEvent) => {
        if (isClose) setHeld(null);
        // To its own pixels, or closer where those are shown already.
        else zoom(Math.max(1 / view.scale, 2), fromMiddle(event));
      },
    },
  };
}

const distanceOf = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

function useSize(element: HTMLElement | null): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setSize(entry.contentRect));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
