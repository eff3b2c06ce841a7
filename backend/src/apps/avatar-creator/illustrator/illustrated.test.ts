import { expect, test } from "bun:test";
import { IllustrationStyle } from "@lumiku/contracts/avatar-creator-recipe";
import sharp from "sharp";
import { drawSvg, illustrated } from "./illustrated";

const request = { prompt: "A woman with a green hijab and glasses", width: 512, height: 512 };

async function draw(changes: Partial<Parameters<typeof illustrated>[0]> = {}) {
  const pictures: { index: number; seed: number; bytes: Uint8Array; svg: string }[] = [];
  const signal = new AbortController().signal;
  for await (const { index, seed, bytes, source } of illustrated({
    ...request,
    count: 1,
    seed: 7,
    signal,
    ...changes,
  })) {
    if (bytes) pictures.push({ index, seed, bytes, svg: new TextDecoder().decode(source?.bytes) });
  }
  return pictures;
}

const sha = (bytes: Uint8Array | string) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

test("a green hijab and glasses are drawn in the asked colour, and nothing else on the face", () => {
  const plain = drawSvg({ ...request, prompt: "A woman", attributes: { style: "avataaars" }, seed: 3 }).svg;
  const { svg, style, notes, shown } = drawSvg({ ...request, seed: 3 });
  expect(style).toBe("avataaars");
  expect(notes).toEqual([]);
  expect(shown).toEqual(["woman", "glasses", "green hijab"]);
  expect(svg).toContain("#2f9e5f");
  expect(plain).not.toContain("#2f9e5f");
});

test("pictures are PNGs of exactly the asked size, each with the drawing it was made from", async () => {
  for (const [width, height] of [
    ...([
      [512, 512],
      [1024, 1024],
      [2048, 2048],
      [768, 1024],
      [1920, 1080],
    ] as const),
  ]) {
    const [picture] = await draw({ width, height });
    expect(await sharp(picture?.bytes).metadata()).toMatchObject({ format: "png", width, height });
    expect(
      await sharp(Buffer.from(picture?.svg ?? ""))
        .png({ compressionLevel: 7 })
        .toBuffer(),
    ).toEqual(Buffer.from(picture?.bytes ?? []));
  }
});

test("the same recipe and seed draw the same bytes, in every style, today and tomorrow", async () => {
  const drawings = IllustrationStyle.options.map((style) => {
    const attributes = { style, gender: "woman", hairColor: "auburn", ageRange: "adult", background: "#ddeeff" };
    const again = { prompt: "A gardener", attributes, seed: 42, width: 512, height: 512 };
    expect(drawSvg(again)).toEqual(drawSvg(structuredClone(again)));
    return drawSvg(again).svg;
  });
  const [first] = await draw();
  const [second] = await draw();
  expect(sha(second?.bytes ?? "")).toBe(sha(first?.bytes ?? ""));
  // A change of this value changes what people's saved recipes draw: make it on purpose.
  expect(sha(drawings.join("\n"))).toMatchInlineSnapshot(
    `"e99eebde65a586eb61da9efa88b3d2c8ee14769acf428f02ab02791bcf3bf230"`,
  );
});

test("picture i of seed s is the first of seed s + i; neighbours differ", async () => {
  const four = await draw({ count: 4 });
  expect(four.map(({ seed }) => seed)).toEqual([7, 8, 9, 10]);
  for (const [index, { bytes }] of four.entries()) expect((await draw({ seed: 7 + index }))[0]?.bytes).toEqual(bytes);
  expect(new Set(four.map(({ bytes }) => sha(bytes))).size).toBe(4);
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
  expect(drawSvg({ ...request, prompt: "A man in a baseball cap and checked shirt", seed: 1 })).toMatchObject({
    ...{ style: "personas", notes: [] },
  });
  expect(drawSvg({ ...request, prompt: "A woman with freckles and earrings", seed: 1 })).toMatchObject({
    ...{ style: "lorelei", notes: [] },
  });
  expect(drawSvg({ ...request, prompt: "A man, in the toon head style", seed: 1 }).style).toBe("toon-head");
});

