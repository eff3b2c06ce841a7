import { expect, test } from "bun:test";
import type { Drawing, Subpath } from "../drawing";
import { draw } from "../drawn.fixture";
import { labelRaster } from "../palette/labels";
import { renderSvg } from "../picture";
import { writeSvg } from "../svg/write-svg";
import { type OutlineOptions, traceOutlines } from "./outlines";
import { areaOf, type Drawn, endOf, pointsAlong, rasterise } from "./shapes.fixture";

const fine: OutlineOptions = { hierarchical: "stacked", cornerThreshold: 60, keepStraight: true, tolerance: 0.15 };
const coarser = { ...fine, tolerance: 0.25 };

function traceShape({ raster, map }: Drawn, options = fine): Subpath[] {
  return traceOutlines(raster, map, options).shapes.flatMap(({ subpaths }) => [...subpaths]);
}

const outlineOf = (drawn: Drawn, options?: OutlineOptions) => traceShape(drawn, options)[0] as Subpath;
const cornersOf = (subpath: Subpath) => subpath.segments.map(endOf);

function turned(centre: number, degrees: number, width: number, height: number) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return (x: number, y: number) => {
    const [across, down] = [x - centre, y - centre];
    return Math.abs(across * cos + down * sin) <= width / 2 && Math.abs(down * cos - across * sin) <= height / 2;
  };
}

test("a circle of at most eight curves lies a twentieth of a pixel from the true one on average, whatever its place and size", () => {
  for (const [x, y, radius] of [
    [64.3, 62.7, 40.2],
    [50, 50.5, 12.4],
    [60.1, 66.6, 55],
  ] as const) {
    const circle = outlineOf(rasterise(128, (px, py) => Math.hypot(px - x, py - y) <= radius));
    expect(circle.segments.length).toBeLessThanOrEqual(8);
    const errors = pointsAlong(circle).map(([px, py]) => Math.abs(Math.hypot(px - x, py - y) - radius));
    expect(Math.max(...errors)).toBeLessThan(radius > 20 ? 0.1 : 0.15);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean).toBeLessThan(0.05);
  }
});

test("a turned rectangle is four lines with its corners within a tenth of a pixel", () => {
  for (const degrees of [3, 17, 30, 45, 71]) {
    const [centre, width, height] = [64.2, 70, 41];
    const rectangle = outlineOf(rasterise(128, turned(centre, degrees, width, height)));
    expect(rectangle.segments.map(({ length }) => length)).toEqual([2, 2, 2, 2]);
    const contains = (margin: number) => turned(centre, degrees, width + margin, height + margin);
    for (const [x, y] of cornersOf(rectangle)) {
      expect(contains(0.2)(x, y)).toBe(true);
      expect(contains(-0.2)(x, y)).toBe(false);
    }
    expect(Math.abs(areaOf(rectangle))).toBeCloseTo(width * height, -1);
  }
});

test("an upright rectangle between two pixels is exact", () => {
  const contains = (x: number, y: number) => x >= 10.5 && x <= 52.5 && y >= 20.25 && y <= 40.75;
  const corners = cornersOf(outlineOf(rasterise(64, contains)));
  expect(corners).toHaveLength(4);
  for (const [x, y] of corners) {
    expect(Math.min(Math.abs(x - 10.5), Math.abs(x - 52.5))).toBeLessThan(0.02);
    expect(Math.min(Math.abs(y - 20.25), Math.abs(y - 40.75))).toBeLessThan(0.02);
  }
  const [[x1, y1], [x2, y2]] = corners as [[number, number], [number, number]];
  expect(x1 === x2 || y1 === y2).toBe(true);
});

