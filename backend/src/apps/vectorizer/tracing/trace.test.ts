import { expect, test } from "bun:test";
import { builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { Raster } from "./drawing";
import { draw, photograph } from "./drawn.fixture";
import { layersOf } from "./layers";
import { labelRaster } from "./palette/labels";
import { renderSvg } from "./picture";
import { scaleDrawing } from "./scale-drawing";
import { readSvg } from "./svg/read-svg";
import { writeSvg } from "./svg/write-svg";
import { traceRaster } from "./trace";

const modes = ["fitted", "spline", "polygon", "pixel"] as const;

function filled(width: number, height: number, pixel: readonly number[]): Raster {
  return { width, height, data: new Uint8Array(width * height * 4).map((_, at) => pixel[at % 4] as number) };
}

/** Mean of 0–255 over all values, after the trace was written and read again. */
async function differenceOf(raster: Raster, settings: TraceSettings): Promise<number> {
  const { pathPrecision: precision, groupByColor, optimise: isOptimised } = settings;
  const options = { precision, groupByColor, isOptimised, title: "" };
  const svg = writeSvg(readSvg(writeSvg(await traceRaster(raster, settings), options)), options);
  const { data } = await renderSvg(svg, raster.width, raster.height);
  return data.reduce((sum, value, at) => sum + Math.abs(value - (raster.data[at] as number)), 0) / data.length;
}

test.each(modes)("mode %s refuses what is all transparent", async (mode) => {
  const nothing = filled(20, 20, [255, 0, 0, 3]);
  expect(traceRaster(nothing, TraceSettings.parse({ mode }))).rejects.toMatchObject({ code: "NOTHING_TO_TRACE" });
});

test.each(modes.flatMap((mode) => [[mode, 1, 1] as const, [mode, 1, 4_096] as const, [mode, 4_096, 1] as const]))(
  "mode %s traces a picture of %i × %i pixels",
  async (mode, width, height) => {
    const drawing = await traceRaster(
      filled(width, height, [200, 30, 60, 255]),
      TraceSettings.parse({ mode, filterSpeckle: 0 }),
    );
    expect(drawing).toMatchObject({ width, height });
    expect(drawing.shapes.map(({ color }) => color)).toEqual(["#c81e3c"]);
  },
);

test("pixel mode gives back two pixels as they were", async () => {
  const two: Raster = { width: 2, height: 1, data: new Uint8Array([255, 0, 0, 255, 0, 0, 255, 255]) };
  const drawing = await traceRaster(two, builtinPresets["pixel-art"].settings);
  const svg = writeSvg(drawing, { precision: 0, groupByColor: false, title: "", isOptimised: true });
  expect([...(await renderSvg(svg, 2, 1)).data]).toEqual([...two.data]);
});

test.each(["logo", "icon", "illustration", "pixel-art"] as const)(
  "preset %s draws a badge as it was",
  async (preset) => {
    const badge = await draw(
      '<rect width="160" height="120" fill="#fff"/><rect x="12" y="10" width="136" height="100" fill="#1b365d"/><circle cx="80" cy="60" r="36.5" fill="#f2a900"/>',
      160,
      120,
    );
    expect(await differenceOf(badge, builtinPresets[preset].settings)).toBeLessThan(1);
  },
);

test("preset photo keeps soft shades", async () => {
  expect(await differenceOf(photograph(160, 120), builtinPresets.photo.settings)).toBeLessThan(16);
});

test("progress goes up to a hundred and a stop is heard", async () => {
  const seen: number[] = [];
  const raster = await draw('<circle cx="32" cy="32" r="20"/>', 64);
  await traceRaster(raster, TraceSettings.parse({}), { onProgress: (percent) => seen.push(percent) });
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  expect(seen.at(-1)).toBe(100);
  const signal = AbortSignal.abort(new Error("nobody waits"));
  expect(traceRaster(raster, TraceSettings.parse({}), { signal })).rejects.toThrow("nobody waits");
});

test("what was traced small is drawn at the original's size", async () => {
  const drawing = await traceRaster(
    await draw('<rect x="8" y="4" width="32" height="16" fill="#0af"/>', 64, 32),
    TraceSettings.parse({}),
  );
  const large = scaleDrawing(drawing, 640, 320);
  const { data } = await renderSvg(
    writeSvg(large, { precision: 2, groupByColor: false, title: "", isOptimised: true }),
    640,
    320,
  );
  const alphaAt = (x: number, y: number) => data[(y * 640 + x) * 4 + 3];
  expect([alphaAt(84, 44), alphaAt(396, 196)]).toEqual([255, 255]);
  expect([alphaAt(76, 100), alphaAt(404, 100)]).toEqual([0, 0]);
});

test("a large picture that is smoothed anyway is traced small, at its own size", async () => {
  const large = filled(3_000, 1_000, [200, 30, 60, 255]);
  const drawing = await traceRaster(large, TraceSettings.parse({ mode: "polygon" }));
  expect(drawing).toMatchObject({ width: 3_000, height: 1_000 });
  const [outline] = drawing.shapes[0]?.subpaths ?? [];
  const ends = outline?.segments.map((segment) => Math.round(segment.at(-2) ?? 0)) ?? [];
  expect(Math.max(...ends)).toBe(3_000);
});

test("a picture of nothing but noise is traced as a smaller copy that covers all of it", async () => {
  const [width, height] = [1_600, 1_200];
  const data = new Uint8Array(width * height * 4).fill(255);
  let state = 1;
  for (let at = 0; at < data.length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data.fill((state >>> 31) * 255, at, at + 3);
  }
  const sides: [width: number, height: number][] = [];
  const drawing = await traceRaster({ width, height, data }, TraceSettings.parse({}), {
    label: (raster, options) => {
      sides.push([raster.width, raster.height]);
      return labelRaster(raster, options);
    },
  });
  const [tracedWidth, tracedHeight] = sides.at(-1) ?? [0, 0];
  expect(sides.length).toBeLessThanOrEqual(3);
  expect(tracedWidth * tracedHeight).toBeLessThan((width * height) / 2);
  expect(drawing).toMatchObject({ width, height });
  const svg = writeSvg(drawing, { precision: 2, groupByColor: false, title: "", isOptimised: true });
  const rendered = await renderSvg(svg, 160, 120);
  expect(rendered.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
}, 30_000);

test("layers are the colours in the order of painting, with what it takes to draw them", () => {
  const square = (x: number) => ({ x, y: 0, segments: [[x + 1, 0] as const, [x + 1, 1] as const, [x, 0] as const] });
  const shape = (color: string, x: number) => ({ color, opacity: 1, subpaths: [square(x)] });
  const shapes = [shape("#ff0000", 0), shape("#0000ff", 2), shape("#ff0000", 4)];
  expect(layersOf({ width: 9, height: 1, gaps: [], shapes })).toEqual([
    { color: "#ff0000", paths: 2, nodes: 6 },
    { color: "#0000ff", paths: 1, nodes: 3 },
  ]);
});