test("the SVG stands alone: valid, no script, nothing from elsewhere, ids of its own, its background first", async () => {
  const prompt = `<script>alert(1)</script> & "quoted" 'words' \u0000\ud800 ${"x".repeat(300)}`;
  const ids = new Set<string>();
  for (const style of IllustrationStyle.options) {
    for (let seed = 0; seed < 12; seed++) {
      const { svg } = drawSvg({ prompt, attributes: { style, facialHair: "beard" }, seed, width: 640, height: 480 });
      expect(svg).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="640" height="480" viewBox="0 0 640 480" /,
      );
      expect(svg).not.toMatch(/<script|<foreignObject|<image|<style|\bon\w+=|javascript:|@import/i);
      expect(svg.replaceAll('"http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|\/\/|data:/);
      for (const [, target] of svg.matchAll(/(?:url\(#|href="#)([^)"]+)/g)) expect(svg).toContain(`id="${target}"`);
      const own = [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id as string);
      expect(new Set(own).size).toBe(own.length);
      for (const id of own) expect(ids.has(id)).toBe(false);
      for (const id of own) ids.add(id);
      expect(/<rect [^>]*>/.exec(svg)?.[0]).toStartWith('<rect data-part="background" ');
      expect(svg).toContain("<title>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &apos;words&apos; ");
      expect(svg.length).toBeLessThan(120_000);
      await sharp(Buffer.from(svg), { failOn: "warning" }).metadata();
    }
  }
});

test("the background is as asked: nothing at all, one colour, or a quiet one of its own", async () => {
  const cornerOf = async (background: string) => {
    const [picture] = await draw({ attributes: { background } });
    const { data } = await sharp(picture?.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return [...data.subarray(0, 4)];
  };
  expect(await cornerOf("transparent")).toEqual([0, 0, 0, 0]);
  expect(await cornerOf("#0A64FF")).toEqual([10, 100, 255, 255]);
  expect((await cornerOf("keep"))[3]).toBe(255);
  const { svg } = drawSvg({ ...request, attributes: { background: "transparent" }, seed: 1 });
  expect(svg).not.toContain('data-part="background"');
  const spoken = drawSvg({ ...request, prompt: "A man on a red background", seed: 1 }).svg;
  expect(spoken).toContain('data-part="background" width="100%" height="100%" fill="#d8393b"');
});

test("heads are whole and busts stand on the lower edge, in every style and shape", async () => {
  const looks = [{ hairStyle: "afro" }, { hairStyle: "bun" }, { hairStyle: "mohawk" }, { headwear: "turban" }];
  for (const style of IllustrationStyle.options) {
    for (const [width, height] of [
      [320, 320],
      [320, 400],
      [270, 480],
      [480, 270],
    ] as const) {
      for (const look of looks) {
        const attributes = { ...look, style, background: "transparent" };
        const { svg } = drawSvg({ prompt: "", attributes, seed: 3, width, height });
        const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
        const rowOf = (y: number) =>
          Array.from({ length: width }, (_, x) => data[(y * width + x) * info.channels + 3] ?? 0);
        // Not more than a lock of hair may touch the upper edge.
        expect({
          style,
          width,
          height,
          look,
          top: rowOf(0).filter((alpha) => alpha > 128).length / width < 0.12,
        }).toMatchObject({ top: true });
        const isHead = style === "adventurer" || style === "big-smile";
        if (!isHead) expect(rowOf(height - 1).filter((alpha) => alpha > 128).length / width).toBeGreaterThan(0.1);
      }
    }
  }
});

test("dark skin keeps its warmth: no face in Personas goes grey", async () => {
  const attributes = { style: "personas", skinTone: "deep", hairStyle: "bald", background: "transparent" };
  const { svg } = drawSvg({ prompt: "", attributes, seed: 3, width: 128, height: 128 });
  const pixel = await sharp(Buffer.from(svg)).extract({ left: 64, top: 34, width: 1, height: 1 }).raw().toBuffer();
  expect((pixel[0] ?? 0) - (pixel[2] ?? 0)).toBeGreaterThan(40);
});

test("a stopped request draws no further", async () => {
  const controller = new AbortController();
  const drawing = illustrated({ ...request, count: 4, seed: 1, signal: controller.signal })[Symbol.asyncIterator]();
  await drawing.next();
  controller.abort(new Error("stopped"));
  await expect(drawing.next()).rejects.toThrow("stopped");
});
