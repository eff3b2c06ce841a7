import { expect, test } from "bun:test";
import type { PictureKind } from "@lumiku/contracts/vectorizer-traces";
import type { Raster } from "../drawing";
import { renderSvg } from "../picture";
import { classify } from "./classify";
import { enlarge, paintNoise, paintPhoto, renderAvatar, renderPackaged, throughJpeg } from "./pictures.fixture";

const pictures: Record<string, { kind: PictureKind; raster: Promise<Raster> }> = {
  "a solid logo": { kind: "logo", raster: renderPackaged("simple-icons/icons/spotify.svg") },
  "an emoji of few colours": { kind: "logo", raster: renderPackaged("@twemoji/svg/1f600.svg") },
  "an icon of thin lines": { kind: "line-art", raster: renderPackaged("bootstrap-icons/icons/egg.svg") },
  "a drawing in ink": { kind: "line-art", raster: renderAvatar("notionists") },
  "a portrait in flat colours": { kind: "illustration", raster: renderAvatar("avataaars") },
};

for (const [name, { kind, raster }] of Object.entries(pictures))
  test(`${name} is ${kind}, from a JPEG of quality 60 as well`, async () => {
    const picture = await raster;
    expect(classify(picture).kind).toBe(kind);
    expect(classify(await throughJpeg(picture, 60)).kind).toBe(kind);
  });

test("soft shades, noise and a gradient are photos", async () => {
  expect(classify(paintPhoto()).kind).toBe("photo");
  expect(classify(paintNoise())).toMatchObject({ kind: "photo", because: "Hardly any areas of one colour." });
  const gradient = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><linearGradient id="g"><stop stop-color="#124"/><stop offset="1" stop-color="#fe9"/></linearGradient><path fill="url(#g)" d="M0 0h9v9H0z"/></svg>`;
  expect(classify(await renderSvg(gradient, 256, 256)).kind).toBe("photo");
});

test("pixel art is known at its own size, and its squares are counted when it was made larger, whole or not", async () => {
  const small = await renderAvatar("pixelArt", 16);
  expect(classify(small)).toMatchObject({ kind: "pixel-art", grid: null });
  for (const side of [320, 500, 512]) {
    const large = await enlarge(small, side);
    for (const picture of [large, await throughJpeg(large, 60)])
      expect(classify(picture)).toMatchObject({
        kind: "pixel-art",
        because: "Squares of one colour each, 16 × 16 of them.",
        grid: { columns: 16, rows: 16 },
      });
  }
});

test("icons drawn on a grid are not taken for pixel art", async () => {
  for (const name of ["table", "grid-3x3", "columns", "calendar3", "bookshelf"])
    for (const side of [64, 512])
      expect(classify(await renderPackaged(`bootstrap-icons/icons/${name}.svg`, side)).kind).not.toBe("pixel-art");
});

test("the reason is a sentence that a person can check", async () => {
  expect(classify(await renderPackaged("@twemoji/svg/1f600.svg")).because).toBe(
    "Three flat colours with sharp borders.",
  );
  const logo = await renderPackaged("simple-icons/icons/spotify.svg");
  expect(classify(logo).because).toBe("One flat colour with sharp borders.");
  expect(classify(await throughJpeg(logo, 90)).because).toBe("Two flat colours with sharp borders.");
});

test("a picture of nothing is classified, too", () => {
  const blank: Raster = { width: 300, height: 300, data: new Uint8Array(360_000) };
  expect(classify(blank)).toMatchObject({ kind: "logo", because: "No flat colours with sharp borders." });
});
