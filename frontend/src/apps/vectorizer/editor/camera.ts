export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Pixels of the screen for one of the picture, and where the picture's middle is, from the middle of the frame. */
export interface Camera extends Point {
  scale: number;
}

/** 3,200 %. */
export const MAX_SCALE = 32;
/** Room around a picture that is shown whole: above and below it lies what it is looked at with. */
const MARGIN = { width: 24, height: 64 };
/** Of a small frame no more than this share. */
const MOST_MARGIN = 0.1;
/** So much of the picture stays in the frame, wherever it is moved. */
const KEPT = 48;

/** The whole picture, as large as the frame lets it be. */
export function fit(frame: Size, picture: Size): Camera {
  const room = (side: keyof Size) => Math.max(frame[side] - 2 * Math.min(MARGIN[side], frame[side] * MOST_MARGIN), 1);
  const scale = Math.min(room("width") / picture.width, room("height") / picture.height);
  return { scale: Math.min(scale, MAX_SCALE), x: 0, y: 0 };
}

/** Larger or smaller by a factor; what is under the point, seen from the middle of the frame, stays there. */
export function zoomBy(camera: Camera, factor: number, point: Point, frame: Size, picture: Size): Camera {
  const smallest = Math.min(fit(frame, picture).scale, 1) / 4;
  const scale = Math.min(Math.max(camera.scale * factor, smallest), MAX_SCALE);
  const grown = scale / camera.scale;
  return keepInReach(
    { scale, x: point.x - (point.x - camera.x) * grown, y: point.y - (point.y - camera.y) * grown },
    frame,
    picture,
  );
}

export function panBy(camera: Camera, distance: Point, frame: Size, picture: Size): Camera {
  return keepInReach({ ...camera, x: camera.x + distance.x, y: camera.y + distance.y }, frame, picture);
}

/** The next of the round scales (… 50, 100, 200 … 3,200 %), up or down. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const exact = Math.log2(scale);
  const next = direction > 0 ? Math.floor(exact + 1.01) : Math.ceil(exact - 1.01);
  return Math.min(2 ** next, MAX_SCALE);
}

/** Some of the picture can always be seen, so that nobody loses it. */
export function keepInReach(camera: Camera, frame: Size, picture: Size): Camera {
  const limit = (side: number, length: number) =>
    Math.max((side + length * camera.scale) / 2 - Math.min(KEPT, length * camera.scale), 0);
  return {
    scale: camera.scale,
    x: clamp(camera.x, limit(frame.width, picture.width)),
    y: clamp(camera.y, limit(frame.height, picture.height)),
  };
}

/** Where the picture's top left corner is in the frame. */
export function originOf(camera: Camera, frame: Size, picture: Size): Point {
  return {
    x: frame.width / 2 + camera.x - (picture.width * camera.scale) / 2,
    y: frame.height / 2 + camera.y - (picture.height * camera.scale) / 2,
  };
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit) || 0;
}
