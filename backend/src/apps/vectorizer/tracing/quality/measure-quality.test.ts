import { expect, test } from "bun:test";
import sharp from "sharp";
import type { Drawing, Raster } from "../drawing";
import { renderSvg } from "../picture";
import { drawDifference } from "./difference";
import { measureQuality, scoreSvg } from "./measure-quality";
import { countNodes } from "./nodes";

const svgOf = (color: string, side = 100) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path fill="${color}" d="M10 10h40v40h-40z"/></svg>`;
const drawing: Drawing = {
  width: 100,
  height: 100,
  gaps: [],
  shapes: [
    {
      color: "#ff0000",
      opacity: 1,
      subpaths: [
        {
          x: 10,
          y: 10,
          segments: [
            [50, 10],
            [50, 50],
            [10, 50],
          ],
        },
      ],
    },
    {
      color: "#ff0000",
      opacity: 1,
      subpaths: [
        {
          x: 0,
          y: 0,
          segments: [
            [5, 0],
            [1, 2, 3, 4, 0, 0],
          ],
        },
      ],
    },
  ],
};

test("an SVG that is the picture is reported as equal, with what it takes", async () => {
  const raster = await renderSvg(svgOf("#f00"), 100, 100);
  expect(await measureQuality(raster, svgOf("#f00"), drawing, 12.4)).toEqual({
    ssim: { red: 1, green: 1, blue: 1, mean: 1 },
    psnr: null,
    deltaE: { mean: 0, p95: 0 },
    edgeF1: 1,
    paths: 2,
    nodes: 6,
    colors: 1,
    bytes: svgOf("#f00").length,
    gzipBytes: expect.any(Number),
    durationMs: 12,
    comparedAt: { width: 100, height: 100 },
  });
});

test("a wrong colour is worse in its channels, a wrong shape in its edges", async () => {
  const raster = await renderSvg(svgOf("#f00"), 100, 100);
  const recoloured = await measureQuality(raster, svgOf("#f0f"), drawing, 1);
  expect(recoloured.ssim.red).toBe(1);
  expect(recoloured.ssim.blue).toBeLessThan(0.95);
  expect(recoloured.edgeF1).toBe(1);
  expect(recoloured.deltaE.p95).toBeGreaterThan(20);
  const moved = await measureQuality(raster, svgOf("#f00").replace("M10 10", "M20 20"), drawing, 1);
  expect(moved.edgeF1).toBeLessThan(0.6);
  expect(moved.ssim.mean).toBeLessThan(0.95);
});

test("a large picture is compared at 1024 px, and an equal one stays equal", async () => {
  const raster = await renderSvg(svgOf("#f00", 60), 1_500, 3_000);
  const report = await measureQuality(raster, svgOf("#f00", 60), drawing, 1);
  expect(report.comparedAt).toEqual({ width: 512, height: 1_024 });
  expect(report.psnr).toBeNull();
  expect(await scoreSvg(raster, svgOf("#f00", 60))).toEqual({ ssim: 1, psnr: null });
});

test("a point is counted once, whether the outline leads back to it or is closed by a line", () => {
  expect(
    countNodes([
      {
        x: 0,
        y: 0,
        segments: [
          [9, 0],
          [9, 9],
        ],
      },
    ]),
  ).toBe(3);
  expect(
    countNodes([
      {
        x: 0,
        y: 0,
        segments: [
          [9, 0],
          [9, 9],
          [0, 0],
        ],
      },
    ]),
  ).toBe(3);
});

test("the difference is white where there is none, and darker the more there is", async () => {
  const raster = await renderSvg(svgOf("#f00"), 100, 100);
  const shadeAt = async (svg: string, x: number, y: number): Promise<number[]> => {
    const { data, info } = await sharp(await drawDifference(raster, svg))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([100, 100, 3]);
    return [...data.subarray((y * 100 + x) * 3, (y * 100 + x) * 3 + 3)];
  };
  expect(await shadeAt(svgOf("#00f"), 80, 80)).toEqual([255, 255, 255]);
  expect(await shadeAt(svgOf("#00f"), 30, 30)).toEqual([96, 0, 40]);
  const sum = async (color: string) => (await shadeAt(svgOf(color), 30, 30)).reduce((total, value) => total + value);
  const sums = [await sum("#f00"), await sum("#fa0505"), await sum("#e00000"), await sum("#b02020"), await sum("#00f")];
  expect(sums).toEqual(sums.toSorted((a, b) => b - a));
  expect(new Set(sums).size).toBe(5);
});

test("what is transparent is white paper in both", async () => {
  const nothing: Raster = { width: 20, height: 20, data: new Uint8Array(1_600) };
  const blank = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path fill="#fff" d="M0 0h20v20H0z"/></svg>`;
  expect((await scoreSvg(nothing, blank)).psnr).toBeNull();
});