test("a line of a pixel and a half keeps its width, level or turned, on nothing or on white", () => {
  for (const on of ["nothing", "white"] as const) {
    for (const degrees of [0, 10, 27, 45, 80]) {
      const [length, width] = [80, 1.5];
      const { raster, map } = rasterise(128, turned(64.3, degrees, length, width), on);
      const shapes = traceOutlines(raster, map, fine).shapes.filter(({ color }) => color === "#000000");
      const area = Math.abs(shapes.flatMap(({ subpaths }) => subpaths).reduce((sum, part) => sum + areaOf(part), 0));
      expect(Math.abs(area / length - width)).toBeLessThan(0.15);
    }
  }
});

test("a rounded rectangle keeps its straight sides, and its corners become curves", () => {
  const radius = 12;
  const rounded = (x: number, y: number) => {
    const [across, down] = [Math.max(0, Math.abs(x - 64) - 40 + radius), Math.max(0, Math.abs(y - 64) - 30 + radius)];
    return Math.hypot(across, down) <= radius;
  };
  const { segments } = outlineOf(rasterise(128, rounded));
  expect(segments.filter(({ length }) => length === 2)).toHaveLength(4);
  expect(segments.length).toBeLessThanOrEqual(12);
});

test("straight edges are curves like others when they need not be kept", () => {
  const rectangle = rasterise(64, turned(32, 20, 40, 30));
  expect(outlineOf(rectangle, { ...fine, keepStraight: false }).segments.length).toBeGreaterThanOrEqual(4);
});

test("the higher the corner threshold, the fewer corners", () => {
  const square = rasterise(128, turned(64, 45, 60, 60));
  expect(outlineOf(square, { ...fine, cornerThreshold: 60, keepStraight: false }).segments).toHaveLength(4);
  expect(outlineOf(square, { ...fine, cornerThreshold: 120, keepStraight: false }).segments.length).toBeGreaterThan(4);
});

test("waves become curves, three a crest or trough at most", () => {
  const star = (x: number, y: number) => {
    const angle = Math.atan2(y - 64, x - 64);
    return Math.hypot(x - 64, y - 64) <= 40 + 14 * Math.cos(5 * angle);
  };
  expect(outlineOf(rasterise(128, star)).segments.length).toBeLessThanOrEqual(30);
});

test("stacked shapes have no holes for what lies on them, and a covered circle is a circle again", async () => {
  const raster = await draw(
    `<rect width="128" height="128" fill="#ffffff"/><circle cx="60" cy="64" r="40" fill="#2244cc"/><rect x="58" y="50" width="12" height="70" fill="#dd2222"/>`,
    128,
  );
  const { shapes } = traceSource(raster, coarser);
  expect(shapes.map(({ subpaths }) => subpaths.length)).toEqual([1, 1, 1]);
  const circle = shapes.find(({ color }) => color === "#2244cc");
  expect(circle?.subpaths[0]?.segments.length).toBeLessThanOrEqual(10);
});

test("a hole through which nothing is seen stays a hole", async () => {
  const raster = await draw(
    `<path fill-rule="evenodd" d="M64 8a56 56 0 1 0 .1 0zM64 40a24 24 0 1 1-.1 0z" fill="#2244cc"/>`,
    128,
  );
  const { shapes } = traceSource(raster, coarser);
  expect(shapes).toHaveLength(1);
  const rendered = await render({ width: 128, height: 128, gaps: [], shapes });
  expect(rendered.data[(64 * 128 + 64) * 4 + 3]).toBe(0);
});

test("no colour below shines through at the edge of a ring on nothing", async () => {
  const raster = await draw(
    `<circle cx="64" cy="64" r="50" fill="#ffee00"/><circle cx="64" cy="64" r="50" fill="none" stroke="#000000" stroke-width="8"/><rect x="60" y="10" width="8" height="60" fill="#000000"/>`,
    128,
  );
  const rendered = await render(traceSource(raster, coarser));
  for (let pixel = 0; pixel < raster.data.length; pixel += 4) {
    const distance = Math.hypot(((pixel / 4) % 128) + 0.5 - 64, Math.floor(pixel / 4 / 128) + 0.5 - 64);
    if (distance < 52) continue;
    expect(rendered.data[pixel] as number).toBeLessThan(40);
  }
});

