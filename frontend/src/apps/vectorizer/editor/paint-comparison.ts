import type { Camera } from "./camera";
import { type Canvas, paintScene, type Scene } from "./paint";

export type Comparison = Extract<Scene, { kind: "compare" }>;

type Side = Exclude<Scene, Comparison>;

interface Sides {
  /** What they were painted from. */
  of: readonly unknown[];
  before: HTMLCanvasElement;
  after: HTMLCanvasElement;
}

/** Paints comparisons: each side is painted whole and kept, so that moving what parts them is only a copy. */
export function createComparisonPainter() {
  let kept: Sides | undefined;

  const paintSides = (canvas: Canvas, { picture, before, after }: Comparison, camera: Camera): Sides => {
    const of = [before, after, camera.scale, camera.x, camera.y, canvas.frame.width, canvas.frame.height, canvas.ratio];
    if (kept?.of.every((value, index) => value === of[index])) return kept;
    const first: Side =
      before && "drawing" in before
        ? { kind: "vector", picture, vector: before }
        : { kind: "bitmap", picture, bitmap: before };
    kept = {
      of,
      before: paintAlone(canvas, first, camera),
      after: paintAlone(canvas, { kind: "vector", picture, vector: after }, camera),
    };
    return kept;
  };

  return (canvas: Canvas, scene: Comparison, camera: Camera): void => {
    const { context, frame, ratio } = canvas;
    const { before, after } = paintSides(canvas, scene, camera);
    const [width, height] = [frame.width * ratio, frame.height * ratio];
    const middle = Math.round(width * scene.divider);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (middle > 0) context.drawImage(before, 0, 0, middle, height, 0, 0, middle, height);
    if (middle < width) context.drawImage(after, middle, 0, width - middle, height, middle, 0, width - middle, height);
  };
}

function paintAlone({ context, frame, ratio }: Canvas, scene: Side, camera: Camera): HTMLCanvasElement {
  const side = document.createElement("canvas");
  [side.width, side.height] = [context.canvas.width, context.canvas.height];
  const own = side.getContext("2d");
  if (own) paintScene({ context: own, frame, ratio }, scene, camera);
  return side;
}
