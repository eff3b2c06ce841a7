import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { type Camera, fit, keepInReach, nextScale, type Point, panBy, type Size, zoomBy } from "./camera";

/** Of one wheel event: mice report 100 and more at a time, trackpads a few. */
const MOST_WHEEL = 60;
const centre: Point = { x: 0, y: 0 };

export interface CameraInHand {
  camera: Camera;
  frame: Size;
  frameElement: HTMLDivElement | null;
  isDragged: boolean;
  /** One of the round scales further in or out. */
  step: (direction: 1 | -1) => void;
  zoomTo: (scale: number) => void;
  showWhole: () => void;
  pan: (distance: Point) => void;
  frameProps: {
    ref: (element: HTMLDivElement | null) => void;
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: (event: PointerEvent) => void;
    onPointerCancel: (event: PointerEvent) => void;
  };
}

/** A picture in a frame, brought closer by wheel and pinch and moved by dragging. Shown whole until somebody does. */
export function useCamera(picture: Size): CameraInHand {
  const [frameElement, setFrame] = useState<HTMLDivElement | null>(null);
  const frame = useSize(frameElement);
  const pointers = useRef(new Map<number, Point>());
  const [held, setHeld] = useState<Camera | null>(null);
  const [isDragged, setDragged] = useState(false);
  const camera = held ? keepInReach(held, frame, picture) : fit(frame, picture);

  const change = (next: (camera: Camera) => Camera) => setHeld((current) => next(current ?? fit(frame, picture)));
  const zoom = (factor: number, point = centre) => change((current) => zoomBy(current, factor, point, frame, picture));
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const box = frameElement?.getBoundingClientRect();
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
    // React's own wheel events are passive: they could not keep the page from scrolling too.
    frameElement?.addEventListener("wheel", listen, { passive: false });
    return () => frameElement?.removeEventListener("wheel", listen);
  }, [frameElement]);

  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(event);
    const [other] = [...pointers.current].filter(([pointer]) => pointer !== event.pointerId).map(([, point]) => point);
    pointers.current.set(event.pointerId, now);
    const moved = { x: now.x - before.x, y: now.y - before.y };
    if (!other) {
      change((current) => panBy(current, moved, frame, picture));
      return;
    }
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    const factor = distanceOf(now, other) / Math.max(distanceOf(before, other), 1);
    change((current) => {
      const panned = panBy(current, { x: moved.x / 2, y: moved.y / 2 }, frame, picture);
      return zoomBy(panned, factor, middle, frame, picture);
    });
  };
  const onPointerEnd = (event: PointerEvent) => {
    if (pointers.current.delete(event.pointerId)) setDragged(pointers.current.size > 0);
  };

  return {
    ...{ camera, frame, frameElement, isDragged },
    step: (direction) => zoom(nextScale(camera.scale, direction) / camera.scale),
    zoomTo: (scale) => zoom(scale / camera.scale),
    showWhole: () => setHeld(null),
    pan: (distance) => change((current) => panBy(current, distance, frame, picture)),
    frameProps: {
      ref: setFrame,
      onPointerDown(event) {
        // The wheel as a button moves it too, as in other editors.
        if (event.button > 1) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, fromMiddle(event));
        setDragged(true);
      },
      onPointerMove,
      onPointerUp: onPointerEnd,
      onPointerCancel: onPointerEnd,
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
