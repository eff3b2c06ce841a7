import { expect, test } from "bun:test";
import type { ExportFormat, LayerEdit } from "@lumiku/contracts/vectorizer-traces";
import sharp from "sharp";
import type { Drawing } from "../tracing/drawing";
import { readSvg } from "../tracing/svg/read-svg";
import { writeSvg } from "../tracing/svg/write-svg";
import { badge } from "./drawing.fixture";
import { readDxf } from "./dxf.fixture";
import { exportDrawing } from "./export-drawing";
import { hostileTitles } from "./hostile-titles.fixture";

const traced = (isOptimised: boolean, groupByColor = false, drawing: Drawing = badge()) =>
  writeSvg(drawing, { precision: 2, groupByColor, title: "Badge", isOptimised });

const svg = traced(true);
const textOf = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);
const exported = (
  format: ExportFormat,
  given: { edits?: LayerEdit[]; title?: string; size?: number; svg?: string } = {},
) => exportDrawing({ svg, edits: [], format, title: "Badge", size: 480, ...given });

/** Names and contents of an archive, by its central directory. */
function readZip(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = Buffer.from(zip).lastIndexOf("PK\u0005\u0006");
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [size, nameLength] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true)];
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    files.set(name, zip.subarray(start, start + size));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

test.each([
  [true, false],
  [true, true],
  [false, false],
  [false, true],
])("without edits the SVG is the one that was traced (short: %p, grouped: %p)", async (isOptimised, groupByColor) => {
  const stored = traced(isOptimised, groupByColor);
  expect(textOf(await exported("svg", { svg: stored }))).toBe(stored);
  const renamed = textOf(await exported("svg", { svg: stored, title: "<Logo>" }));
  expect(renamed).toBe(stored.replace("Badge", "&lt;Logo&gt;"));
});

