import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Drawing, Segment, Subpath } from "../tracing/drawing";
import { badge, circle, rectangle, shape } from "./drawing.fixture";
import { writeDxf } from "./dxf";
import { pointOfSpline, type ReadOutline, readDxf } from "./dxf.fixture";

const PIXELS_PER_MILLIMETRE = 96 / 25.4;
const write = (drawing: Drawing) => readDxf(new TextDecoder().decode(writeDxf(drawing)));

/** Points along an outline of the file, in pixels of the drawing: `steps` a segment, from its start on. */
function samplesOf(outline: ReadOutline, height: number, steps: number): [number, number][] {
  const segments = outline.kind === "SPLINE" ? (outline.points.length - 1) / 3 : outline.points.length;
  return Array.from({ length: segments * steps }, (_, index) => {
    const [x, y] =
      outline.kind === "SPLINE" ? pointOfSpline(outline, index / steps) : along(outline.points, index / steps);
    return [x * PIXELS_PER_MILLIMETRE, height - y * PIXELS_PER_MILLIMETRE];
  });
}

function along(points: readonly [number, number][], position: number): [number, number] {
  const [from, to] = [points[Math.floor(position)], points[(Math.floor(position) + 1) % points.length]];
  const share = position % 1;
  if (!from || !to) throw new Error("Beyond the outline");
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The same points by the drawing itself: each segment by Bernstein's polynomials. */
function expectedSamples({ x, y, segments }: Subpath, steps: number): [number, number][] {
  const closed: Segment[] = [...segments];
  const [endX, endY] = closed.at(-1)?.slice(-2) ?? [x, y];
  if (endX !== x || endY !== y) closed.push([x, y]);
  let from: [number, number] = [x, y];
  return closed.flatMap((segment) => {
    const [x1, y1, x2, y2, toX, toY] =
      segment.length === 6 ? segment : ([...thirds(from, segment), ...segment] as const);
    const start = from;
    from = [toX, toY] as [number, number];
    return Array.from({ length: steps }, (_, index): [number, number] => {
      const t = index / steps;
      const at = (p0: number, p1: number, p2: number, p3: number) =>
        (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t ** 2 * p2 + t ** 3 * p3;
      return [at(start[0], x1, x2, toX), at(start[1], y1, y2, toY)];
    });
  });
}

function thirds([x, y]: [number, number], [toX, toY]: readonly [number, number]): [number, number, number, number] {
  return [x + (toX - x) / 3, y + (toY - y) / 3, x + ((toX - x) * 2) / 3, y + ((toY - y) * 2) / 3];
}

function expectSameOutlines(drawing: Drawing): void {
  const { outlines } = write(drawing);
  const subpaths = drawing.shapes.flatMap((part) => part.subpaths);
  expect(outlines).toHaveLength(subpaths.length);
  for (const [index, subpath] of subpaths.entries()) {
    const outline = outlines[index] as ReadOutline;
    const read = samplesOf(outline, drawing.height, 8);
    const drawn = expectedSamples(subpath, 8);
    expect(read).toHaveLength(drawn.length);
    for (const [at, [x, y]] of drawn.entries()) {
      const [readX, readY] = read[at] as [number, number];
      expect(Math.hypot(readX - x, readY - y)).toBeLessThan(0.05);
    }
  }
}

test("read back, every outline is where it was within a twentieth of a pixel", () => {
  expectSameOutlines(badge());
});

const coordinate = fc.integer({ min: -500, max: 20_000 }).map((units) => units / 10);
const segment = fc.oneof(
  fc.tuple(coordinate, coordinate),
  fc.tuple(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate),
) as fc.Arbitrary<Segment>;
/** Of points that differ: lines of no length are left out, which the count of samples would not forgive. */
const outline: fc.Arbitrary<Subpath> = fc
  .record({ x: coordinate, y: coordinate, segments: fc.array(segment, { minLength: 2, maxLength: 12 }) })
  .filter(({ x, y, segments }) =>
    [[x, y], ...segments].every((part, index, all) => {
      const next = all[index + 1];
      return next?.length !== 2 || part.slice(-2).join() !== next.slice(-2).join();
    }),
  );

test("so is any outline of lines and curves", () => {
  fc.assert(
    fc.property(fc.array(outline, { minLength: 1, maxLength: 5 }), (subpaths) =>
      expectSameOutlines({ width: 2_000, height: 2_000, gaps: [], shapes: [shape("#336699", subpaths)] }),
    ),
    { numRuns: 50 },
  );
});

test("an outline of lines is a closed polyline, one with curves a spline that ends where it begins", () => {
  const drawing = { ...badge(), shapes: [shape("#000000", [rectangle(1, 2, 3, 4), circle(50, 50, 10)])] };
  const [polyline, spline] = write(drawing).outlines as [ReadOutline, ReadOutline];
  expect(polyline).toMatchObject({ kind: "LWPOLYLINE", flags: 1 });
  expect(polyline.points).toHaveLength(4);
  expect(spline.kind).toBe("SPLINE");
  expect(spline.points.at(-1)).toEqual(spline.points[0] as [number, number]);
  expect(spline.knots).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4]);
});

test("it is in millimetres, at 96 pixels an inch, and says so", () => {
  const { header } = write({ width: 96, height: 192, gaps: [], shapes: [] });
  expect(header).toMatchObject({
    $INSUNITS: { 70: "4" },
    $MEASUREMENT: { 70: "1" },
    $EXTMAX: { 10: "25.4", 20: "50.8" },
  });
});

test("a layer a colour, with the exact colour and the nearest that cutters know by number", () => {
  const colors = ["#ff0000", "#000000", "#ffffff", "#0101fe"];
  const square = [rectangle(0, 0, 5, 5)];
  const drawing = { ...badge(), shapes: [...colors, "#ff0000"].map((color) => shape(color, square)) };
  const { layers, outlines } = write(drawing);
  expect(layers.filter(({ name }) => name.startsWith("#"))).toEqual([
    { name: "#ff0000", index: 1, rgb: 0xff0000 },
    { name: "#000000", index: 7, rgb: 0 },
    { name: "#ffffff", index: 255, rgb: 0xffffff },
    { name: "#0101fe", index: 5, rgb: 0x0101fe },
  ]);
  expect(outlines.map(({ layer }) => layer)).toEqual([...colors, "#ff0000"]);
});

test("outlines of no length are left out", () => {
  const nothing: Subpath[] = [
    { x: 3, y: 3, segments: [] },
    { x: 3, y: 3, segments: [[3, 3]] },
  ];
  expect(write({ ...badge(), shapes: [shape("#000000", nothing)] }).outlines).toEqual([]);
});
