export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Pixels of the screen for one of the picture, and where its middle is, from the middle of the frame. */
export interface View extends Point {
  scale: number;
}

/** 800 %. */
export const MAX_SCALE = 8;

/** The whole picture, as large as the frame lets it be. Small pictures double at most: more would only blur them. */
export function fit(frame: Size, picture: Size): View {
  return { scale: Math.min(frame.width / picture.width, frame.height / picture.height, 2), x: 0, y: 0 };
}

/** Larger or smaller by a factor; what is under the point, seen from the middle of the frame, stays there. */
export function zoomBy(view: View, factor: number, point: Point, frame: Size, picture: Size): View {
  const smallest = fit(frame, picture).scale;
  const scale = Math.min(Math.max(view.scale * factor, smallest), Math.max(MAX_SCALE, smallest));
  const grown = scale / view.scale;
  const moved = { scale, x: point.x - (point.x - view.x) * grown, y: point.y - (point.y - view.y) * grown };
  return keepInside(moved, frame, picture);
}

export function panBy(view: View, distance: Point, frame: Size, picture: Size): View {
  return keepInside({ ...view, x: view.x + distance.x, y: view.y + distance.y }, frame, picture);
}

/** No edge of the picture comes further in than the edge of the frame; what fits stays in the middle. */
export function keepInside(view: View, frame: Size, picture: Size): View {
  return {
    scale: view.scale,
    x: clamp(view.x, (picture.width * view.scale - frame.width) / 2),
    y: clamp(view.y, (picture.height * view.scale - frame.height) / 2),
  };
}

export function isZoomed(view: View, frame: Size, picture: Size): boolean {
  return view.scale > fit(frame, picture).scale * 1.001;
}

function clamp(value: number, limit: number): number {
  const room = Math.max(limit, 0);
  return Math.min(Math.max(value, -room), room) || 0;
}
