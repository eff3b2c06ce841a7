import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Camera, fit, keepInReach, MAX_SCALE, nextScale, originOf, panBy, zoomBy } from "./camera";

const frame = { width: 1048, height: 928 };
const picture = { width: 2000, height: 1000 };
const centre = { x: 0, y: 0 };

/** Which point of the picture, from its middle and in its own pixels, is seen at a point of the frame. */
const under = (camera: Camera, point: { x: number; y: number }) => ({
  x: (point.x - camera.x) / camera.scale,
  y: (point.y - camera.y) / camera.scale,
});

test("a picture is shown whole with room around it, and a tiny one as large as the frame lets it be", () => {
  expect(fit(frame, picture)).toEqual({ scale: 0.5, x: 0, y: 0 });
  expect(fit(frame, { width: 50, height: 50 }).scale).toBe(16);
  expect(fit(frame, { width: 1, height: 1 }).scale).toBe(MAX_SCALE);
  expect(fit({ width: 100, height: 100 }, { width: 80, height: 80 }).scale).toBeCloseTo(1);
});

test("what is under the pointer stays under it", () => {
  const start = zoomBy(fit(frame, picture), 4, centre, frame, picture);
  const point = { x: 310, y: -120 };
  const closer = zoomBy(start, 1.7, point, frame, picture);
  expect(closer.scale).toBeCloseTo(3.4);
  expect(under(closer, point).x).toBeCloseTo(under(start, point).x);
  expect(under(closer, point).y).toBeCloseTo(under(start, point).y);
});

test("it comes as close as 3,200 % and goes no further away than a quarter of the whole picture", () => {
  let camera = fit(frame, picture);
  for (let step = 0; step < 50; step++) camera = zoomBy(camera, 1.5, centre, frame, picture);
  expect(camera.scale).toBe(32);
  for (let step = 0; step < 50; step++) camera = zoomBy(camera, 1 / 1.5, centre, frame, picture);
  expect(camera.scale).toBe(0.125);
});

test("wherever it is dragged, some of the picture stays in the frame", () => {
  fc.assert(
    fc.property(
      fc.record({ x: fc.integer(), y: fc.integer() }),
      fc.double({ min: 0.2, max: 64, noNaN: true }),
      (distance, factor) => {
        const camera = panBy(zoomBy(fit(frame, picture), factor, centre, frame, picture), distance, frame, picture);
        const { x, y } = originOf(camera, frame, picture);
        expect(x).toBeLessThan(frame.width);
        expect(y).toBeLessThan(frame.height);
        expect(x + picture.width * camera.scale).toBeGreaterThan(0);
        expect(y + picture.height * camera.scale).toBeGreaterThan(0);
        expect(keepInReach(camera, frame, picture)).toEqual(camera);
      },
    ),
  );
});

test("buttons go through the round scales", () => {
  expect(nextScale(0.37, 1)).toBe(0.5);
  expect(nextScale(0.5, 1)).toBe(1);
  expect(nextScale(1, -1)).toBe(0.5);
  expect(nextScale(0.37, -1)).toBe(0.25);
  expect(nextScale(32, 1)).toBe(32);
});
