import { type Camera, originOf, type Size } from "./camera";
import type { Drawing, PaintedPath } from "./drawing";
import { type Box, overlaps } from "./path-data";

/** A drawing in the colours it is shown in; null for a layer that is not shown. */
export interface ColoredDrawing {
  drawing: Drawing;
  colorOf: (color: string) => string | null;
}

/** What lies in the frame. All of it is as large as the picture. */
export type Scene = { picture: Size } & (
  | { kind: "bitmap"; bitmap: HTMLImageElement | undefined }
  | { kind: "vector"; vector: ColoredDrawing }
  /** `divider` is where the frame is parted, 0–1 of its width. */
  | { kind: "compare"; before: HTMLImageElement | ColoredDrawing | undefined; after: ColoredDrawing; divider: number }
  | { kind: "wireframe"; bitmap: HTMLImageElement | undefined; vector: ColoredDrawing; ink: string }
);

export interface Canvas {
  context: CanvasRenderingContext2D;
  frame: Size;
  /** Pixels of the device for one of the page. */
  ratio: number;
}

/** From this scale on a bitmap is shown in its own pixels. */
const PIXELATED_SCALE = 2;
/** More nodes at once would only be a blot, and slow. */
const MAX_NODES = 12_000;
/** Pixels a side, whatever the scale. */
const NODE_SIDE = 5;

/** @returns whether nodes were left out because there are too many in sight */
export function paintScene(canvas: Canvas, scene: Exclude<Scene, { kind: "compare" }>, camera: Camera): boolean {
  const { context, frame, ratio } = canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, frame.width * ratio, frame.height * ratio);
  const view = viewOf(canvas, scene.picture, camera);
  switch (scene.kind) {
    case "bitmap":
      paintBitmap(view, scene.bitmap);
      return false;
    case "vector":
      paintVector(view, scene.vector);
      return false;
    case "wireframe":
      context.globalAlpha = 0.25;
      paintBitmap(view, scene.bitmap);
      context.globalAlpha = 1;
      return paintWires(view, scene.vector, scene.ink);
  }
}

interface View extends Canvas {
  picture: Size;
  scale: number;
  /** Of the picture's top left corner in the frame. */
  left: number;
  top: number;
  /** The part of the picture that is in sight, in its own pixels. */
  sight: Box;
}

function viewOf(canvas: Canvas, picture: Size, camera: Camera): View {
  const { frame, ratio } = canvas;
  const { scale } = camera;
  const origin = originOf(camera, frame, picture);
  // On whole pixels of the device, so that edges of the picture are sharp.
  const [left, top] = [Math.round(origin.x * ratio) / ratio, Math.round(origin.y * ratio) / ratio];
  const sight = {
    left: -left / scale,
    top: -top / scale,
    right: (frame.width - left) / scale,
    bottom: (frame.height - top) / scale,
  };
  return { ...canvas, picture, scale, left, top, sight };
}

/** Units of the picture from here on. */
function enterPicture({ context, ratio, scale, left, top }: View): void {
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * left, ratio * top);
}

function paintBitmap(view: View, bitmap: HTMLImageElement | undefined): void {
  if (!bitmap) return;
  const { context, picture, scale } = view;
  enterPicture(view);
  context.imageSmoothingEnabled = scale < PIXELATED_SCALE;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, picture.width, picture.height);
}

function paintVector(view: View, { drawing, colorOf }: ColoredDrawing): void {
  const inside = inUnitsOf(drawing, view);
  const { context, sight } = inside;
  context.save();
  enterPicture(inside);
  context.beginPath();
  context.rect(0, 0, drawing.width, drawing.height);
  context.clip();
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const painted of drawing.paths) {
    const color = colorOf(painted.color);
    if (color === null || !isInSight(painted, sight)) continue;
    context.globalAlpha = painted.opacity;
    if (painted.lineWidth === null) {
      context.fillStyle = color;
      context.fill(painted.path, painted.fillRule);
    } else {
      context.strokeStyle = color;
      context.lineWidth = painted.lineWidth;
      context.stroke(painted.path);
    }
  }
  context.restore();
}

/** The same view in the units of a drawing: its viewBox may be of another size than the picture it is laid over. */
function inUnitsOf({ width }: Drawing, view: View): View {
  const unit = width > 0 ? view.picture.width / width : 1;
  const { left, top, right, bottom } = view.sight;
  const sight = { left: left / unit, top: top / unit, right: right / unit, bottom: bottom / unit };
  return { ...view, scale: view.scale * unit, sight };
}

function paintWires(view: View, { drawing, colorOf }: ColoredDrawing, ink: string): boolean {
  const inside = inUnitsOf(drawing, view);
  const { context, sight, scale, ratio, left, top } = inside;
  const shapes = drawing.paths.filter(
    (path) => path.lineWidth === null && colorOf(path.color) !== null && isInSight(path, sight),
  );
  enterPicture(inside);
  context.strokeStyle = ink;
  context.lineWidth = 1 / scale;
  for (const { path } of shapes) context.stroke(path);

  const places: number[] = [];
  for (const { nodes } of shapes) {
    for (let at = 0; at < nodes.length; at += 2) {
      const [x = 0, y = 0] = [nodes[at], nodes[at + 1]];
      if (x < sight.left || x > sight.right || y < sight.top || y > sight.bottom) continue;
      if (places.push(left + x * scale, top + y * scale) > MAX_NODES * 2) return true;
    }
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintSquares(context, places, ink, NODE_SIDE);
  paintSquares(context, places, "#ffffff", NODE_SIDE - 2);
  return false;
}

/** @param places x and y of their middles in turn */
function paintSquares(context: CanvasRenderingContext2D, places: readonly number[], color: string, side: number): void {
  context.fillStyle = color;
  for (let at = 0; at < places.length; at += 2)
    context.fillRect((places[at] ?? 0) - side / 2, (places[at + 1] ?? 0) - side / 2, side, side);
}

function isInSight({ box, lineWidth }: PaintedPath, sight: Box): boolean {
  const margin = lineWidth ?? 0;
  const { left, top, right, bottom } = sight;
  return overlaps(box, { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin });
}