test("edits are in every format", async () => {
  const hidden = { becomes: null, isHidden: true, isDeleted: false };
  const edits: LayerEdit[] = [
    { ...hidden, color: "#f5c211", isHidden: false, becomes: "#613583" },
    { ...hidden, color: "#0a64c8" },
  ];
  for (const format of ["svg", "svg-optimised"] as const) {
    const colors = textOf(await exported(format, { edits })).match(/(?<=(?:fill|stroke)=")#\w+/g);
    expect(colors).toEqual(["#613583", "#fff", "#c01c28", "#26a269"]);
  }
  const layers = readDxf(textOf(await exported("dxf", { edits }))).layers.map(({ name }) => name);
  expect(layers).toEqual(["0", "#613583", "#ffffff", "#c01c28", "#26a269"]);
  expect(textOf(await exported("eps", { edits }))).toContain("0.3804 0.2078 0.5137 rg");
  const png = await sharp((await exported("png", { edits })).bytes)
    .ensureAlpha()
    .raw()
    .toBuffer();
  const pixel = (x: number, y: number) => [...png.subarray((y * 480 + x) * 4, (y * 480 + x) * 4 + 4)];
  expect(pixel(440, 20)).toEqual([0x61, 0x35, 0x83, 255]);
  expect(pixel(20, 20)).toEqual([0, 0, 0, 0]);
});

test("the longest side of a PNG is as asked for, the other in proportion and never nothing", async () => {
  const sizeOf = async (request: Parameters<typeof exported>[1]) => {
    const { width, height } = await sharp((await exported("png", request)).bytes).metadata();
    return [width, height];
  };
  expect(await sizeOf({ size: 16 })).toEqual([16, 11]);
  expect(await sizeOf({ size: 2_400 })).toEqual([2_400, 1_600]);
  const thin = traced(true, false, { ...badge(), width: 1, height: 400 });
  expect(await sizeOf({ size: 100, svg: thin })).toEqual([1, 100]);
});

test("the optimised SVG is no larger and looks the same", async () => {
  const [own, optimised] = await Promise.all([exported("svg", { svg: traced(false) }), exported("svg-optimised")]);
  expect(optimised.bytes.length).toBeLessThan(own.bytes.length);
  const [one, other] = await Promise.all(
    [own, optimised].map(({ bytes }) => sharp(bytes).flatten({ background: "#fff" }).raw().toBuffer()),
  );
  const apart = one?.reduce((sum, value, index) => sum + Math.abs(value - (other?.[index] ?? 0)), 0) ?? 0;
  expect(apart / (one?.length ?? 1)).toBeLessThan(0.1);
});

test.each([
  ["svg", "image/svg+xml", "svg", "<svg "],
  ["svg-optimised", "image/svg+xml", "svg", "<svg "],
  ["pdf", "application/pdf", "pdf", "%PDF-"],
  ["eps", "application/postscript", "eps", "%!PS-Adobe-3.0 EPSF-3.0"],
  ["dxf", "image/vnd.dxf", "dxf", "0\nSECTION"],
  ["png", "image/png", "png", "\ufffdPNG"],
  ["zip", "application/zip", "zip", "PK\u0003\u0004"],
] as const)("%s says what it is and is it", async (format, mime, extension, start) => {
  const file = await exported(format);
  expect(file).toMatchObject({ mime, extension });
  expect(textOf(file)).toStartWith(start);
});

test("a ZIP has the same files that come one by one, and the colours as a palette", async () => {
  const files = readZip((await exported("zip", { title: "Amal's Badge" })).bytes);
  const endings = [".svg", "-optimised.svg", ".pdf", ".eps", ".dxf", ".png", ".gpl"];
  expect([...files.keys()]).toEqual(endings.map((ending) => `amal-s-badge${ending}`));
  for (const format of ["svg", "eps", "dxf", "png"] as const) {
    const alone = await exported(format, { title: "Amal's Badge" });
    expect(files.get(`amal-s-badge.${alone.extension}`)).toEqual(alone.bytes);
  }
  const palette = new TextDecoder().decode(files.get("amal-s-badge.gpl"));
  expect(palette).toBe(
    [
      ...["GIMP Palette", "Name: Amal's Badge", "#", " 10 100 200\t#0a64c8", "245 194  17\t#f5c211"],
      ...["255 255 255\t#ffffff", "192  28  40\t#c01c28", " 38 162 105\t#26a269", ""],
    ].join("\n"),
  );
});

test.each(hostileTitles)("a title with %s gets into no file but as a title", async (_, title) => {
  const files = readZip((await exported("zip", { title, size: 48 })).bytes);
  expect(files.size).toBe(7);
  for (const [name, bytes] of files) {
    expect(name).toMatch(/^[\p{L}\p{M}\p{N}_-]+(-optimised)?\.\w+$/u);
    const text = new TextDecoder().decode(bytes);
    if (name.endsWith(".svg"))
      expect(text.replace(/<title>[^<]*<\/title>/, "")).not.toMatch(/<(?!\/?(svg|g|path)\b)|\son\w+=/);
    if (name.endsWith(".dxf")) expect(text).toBe(textOf(await exported("dxf")));
    if (name.endsWith(".gpl")) expect(text.split("\n")).toHaveLength(9);
  }
});

test("what the tracer did not write is refused", async () => {
  const foreign = [
    "",
    "<svg><script/></svg>",
    svg.replace("<title>", "<script>alert(1)</script><title>"),
    svg.replace("<path", '<path onload="alert(1)"'),
    svg.replace("<title>", '<image href="file:///etc/passwd"/><title>'),
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg}`,
  ];
  for (const text of foreign) expect(exported("svg", { svg: text })).rejects.toThrow();
});

test("a drawing of which everything is hidden is an empty file of each format", async () => {
  const colors = [...new Set(badge().shapes.map(({ color }) => color))];
  const edits = colors.map((color) => ({ color, becomes: null, isHidden: false, isDeleted: true }));
  const files = readZip((await exported("zip", { edits })).bytes);
  expect(files.size).toBe(7);
  expect(readSvg(new TextDecoder().decode(files.get("badge.svg"))).shapes).toEqual([]);
  const { isOpaque, channels } = await sharp(files.get("badge.png")).stats();
  expect([isOpaque, channels[3]?.max]).toEqual([false, 0]);
});
