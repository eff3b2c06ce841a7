import { expect, test } from "bun:test";
import { AutoSettings } from "@lumiku/contracts/vectorizer-settings";
import { AutoChoice } from "@lumiku/contracts/vectorizer-traces";
import { scoreSvg } from "../quality/measure-quality";
import { countNodes } from "../quality/nodes";
import { enlarge, paintNoise, paintPhoto, renderAvatar, renderPackaged, throughJpeg } from "./pictures.fixture";
import { traceAutomatically } from "./trace-automatically";

const options = { budgetMs: 60_000, title: "Picture" };
const balanced = AutoSettings.parse({ effort: "balanced" });
const fast = AutoSettings.parse({ effort: "fast" });

for (const path of ["@twemoji/svg/1f600.svg", "simple-icons/icons/spotify.svg", "bootstrap-icons/icons/egg.svg"])
  test(`flat art reaches the aim of balanced, and the choice says how: ${path}`, async () => {
    const raster = await renderPackaged(path);
    const { svg, choice } = await traceAutomatically(raster, balanced, options);
    const { ssim, psnr } = await scoreSvg(raster, svg);
    expect(ssim).toBeGreaterThanOrEqual(0.995);
    expect(psnr ?? 99).toBeGreaterThanOrEqual(36);
    expect(AutoChoice.parse(choice)).toEqual(choice);
    expect(choice).toMatchObject({ isReached: true, targetSsim: 0.995 });
    expect(choice.summary).toMatch(/^(The first try|Of \d tries, the one with the fewest bytes) at (1|0\.99\d+)\.$/);
    const chosen = choice.tried.filter(({ isChosen }) => isChosen);
    expect(chosen).toHaveLength(1);
    expect(chosen[0]?.bytes).toBe(Buffer.byteLength(svg));
  }, 30_000);

test("more effort never comes less near", async () => {
  const raster = await renderPackaged("@twemoji/svg/1f41b.svg", 256);
  const reached: number[] = [];
  for (const effort of ["fast", "balanced", "best"] as const) {
    const { svg } = await traceAutomatically(raster, AutoSettings.parse({ effort }), options);
    reached.push((await scoreSvg(raster, svg)).ssim);
  }
  expect(reached).toEqual(reached.toSorted());
});

test("a JPEG becomes the flat drawing it was, not its noise", async () => {
  const clean = await renderPackaged("@twemoji/svg/1f600.svg", 256);
  const { svg, drawing, choice } = await traceAutomatically(await throughJpeg(clean, 60), balanced, options);
  expect(new Set(drawing.shapes.map(({ color }) => color)).size).toBeLessThanOrEqual(4);
  expect(countNodes(drawing.shapes.flatMap(({ subpaths }) => subpaths))).toBeLessThan(120);
  expect(choice.because).toBe("Three flat colours with sharp borders. The noise of compression is left out.");
  expect((await scoreSvg(clean, svg)).ssim).toBeGreaterThan(0.97);
});

test("pixel art that was made larger comes back as its squares, exactly", async () => {
  const raster = await enlarge(await renderAvatar("pixelArt", 16), 320);
  const { svg, settings, choice } = await traceAutomatically(raster, balanced, options);
  expect(settings.mode).toBe("pixel");
  expect(choice.kind).toBe("pixel-art");
  expect(await scoreSvg(raster, svg)).toEqual({ ssim: 1, psnr: null });
});

test("pixel art is cleaned of JPEG's noise", async () => {
  const clean = await enlarge(await renderAvatar("pixelArt", 16), 320);
  const { svg } = await traceAutomatically(await throughJpeg(clean, 60), balanced, options);
  expect((await scoreSvg(clean, svg)).ssim).toBeGreaterThan(0.98);
});

test("a photo is drawn in layers", async () => {
  const { choice, settings, drawing } = await traceAutomatically(paintPhoto(), fast, options);
  expect(choice.kind).toBe("photo");
  expect(settings.mode).toBe("polygon");
  expect(drawing.shapes.length).toBeGreaterThan(5);
});

test("what noise does not let it reach, it says", async () => {
  const auto = AutoSettings.parse({ effort: "fast", targetSsim: 0.9999 });
  const { choice } = await traceAutomatically(paintNoise(), auto, options);
  expect(choice.isReached).toBe(false);
  expect(choice.summary).toMatch(/^2 tries did not reach 0\.9999; this came nearest, at 0\.\d+\.$/);
});

test("with no time at all it still answers", async () => {
  const raster = await renderPackaged("@twemoji/svg/1f600.svg", 256);
  const { choice, svg } = await traceAutomatically(raster, balanced, { ...options, budgetMs: 1 });
  expect(choice.tried).toHaveLength(1);
  expect(svg).toStartWith("<svg");
});

test("what its owner has decided stays so", async () => {
  const raster = await renderPackaged("@twemoji/svg/1f600.svg", 256);
  const palette = { kind: "fixed", colors: ["#000000", "#ffcc00"] } as const;
  const auto = AutoSettings.parse({ effort: "fast", palette, hierarchical: "cutout", groupByColor: true });
  const { settings, drawing } = await traceAutomatically(raster, auto, options);
  expect(settings).toMatchObject({ palette, hierarchical: "cutout", groupByColor: true });
  for (const { color } of drawing.shapes) expect(palette.colors).toContain(color as "#000000");
});

test("a large picture is searched in small and traced in full", async () => {
  const raster = await renderPackaged("simple-icons/icons/spotify.svg", 1_200);
  const { drawing, svg } = await traceAutomatically(raster, fast, options);
  expect([drawing.width, drawing.height]).toEqual([1_200, 1_200]);
  expect((await scoreSvg(raster, svg)).ssim).toBeGreaterThan(0.995);
}, 30_000);

test("it stops when nobody waits any more", async () => {
  const signal = AbortSignal.abort(new Error("gone"));
  await expect(traceAutomatically(paintPhoto(), balanced, { ...options, signal })).rejects.toThrow("gone");
});
