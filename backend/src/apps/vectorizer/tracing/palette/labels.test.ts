import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { type LabelMap, type Raster, TRANSPARENT } from "../drawing";
import { draw, photograph } from "../drawn.fixture";
import { decodePicture, encodePng, renderSvg } from "../picture";
import { labelRaster } from "./labels";
import { quantise } from "./quantise";
import { findRegions } from "./regions";

const source = { palette: { kind: "source" }, filterSpeckle: 4 } as const;

const colorAt = ({ width, labels, palette }: LabelMap, x: number, y: number) =>
  palette[labels[y * width + x] as number];
const share = (map: LabelMap, color: string) =>
  map.labels.filter((label) => map.palette[label] === color).length / map.labels.length;

async function emoji(name: string, side: number): Promise<Raster> {
  const path = require.resolve(`@twemoji/svg/${name}.svg`);
  return renderSvg(await readFile(path, "utf8"), side, side);
}

async function throughJpeg(raster: Raster, quality: number): Promise<Raster> {
  const jpeg = await sharp(await encodePng(raster))
    .flatten({ background: "#ffffff" })
    .jpeg({ quality })
    .toBuffer();
  return (await decodePicture(jpeg, { maxSide: 4_096 })).raster;
}

test("the colours of a flag are found exactly, and no others", async () => {
  const flag = labelRaster(await emoji("1f1e9-1f1ea", 512), source);
  expect(flag.palette.toSorted()).toEqual(["#141414", "#ed1f24", "#ffcd05"]);
});

test("black art on white has two colours, however soft its edges", async () => {
  const art = await draw(
    '<rect width="200" height="200" fill="#fff"/><circle cx="90" cy="103" r="61.3"/><path d="M10 190L190 151v9z"/>',
    200,
  );
  expect(labelRaster(art, source).palette.toSorted()).toEqual(["#000000", "#ffffff"]);
});

test("no anti-aliased edge becomes a region of its own", async () => {
  const circle = await draw(
    '<rect width="256" height="256" fill="#00f"/><circle cx="128.4" cy="127.7" r="90.2" fill="#f00"/>',
    256,
  );
  const map = labelRaster(circle, { ...source, filterSpeckle: 0 });
  expect(map.palette.toSorted()).toEqual(["#0000ff", "#ff0000"]);
  expect(findRegions(map.labels, 256, 256)).toHaveLength(2);
  expect(share(map, "#ff0000")).toBeCloseTo((Math.PI * 90.2 ** 2) / 256 ** 2, 3);
});

test("an edge between black and white does not turn grey where there is grey elsewhere", async () => {
  const art = await draw(
    '<rect width="256" height="256" fill="#fff"/><circle cx="90.3" cy="90.6" r="70"/><rect x="180" y="180" width="60" height="60" fill="#808080"/>',
    256,
  );
  const map = labelRaster(art, { ...source, filterSpeckle: 0 });
  expect(share(map, "#808080")).toBeCloseTo((60 * 60) / 256 ** 2, 5);
  expect(findRegions(map.labels, 256, 256)).toHaveLength(3);
});

test("small areas of a colour of their own survive beside large ones", async () => {
  const art = await draw(
    '<rect width="512" height="512" fill="#dd2e44"/><rect x="100" y="100" width="9" height="9" fill="#df1f32"/><circle cx="300" cy="300" r="4" fill="#55acee"/>',
    512,
  );
  expect(labelRaster(art, source).palette.toSorted()).toEqual(["#55acee", "#dd2e44", "#df1f32"]);
});

test("lines thinner than a pixel are drawn in the colour they are mixed from", async () => {
  const art = await draw(
    '<rect width="128" height="128" fill="#fff"/><rect x="90" y="20" width="30" height="30" fill="#069"/><path d="M10 40.5L80 90.2" stroke="#069" stroke-width="1.2"/>',
    128,
  );
  const map = labelRaster(art, { ...source, filterSpeckle: 0 });
  expect(map.palette.toSorted()).toEqual(["#006699", "#ffffff"]);
  expect(findRegions(map.labels, 128, 128)).toHaveLength(3);
  expect(colorAt(map, 45, 65)).toBe("#006699");
});

