import { expect, test } from "bun:test";
import { TraceSettings } from "@lumiku/contracts/vectorizer-settings";
import { draw } from "../drawn.fixture";
import { renderSvg } from "../picture";
import { traceRaster } from "../trace";
import { optimisedSvg } from "./optimise";
import { writeSvg } from "./write-svg";

const badge = () =>
  draw(
    '<rect width="256" height="256" fill="#fff"/><circle cx="128" cy="120" r="90.5" fill="#c41"/><path d="M40 200C80 120 160 260 220 90L200 230z" fill="#146"/><circle cx="90" cy="90" r="20" fill="#146"/>',
    256,
  );

test.each(["fitted", "spline"] as const)("the optimised SVG of mode %s is smaller and looks the same", async (mode) => {
  const drawing = await traceRaster(await badge(), TraceSettings.parse({ mode }));
  const plain = writeSvg(drawing, { precision: 2, groupByColor: false, title: "A & B", isOptimised: false });
  const optimised = await optimisedSvg(drawing, { title: "A & B" });
  expect(optimised.length).toBeLessThan(0.8 * plain.length);
  expect(optimised).toContain("<title>A &amp; B</title>");
  const [before, after] = [await renderSvg(plain, 512, 512), await renderSvg(optimised, 512, 512)];
  const largest = before.data.reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (after.data[at] as number))),
    0,
  );
  expect(largest).toBeLessThan(40);
});

test("a title that looks like markup stays text", async () => {
  const drawing = await traceRaster(await badge(), TraceSettings.parse({}));
  const optimised = await optimisedSvg(drawing, { title: '<script href="x" onload="y">' });
  expect(optimised).toContain("<title>&lt;script");
  expect(optimised).not.toMatch(/<script/);
});
