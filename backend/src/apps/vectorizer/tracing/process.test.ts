import { afterAll, expect, test } from "bun:test";
import { createProcessPool } from "@lumiku/app-sdk/processes";
import { AutoSettings, builtinPresets, TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import sharp from "sharp";
import { draw } from "./drawn.fixture";
import type { TracingJobs } from "./jobs";
import { encodePng } from "./picture";

const module = new URL("./process.ts", import.meta.url);
const pool = createProcessPool<TracingJobs>({ module, size: 1, maxWaiting: 8, idleLimitMs: 60_000 });
afterAll(() => pool.close());

const timeLimitMs = 60_000;
const logo = builtinPresets.logo.settings;
const badge = async () =>
  encodePng(
    await draw(
      '<rect width="300" height="200" fill="#fff"/><circle cx="150" cy="100" r="80.5" fill="#c41"/><rect x="100" y="80" width="100" height="30" fill="#146"/>',
      300,
      200,
    ),
  );

test("a trace has the SVG, a PNG of the same size, its layers and how good it is", async () => {
  const percents: number[] = [];
  const traced = await pool.run(
    "trace",
    { bytes: await badge(), recipe: { model: "vtracer", settings: logo }, title: "Badge", maxSide: 3_072, budgetMs: 0 },
    { timeLimitMs, onProgress: (percent) => percents.push(percent) },
  );
  expect(traced.svg).toContain('viewBox="0 0 300 200"');
  expect(traced.svg).toContain("<title>Badge</title>");
  expect(await sharp(traced.png).metadata()).toMatchObject({ width: 300, height: 200, format: "png" });
  expect(traced.layers.map(({ color }) => color).toSorted()).toEqual(["#114466", "#cc4411", "#ffffff"]);
  expect(traced).toMatchObject({ settings: logo, choice: null, tracedAt: 300 });
  expect(traced.report.ssim.mean).toBeGreaterThan(0.99);
  expect(traced.report.bytes).toBe(traced.svg.length);
  expect(percents).toEqual(percents.toSorted((one, other) => one - other));
});

test("a draft of a large picture is traced small and has its size", async () => {
  const large = await sharp(await badge())
    .resize(1_500, 1_000, { kernel: "nearest" })
    .png()
    .toBuffer();
  const recipe = { model: "vtracer", settings: logo } as const;
  const draft = await pool.run("draft", { bytes: large, recipe, title: "" }, { timeLimitMs });
  expect(draft.tracedAt).toBe(512);
  expect(draft.svg).toContain('viewBox="0 0 1500 1000"');
  expect(draft).not.toHaveProperty("png");
});

test("settings are found when the recipe leaves it to the tracer", async () => {
  const recipe = { model: "vtracer-auto", auto: AutoSettings.parse({ effort: "fast" }) } as const;
  const input = { bytes: await badge(), recipe, title: "", maxSide: 3_072, budgetMs: 2_000 };
  const { settings, choice } = await pool.run("trace", input, { timeLimitMs });
  expect(TraceSettings.parse(settings)).toEqual(settings);
  expect(choice?.tried.filter(({ isChosen }) => isChosen)).toHaveLength(1);
});

test("palettes, a quantised picture, a difference and an export are made", async () => {
  const bytes = await badge();
  const palettes = await pool.run("palettes", { bytes }, { timeLimitMs });
  expect(palettes.map(({ colors }) => colors.length)).toEqual([2, 3]);
  const quantised = await pool.run(
    "quantise",
    { bytes, colors: ["#000000", "#ffffff"], maxSide: 100 },
    { timeLimitMs },
  );
  expect(await sharp(quantised).metadata()).toMatchObject({ width: 100, height: 67, format: "png" });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path fill="#cc4411" d="M0 0h300v200H0z"/></svg>';
  const difference = await pool.run("difference", { bytes, svg }, { timeLimitMs });
  expect(await sharp(difference).metadata()).toMatchObject({ width: 300, height: 200 });
  const exported = await pool.run(
    "export",
    { svg, edits: [], format: "pdf", title: "Badge", size: 300 },
    { timeLimitMs },
  );
  expect(exported.mime).toBe("application/pdf");
});

test("nothing to trace is told by its code", async () => {
  const bytes = await encodePng(await draw("", 32));
  const input = { bytes, recipe: { model: "vtracer", settings: logo } as const, title: "" };
  expect(pool.run("draft", input, { timeLimitMs })).rejects.toMatchObject({ code: "NOTHING_TO_TRACE" });
});
