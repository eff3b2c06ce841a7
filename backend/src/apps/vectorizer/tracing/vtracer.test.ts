import { expect, test } from "bun:test";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import type { z } from "zod";
import type { Drawing, Raster } from "./drawing";
import { draw, photograph } from "./drawn.fixture";
import { renderSvg } from "./picture";
import { writeSvg } from "./svg/write-svg";
import { traceWithVtracer } from "./vtracer";

type Changes = z.input<typeof TraceSettings>;

const settingsOf = (changes: Changes) => TraceSettings.parse({ mode: "spline", ...changes });
const trace = (raster: Raster, changes: Changes = {}) => traceWithVtracer(raster, settingsOf(changes));
const toSvg = (drawing: Drawing) =>
  writeSvg(drawing, { precision: 8, groupByColor: false, title: "", isOptimised: false });

const SIDE = 96;
/** Soft shades, curves, corners, a hole and specks: something for every setting. */
const scene = async () => {
  const art = await draw(
    '<rect width="96" height="96" fill="#fff"/><path d="M8 60C20 10 60 90 88 30L80 88 50 70 44 92z" fill="#c33"/><circle cx="66" cy="26" r="18" fill="#36c"/><circle cx="66" cy="26" r="7" fill="#fff"/><rect x="10" y="10" width="3" height="3"/>',
    SIDE,
  );
  const shades = photograph(SIDE, SIDE);
  for (let at = 0; at < 40 * SIDE * 4; at++) if (art.data[at] === 255) art.data[at] = shades.data[at] as number;
  return art;
};

const changes: [name: string, base: Changes, change: Changes][] = [
  ["colorMode", {}, { colorMode: "binary" }],
  ["hierarchical", { gapFilling: false }, { hierarchical: "cutout" }],
  ["mode", {}, { mode: "polygon" }],
  ["mode", {}, { mode: "pixel" }],
  ["filterSpeckle", {}, { filterSpeckle: 12 }],
  ["colorPrecision", {}, { colorPrecision: 2 }],
  ["layerDifference", {}, { layerDifference: 96 }],
  ["cornerThreshold", {}, { cornerThreshold: 175 }],
  ["lengthThreshold", {}, { lengthThreshold: 10 }],
  ["maxIterations", { lengthThreshold: 3.5 }, { maxIterations: 1 }],
  ["spliceThreshold", {}, { spliceThreshold: 120 }],
  ["pathPrecision", {}, { pathPrecision: 0 }],
  ["palette", {}, { palette: { kind: "count", count: 3 } }],
  ["gapFilling", { hierarchical: "cutout" }, { gapFilling: false }],
];

test.each(changes)("%s changes what is drawn", async (_, base, change) => {
  const raster = await scene();
  const before = toSvg(await trace(raster, base));
  expect(toSvg(await trace(raster, { ...base, ...change }))).not.toBe(before);
  expect(toSvg(await trace(raster, base))).toBe(before);
});

test.each(["spline", "polygon", "pixel"] as const)("a palette is kept to the letter in mode %s", async (mode) => {
  const colors = ["#102030", "#d04010", "#f0e0d0", "#3060c0"];
  const { shapes } = await trace(await scene(), { mode, palette: { kind: "fixed", colors } });
  expect(shapes.length).toBeGreaterThan(3);
  for (const { color } of shapes) expect(colors).toContain(color);
});

test("what is transparent stays so, wherever it is", async () => {
  const hole = await draw('<path fill-rule="evenodd" d="M0 0h64v64H0zM20 25h20v5H20z" fill="#282"/>', 64);
  const { data } = await renderSvg(toSvg(await trace(hole, { mode: "pixel" })), 64, 64);
  expect([...data]).toEqual([...hole.data]);
});

test("line art is black on nothing, whether its paper is white or transparent", async () => {
  for (const paper of ['<rect width="64" height="64" fill="#eed"/>', ""]) {
    const art = await draw(`${paper}<circle cx="32" cy="32" r="20" fill="none" stroke="#345" stroke-width="5"/>`, 64);
    const drawing = await trace(art, { colorMode: "binary" });
    expect(new Set(drawing.shapes.map(({ color }) => color))).toEqual(new Set(["#000000"]));
    const { data } = await renderSvg(toSvg(drawing), 64, 64);
    const alphaAt = (x: number, y: number) => data[(y * 64 + x) * 4 + 3];
    expect([alphaAt(0, 0), alphaAt(32, 32), alphaAt(32, 12)]).toEqual([0, 0, 255]);
  }
});

/** Pixels at 8 times the size that show magenta, which lies behind, where the picture is opaque all around. */
async function countSeams(raster: Raster, drawing: Drawing): Promise<number> {
  const { width, height } = raster;
  const { data } = await renderSvg(toSvg(drawing), width * 8, height * 8);
  let seams = 0;
  for (let index = 3; index < data.length; index += 4) {
    if ((data[index] as number) >= 254) continue;
    const [x, y] = [((index >> 2) % (width * 8)) >> 3, Math.floor((index >> 2) / (width * 8)) >> 3];
    let isInside = true;
    for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row++) {
      for (let column = Math.max(0, x - 2); column <= Math.min(width - 1, x + 2); column++) {
        if ((raster.data[(row * width + column) * 4 + 3] as number) < 255) isInside = false;
      }
    }
    if (isInside) seams++;
  }
  return seams;
}

test.each(["spline", "polygon", "pixel"] as const)(
  "nothing shines through between cut-out shapes in mode %s",
  async (mode) => {
    const badge = await draw(
      '<circle cx="64" cy="64" r="60" fill="#f5c518"/><path d="M20 30C50 10 90 50 110 40L90 110 60 80 30 100z" fill="#146"/><circle cx="70" cy="60" r="22" fill="#d22"/><path d="M60 40l30 44-50 4z" fill="#2a6"/>',
      128,
    );
    for (const raster of [badge, await scene()]) {
      expect(await countSeams(raster, await trace(raster, { mode, hierarchical: "cutout" }))).toBe(0);
    }
    expect(
      await countSeams(badge, await trace(badge, { mode, hierarchical: "cutout", gapFilling: false })),
    ).toBeGreaterThan(mode === "pixel" ? -1 : 100);
  },
);

test("lines against seams do not make the silhouette larger", async () => {
  const disc = await draw(
    '<circle cx="64" cy="64" r="50" fill="#fc0"/><path d="M30 64a34 34 0 0 1 68 0z" fill="#06c"/>',
    128,
  );
  const areaOf = async (gapFilling: boolean) => {
    const { data } = await renderSvg(toSvg(await trace(disc, { hierarchical: "cutout", gapFilling })), 512, 512);
    let area = 0;
    for (let at = 3; at < data.length; at += 4) area += data[at] as number;
    return area / 255;
  };
  const [bare, filled] = [await areaOf(false), await areaOf(true)];
  // A rim of half a line's width would add 1.2 %; what was a seam is filled.
  expect(filled / bare).toBeLessThan(1.006);
});

test("a trace ends when nobody waits for it any more", async () => {
  const stop = new AbortController();
  const traced = traceWithVtracer(photograph(256, 256), settingsOf({}), { signal: stop.signal });
  stop.abort(new Error("nobody waits"));
  expect(traced).rejects.toThrow("nobody waits");
});