test("compression adds no colours to a drawing", async () => {
  const art = await draw(
    '<rect width="256" height="256" fill="#ffdc5d"/><circle cx="120" cy="130" r="80" fill="#662113"/><circle cx="150" cy="120" r="40" fill="#e1e8ed"/>',
    256,
  );
  const map = labelRaster(await throughJpeg(art, 60), source);
  expect(map.palette).toHaveLength(3);
  expect(findRegions(map.labels, 256, 256)).toHaveLength(3);
});

test("fewer colours merge whole areas, so that their borders stay", async () => {
  const art = await draw(
    '<rect width="120" height="60" fill="#fff"/><circle cx="30" cy="30" r="20.3" fill="#c00"/><circle cx="90" cy="30" r="20.3" fill="#d11"/>',
    120,
    60,
  );
  const map = labelRaster(art, { ...source, palette: { kind: "count", count: 2 } });
  expect(map.palette).toHaveLength(2);
  expect(findRegions(map.labels, 120, 60)).toHaveLength(3);
  expect(share(map, "#ffffff")).toBeCloseTo(1 - (2 * Math.PI * 20.3 ** 2) / (120 * 60), 2);
});

test("a fixed palette gives its colours and no others", async () => {
  const colors = ["#112233", "#ff8800", "#fafafa"];
  for (const raster of [photograph(90, 70), await emoji("1f469-200d-1f680", 128)]) {
    const map = labelRaster(raster, { ...source, palette: { kind: "fixed", colors } });
    expect(colors).toEqual(expect.arrayContaining([...map.palette]));
    const painted = quantise(raster, colors);
    const known = new Set([...colors, "transparent"]);
    for (let at = 0; at < painted.data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha] = painted.data.subarray(at, at + 4);
      const hex = `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
      if (!known.has(alpha === 0 ? "transparent" : hex)) throw new Error(`${hex} is none of them`);
    }
  }
});

test("a photo becomes regions that hold together", () => {
  const map = labelRaster(photograph(200, 150), { ...source, palette: { kind: "count", count: 8 } });
  expect(map.palette.length).toBeLessThanOrEqual(8);
  expect(findRegions(map.labels, 200, 150).length).toBeLessThan(100);
});

test("what is transparent stays so, and the edge to it is where it is half covered", async () => {
  const map = labelRaster(await draw('<circle cx="64.3" cy="63.8" r="40" fill="#0a0"/>', 128), source);
  expect(map.palette).toEqual(["#00aa00"]);
  const covered = map.labels.filter((label) => label !== TRANSPARENT).length;
  expect(covered / (Math.PI * 40 ** 2)).toBeCloseTo(1, 2);
});

test("glass is opaque and looks as on white paper", async () => {
  const map = labelRaster(
    await draw('<rect x="8" y="8" width="40" height="40" fill="#000" fill-opacity=".25"/>', 64),
    source,
  );
  expect(map.palette).toEqual(["#bfbfbf"]);
  expect(map.labels.filter((label) => label === 0)).toHaveLength(40 * 40);
});

test("speckles go to the neighbour they touch most, holes are filled", async () => {
  const art = await draw(
    '<rect width="64" height="64" fill="#fff"/><rect x="32" width="32" height="64" fill="#00f"/><rect x="31" y="20" width="3" height="3" fill="#f00"/><rect x="10" y="10" width="5" height="5" fill="#f00"/>',
    64,
  );
  const map = labelRaster(art, source);
  expect(colorAt(map, 32, 21)).toBe("#0000ff");
  expect(share(map, "#ff0000")).toBeCloseTo(25 / 64 ** 2, 6);
});

test("the same picture always gets the same labels", async () => {
  const raster = await emoji("1f3d6", 160);
  expect(labelRaster(raster, source)).toEqual(labelRaster(raster, source));
});

test.each([
  [1, 1],
  [2, 1],
  [1, 300],
])("a picture of %i × %i pixels has labels", (width, height) => {
  const data = new Uint8Array(width * height * 4).fill(255);
  data.set([10, 20, 30], 0);
  const map = labelRaster({ width, height, data }, source);
  expect(map.labels).toHaveLength(width * height);
  expect(map.palette.length).toBeGreaterThan(0);
});
