import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Drawing, type LabelMap, TRANSPARENT } from "../drawing";
import { renderSvg } from "../picture";
import { writeSvg } from "../svg/write-svg";
import { traceOutlines } from "./outlines";
import { areaOf, endOf, paint, pointsAlong } from "./shapes.fixture";

const palette = ["#ff0000", "#00ff00", "#0000ff", "#ffff00"];
/** Times the size at which the middle of a pixel is looked at. */
const ZOOM = 8;

/** Areas as drawings have them: rectangles on each other, some of them cut out to nothing. */
const maps: fc.Arbitrary<LabelMap> = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 24 }) })
  .chain(({ width, height }) => {
    const area = fc.record({
      left: fc.nat(width),
      top: fc.nat(height),
      wide: fc.integer({ min: 1, max: 14 }),
      high: fc.integer({ min: 1, max: 14 }),
      label: fc.constantFrom(0, 1, 2, 3, TRANSPARENT),
    });
    return fc.array(area, { maxLength: 24 }).map((areas) => {
      const labels = new Uint8Array(width * height);
      for (const { left, top, wide, high, label } of areas) {
        for (let y = top; y < Math.min(height, top + high); y++) {
          labels.fill(label, y * width + Math.min(width, left), y * width + Math.min(width, left + wide));
        }
      }
      return { width, height, labels, palette };
    });
  });

const trace = (map: LabelMap, hierarchical: "stacked" | "cutout") =>
  traceOutlines(paint(map), map, { hierarchical, cornerThreshold: 60, keepStraight: true, tolerance: 0.25 });

test("every pixel more than one from a border shows its own colour", async () => {
  await fc.assert(
    fc.asyncProperty(maps, fc.constantFrom("stacked" as const, "cutout" as const), async (map, hierarchical) => {
      const { width, height } = map;
      const rendered = await render(trace(map, hierarchical));
      const source = paint(map);
      for (let pixel = 0; pixel < width * height; pixel++) {
        if (!isInside(map, pixel)) continue;
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        const middle = ((y * ZOOM + ZOOM / 2) * width * ZOOM + x * ZOOM + ZOOM / 2) * 4;
        const shown = [...rendered.data.subarray(middle, middle + 4)];
        expect(shown).toEqual([...source.data.subarray(pixel * 4, pixel * 4 + 4)]);
      }
    }),
    { numRuns: 120 },
  );
}, 60_000);

test("outlines are finite and closed", () => {
  fc.assert(
    fc.property(maps, fc.constantFrom("stacked" as const, "cutout" as const), (map, hierarchical) => {
      for (const { subpaths } of trace(map, hierarchical).shapes) {
        for (const { x, y, segments } of subpaths) {
          expect(segments.flat().every(Number.isFinite)).toBe(true);
          const [endX, endY] = endOf(segments.at(-1) as never);
          expect(Math.hypot(endX - x, endY - y)).toBeLessThan(1e-9);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("cut-out shapes cover together what the picture covers", () => {
  fc.assert(
    fc.property(maps, (map) => {
      const covered = map.labels.reduce((sum, label) => sum + (label === TRANSPARENT ? 0 : 1), 0);
      const isSolid = covered === map.labels.length;
      const area = trace(map, "cutout")
        .shapes.flatMap(({ subpaths }) => subpaths)
        .reduce((sum, subpath) => sum + areaOf(subpath), 0);
      const slack = isSolid ? 1e-6 : 0.35 * borderLength(map);
      expect(Math.abs(Math.abs(area) - covered)).toBeLessThanOrEqual(slack + 1e-6);
    }),
    { numRuns: 200 },
  );
});

test("a picture of noise is traced without a fault", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 400, maxLength: 400 }), fc.boolean(), (noise, isStacked) => {
      const map = {
        width: 20,
        height: 20,
        palette,
        labels: noise.map((value) => (value % 5 === 4 ? TRANSPARENT : value % 5)),
      };
      const data = new Uint8Array(1_600).map((_, index) => noise[(index * 7) % 400] as number);
      const drawing = traceOutlines({ width: 20, height: 20, data }, map, {
        ...{ hierarchical: isStacked ? ("stacked" as const) : ("cutout" as const), cornerThreshold: 60 },
        ...{ keepStraight: true, tolerance: 0.25 },
      });
      for (const subpath of drawing.shapes.flatMap(({ subpaths }) => subpaths)) {
        expect(pointsAlong(subpath, 8).every(([x, y]) => Math.min(x, y) > -3 && Math.max(x, y) < 23)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);

function render(drawing: Drawing) {
  const svg = writeSvg(drawing, { precision: 3, groupByColor: false, title: "Map", isOptimised: false });
  return renderSvg(svg, drawing.width * ZOOM, drawing.height * ZOOM);
}

/** Whether all pixels around it have its label, those beyond the frame aside. */
function isInside({ width, height, labels }: LabelMap, pixel: number): boolean {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (labels[row * width + column] !== labels[pixel]) return false;
    }
  }
  return true;
}

/** Sides between a pixel that is there and one that is not. */
function borderLength({ width, labels }: LabelMap): number {
  let length = 0;
  labels.forEach((label, pixel) => {
    const isThere = label !== TRANSPARENT;
    if (pixel % width > 0 && isThere !== (labels[pixel - 1] !== TRANSPARENT)) length++;
    if (pixel >= width && isThere !== (labels[pixel - width] !== TRANSPARENT)) length++;
  });
  return length;
}
