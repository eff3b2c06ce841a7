import { expect, test } from "bun:test";
import { IllustrationStyle } from "@lumiku/contracts/avatar-creator";
import sharp from "sharp";
import { drawSvg, illustrated } from "./illustrated";

const request = { prompt: "A woman with a green hijab and glasses", width: 512, height: 512 };

async function draw(changes: Partial<Parameters<typeof illustrated>[0]> = {}) {
  const pictures: { index: number; seed: number; bytes: Uint8Array }[] = [];
  for await (const produced of illustrated({
    ...request,
    count: 1,
    seed: 7,
    signal: new AbortController().signal,
    ...changes,
  })) {
    if (produced.bytes) pictures.push({ index: produced.index, seed: produced.seed, bytes: produced.bytes });
  }
  return pictures;
}

test("a green hijab and glasses are drawn in the asked colour, and nothing else on the face", () => {
  const plain = drawSvg({ ...request, prompt: "A woman", attributes: { style: "avataaars" }, seed: 3 }).svg;
  const { svg, style, notes } = drawSvg({ ...request, seed: 3 });
  expect(style).toBe("avataaars");
  expect(notes).toEqual([]);
  expect(svg).toContain("#2f9e5f");
  expect(plain).not.toContain("#2f9e5f");
});

test("pictures are PNGs of exactly the asked size", async () => {
  for (const [width, height] of [
    [512, 512],
    [1024, 1024],
    [2048, 2048],
    [768, 1024],
  ] as const) {
    const [picture] = await draw({ width, height });
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: "png", width, height });
  }
});

test("the same request draws the same bytes; picture i of seed s is the first of seed s + i; neighbours differ", async () => {
  const four = await draw({ count: 4 });
  expect(await draw({ count: 4 })).toEqual(four);
  expect(four.map(({ seed }) => seed)).toEqual([7, 8, 9, 10]);
  for (const [index, { bytes }] of four.entries()) expect((await draw({ seed: 7 + index }))[0]?.bytes).toEqual(bytes);
  expect(new Set(four.map(({ bytes }) => Bun.hash(bytes))).size).toBe(4);
});

test("every style draws, and names what it cannot show", () => {
  for (const style of IllustrationStyle.options) {
    const drawing = drawSvg({ ...request, attributes: { style }, seed: 1 });
    expect(drawing.style).toBe(style);
    expect(drawing.svg.length).toBeGreaterThan(2_000);
  }
  expect(drawSvg({ ...request, attributes: { style: "lorelei" }, seed: 1 }).notes).toContain("Lorelei draws no hijab.");
  expect(drawSvg({ ...request, attributes: { style: "oil painting" }, seed: 1 }).notes.join()).toContain(
    'no illustration style "oil painting"',
  );
});

test("without a style, the one that can show everything asked for is taken", () => {
  expect(drawSvg({ ...request, prompt: "A man in a blue cap", seed: 1 })).toMatchObject({ style: "personas" });
  expect(drawSvg({ ...request, prompt: "A woman with freckles and earrings", seed: 1 })).toMatchObject({
    style: "lorelei",
    notes: [],
  });
});

test("what nobody asked for does not appear: a change of seed changes no beard, glasses or hat into being", () => {
  for (let seed = 0; seed < 60; seed++) {
    const { svg } = drawSvg({ prompt: "A woman", width: 256, height: 256, attributes: { style: "avataaars" }, seed });
    // Lenses and frames of avataaars' accessories are the only parts in this colour.
    expect(svg).not.toContain("#252c2f");
  }
});

test("a stopped request draws no further", async () => {
  const controller = new AbortController();
  const drawing = illustrated({ ...request, count: 4, seed: 1, signal: controller.signal })[Symbol.asyncIterator]();
  await drawing.next();
  controller.abort(new Error("stopped"));
  await expect(drawing.next()).rejects.toThrow("stopped");
});