const scene = `<rect width="96" height="96" fill="#224488"/><circle cx="40" cy="44" r="26" fill="#eebb22"/>
  <path d="M30 30L90 52L58 88Z" fill="#22aa55"/><circle cx="50" cy="52" r="9" fill="#ffffff"/>
  <path d="M0 80C30 60 60 96 96 70V96H0Z" fill="#aa2244"/>`;

test("over magenta at eight times the size nothing shines through between cut-out shapes", async () => {
  const drawing = traceSource(await draw(scene, 96), { ...coarser, hierarchical: "cutout" });
  expect(drawing.gaps.length).toBeGreaterThan(0);
  const svg = writeSvg(drawing, { precision: 2, groupByColor: false, title: "Scene", isOptimised: false });
  const over = svg.replace(/(<svg[^>]*>)/, '$1<rect width="96" height="96" fill="#ff00ff"/>');
  const withMagenta = await renderSvg(over, 768, 768);
  const without = await renderSvg(svg, 768, 768);
  let worst = 0;
  for (let channel = 0; channel < without.data.length; channel++) {
    if (channel % 4 === 3) continue;
    worst = Math.max(worst, Math.abs((withMagenta.data[channel] as number) - (without.data[channel] as number)));
  }
  expect(worst).toBeLessThanOrEqual(2);
});

test("gap lines do not widen what stands on nothing", async () => {
  const raster = await draw(
    `<circle cx="40" cy="48" r="28" fill="#eebb22"/><circle cx="60" cy="48" r="28" fill="#22aa55"/>`,
    96,
  );
  const drawing = traceSource(raster, { ...coarser, hierarchical: "cutout" });
  const [plain, lined] = [await render({ ...drawing, gaps: [] }), await render(drawing)];
  let grown = 0;
  for (let pixel = 3; pixel < plain.data.length; pixel += 4) {
    if (raster.data[pixel] === 0) grown += lined.data[pixel] as number;
  }
  expect(grown / 255).toBeLessThan(0.5);
});

test("flat art comes back within the aims of the tracer", async () => {
  const raster = await draw(scene, 256);
  for (const hierarchical of ["stacked", "cutout"] as const) {
    const rendered = await render(traceSource(raster, { ...coarser, hierarchical }));
    let squares = 0;
    for (let channel = 0; channel < raster.data.length; channel++) {
      squares += ((raster.data[channel] as number) - (rendered.data[channel] as number)) ** 2;
    }
    const psnr = 10 * Math.log10(255 ** 2 / (squares / raster.data.length));
    expect(psnr).toBeGreaterThan(38);
  }
});

test("a trace that is called off ends with the reason of its signal, and progress never goes back", () => {
  const { raster, map } = rasterise(64, turned(32, 20, 40, 30));
  const reason = new Error("The person left.");
  expect(() => traceOutlines(raster, map, { ...fine, signal: AbortSignal.abort(reason) })).toThrow(reason);

  const controller = new AbortController();
  const stopHalfway = (percent: number) => percent >= 20 && controller.abort(reason);
  expect(() => traceOutlines(raster, map, { ...fine, signal: controller.signal, onProgress: stopHalfway })).toThrow(
    reason,
  );

  const told: number[] = [];
  traceOutlines(raster, map, { ...fine, onProgress: (percent) => told.push(percent) });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(100);
});

function traceSource(raster: Drawn["raster"], options: OutlineOptions): Drawing {
  return traceOutlines(raster, labelRaster(raster, { palette: { kind: "source" }, filterSpeckle: 4 }), options);
}

function render(drawing: Drawing) {
  const svg = writeSvg(drawing, { precision: 3, groupByColor: false, title: "Drawing", isOptimised: false });
  return renderSvg(svg, drawing.width, drawing.height);
}
