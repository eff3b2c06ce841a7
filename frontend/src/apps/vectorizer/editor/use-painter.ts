import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type Camera, originOf, type Size } from "./camera";
import { type Canvas, paintScene, type Scene } from "./paint";
import { createComparisonPainter } from "./paint-comparison";

/** A picture that takes longer than this to paint is stretched while it is moved, and painted when it rests. */
const SLOW_MS = 12;
const REST_MS = 90;

interface Painted {
  canvas: HTMLCanvasElement;
  camera: Camera;
  scene: Scene;
}

/** Paints a scene into a canvas whenever something of it has changed. @returns whether nodes had to be left out */
export function usePainter(element: HTMLCanvasElement | null, scene: Scene, camera: Camera, frame: Size): boolean {
  const [hasTooManyNodes, setTooManyNodes] = useState(false);
  const ratio = window.devicePixelRatio || 1;
  const last = useRef<Painted>(undefined);
  const [paintComparison] = useState(createComparisonPainter);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const paint = useEffectEvent(() => {
    const context = element?.getContext("2d");
    if (!element || !context || frame.width === 0) return;
    const [width, height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
    if (element.width !== width || element.height !== height) {
      [element.width, element.height] = [width, height];
      last.current = undefined;
    }
    const canvas = { context, frame, ratio };
    clearTimeout(rest.current);
    if (last.current?.scene === scene) {
      stretch(canvas, last.current, camera);
      rest.current = setTimeout(() => paintFully(canvas), REST_MS);
    } else paintFully(canvas);
  });

  const paintFully = useEffectEvent((canvas: Canvas) => {
    if (!element) return;
    const begun = performance.now();
    if (scene.kind === "compare") {
      paintComparison(canvas, scene, camera);
      setTooManyNodes(false);
    } else setTooManyNodes(paintScene(canvas, scene, camera));
    const isSlow = performance.now() - begun > SLOW_MS;
    last.current = isSlow ? { canvas: copyOf(element), camera, scene } : undefined;
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the picture is painted from.
  useEffect(() => {
    const request = requestAnimationFrame(paint);
    return () => cancelAnimationFrame(request);
  }, [element, scene, camera.scale, camera.x, camera.y, frame.width, frame.height, ratio]);
  useEffect(() => () => clearTimeout(rest.current), []);
  return hasTooManyNodes;
}

/** The picture as it was painted last, where it would be now. */
function stretch({ context, frame, ratio }: Canvas, { canvas, camera: before, scene }: Painted, camera: Camera): void {
  const grown = camera.scale / before.scale;
  const [from, to] = [originOf(before, frame, scene.picture), originOf(camera, frame, scene.picture)];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, frame.width * ratio, frame.height * ratio);
  context.imageSmoothingEnabled = true;
  const [left, top] = [(to.x - from.x * grown) * ratio, (to.y - from.y * grown) * ratio];
  context.drawImage(canvas, left, top, canvas.width * grown, canvas.height * grown);
}

function copyOf(element: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [element.width, element.height];
  copy.getContext("2d")?.drawImage(element, 0, 0);
  return copy;
}
