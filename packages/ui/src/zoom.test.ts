import { expect, test } from "bun:test";
import { fit, isZoomed, keepInside, MAX_SCALE, panBy, type View, zoomBy } from "./zoom";

const frame = { width: 1000, height: 800 };
const picture = { width: 2000, height: 1000 };
const centre = { x: 0, y: 0 };

/** Which point of the picture, from its middle and in its own pixels, is seen at a point of the frame. */
const under = (view: View, point: { x: number; y: number }) => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

test("a picture is shown whole, and a small one at most twice its size", () => {
  expect(fit(frame, picture)).toEqual({ scale: 0.5, x: 0, y: 0 });
  expect(fit(frame, { width: 100, height: 100 }).scale).toBe(2);
  expect(isZoomed(fit(frame, picture), frame, picture)).toBe(false);
});

test("what is under the pointer stays under it", () => {
  const start = zoomBy(fit(frame, picture), 4, centre, frame, picture);
  const point = { x: 310, y: -120 };
  const closer = zoomBy(start, 1.7, point, frame, picture);
  expect(closer.scale).toBeCloseTo(3.4);
  expect(under(closer, point).x).toBeCloseTo(under(start, point).x);
  expect(under(closer, point).y).toBeCloseTo(under(start, point).y);
});

test("it comes no closer than 800 % and goes no further away than the whole picture", () => {
  let view = fit(frame, picture);
  for (let step = 0; step < 50; step++) view = zoomBy(view, 1.4, { x: 400, y: 300 }, frame, picture);
  expect(view.scale).toBe(MAX_SCALE);
  for (let step = 0; step < 50; step++) view = zoomBy(view, 1 / 1.4, { x: -400, y: 300 }, frame, picture);
  expect(view).toEqual(fit(frame, picture));
});

test("no edge of the picture can be dragged into the frame", () => {
  const close = zoomBy(fit(frame, picture), 2, centre, frame, picture);
  expect(panBy(close, { x: 9999, y: -9999 }, frame, picture)).toEqual({ scale: 1, x: 500, y: -100 });
});

test("a side that fits stays in the middle", () => {
  expect(keepInside({ scale: 0.6, x: 40, y: 90 }, frame, picture)).toEqual({ scale: 0.6, x: 40, y: 0 });
});
