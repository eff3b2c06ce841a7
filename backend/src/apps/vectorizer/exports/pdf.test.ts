import { expect, test } from "bun:test";
import { inflateSync } from "node:zlib";
import { badge, rectangle, shape } from "./drawing.fixture";
import { hostileTitles } from "./hostile-titles.fixture";
import { type Painted, readOperators } from "./operators.fixture";
import { writePdf } from "./pdf";
import { plainTitle } from "./title";

/** As characters of one byte, so that offsets are those of the file. */
const textOf = (pdf: Uint8Array) => Buffer.from(pdf).toString("latin1");

const numbersAfter = (text: string, name: string) =>
  new RegExp(`${name} \\[([^\\]]*)\\]`).exec(text)?.[1]?.trim().split(/\s+/).map(Number);

/** The page's content, inflated. */
function contentOf(pdf: Uint8Array): string {
  const text = textOf(pdf);
  const [, id] = /\/Contents (\d+) 0 R/.exec(text) ?? [];
  const start = text.indexOf("stream\n", text.indexOf(`\n${id} 0 obj`)) + "stream\n".length;
  return textOf(inflateSync(pdf.subarray(start, text.indexOf("\nendstream", start))));
}

const hex = ({ rgb }: Painted) =>
  `#${rgb
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

test("one page of the drawing's size, at three quarters of a point a pixel, without fonts", async () => {
  const text = textOf(await writePdf(badge(), { title: "Badge" }));
  expect(text).toStartWith("%PDF-1.7");
  expect(text.trimEnd()).toEndWith("%%EOF");
  expect(numbersAfter(text, "/MediaBox")).toEqual([0, 0, 180, 120]);
  expect(text).toContain("/Count 1");
  expect(text).not.toContain("/Type /Font");
  expect(text).not.toContain("/Subtype /Image");
});

test("a drawing that is larger than a page may be fits a page that readers take", async () => {
  const wide = { width: 40_000, height: 1_000, gaps: [], shapes: [shape("#000000", [rectangle(0, 0, 40_000, 10)])] };
  const pdf = await writePdf(wide, { title: "Wide" });
  expect(numbersAfter(textOf(pdf), "/MediaBox")).toEqual([0, 0, 14_400, 360]);
  expect(contentOf(pdf)).toContain("0.36 0 0 0.36 0 0 cm");
});

test("every outline is there, to a ten-thousandth of a pixel, in its colour and order, filled by the even-odd rule", async () => {
  const { gaps, shapes } = badge();
  const content = contentOf(await writePdf(badge(), { title: "Badge" }));
  // The y axis goes down, as in the drawing.
  expect(content).toMatch(/^1 0 0 -1 0 120 cm\n0\.75 0 0 0\.75 0 0 cm\n/);
  const painted = readOperators(content);
  expect(painted.map((part) => [part.kind, hex(part)])).toEqual([
    ...gaps.map(({ color }) => ["stroked", color]),
    ...shapes.map(({ color }) => ["filled", color]),
  ]);
  for (const [index, { subpaths }] of [...gaps, ...shapes].entries()) {
    const outlines = painted[index]?.outlines ?? [];
    const read = outlines.flatMap(({ x, y, segments }) => [x, y, ...segments.flat()]);
    const drawn = subpaths.flatMap(({ x, y, segments }) => [x, y, ...segments.flat()]);
    expect(read).toHaveLength(drawn.length);
    for (const [position, value] of drawn.entries()) expect(read[position]).toBeCloseTo(value, 4);
  }
  expect(painted[0]?.width).toBe(1);
});

test("opacity is kept, for the shape that has it and no other", async () => {
  const pdf = await writePdf(badge(), { title: "Badge" });
  const text = textOf(pdf);
  const opacities = [...text.matchAll(/\/ca ([\d.]+)/g)].map(([, value]) => Number(value));
  expect(opacities).toEqual([0.5, 1]);
  const states = readOperators(contentOf(pdf)).map(({ state }) => state);
  expect(states).toEqual([null, null, null, null, "/Gs1", "/Gs2", "/Gs2"]);
});

test.each(hostileTitles)(
  "a title with %s is read as it was written, in the file's information and its XMP",
  async (_, title) => {
    const text = textOf(await writePdf(badge(), { title }));
    const [, id] = /\/Title (\d+) 0 R/.exec(text) ?? [];
    const [, literal = ""] =
      new RegExp(`\\n${id} 0 obj\\n\\(((?:[^\\\\)]|\\\\[\\s\\S])*)\\)\\nendobj`).exec(text) ?? [];
    expect(readLiteral(literal)).toBe(plainTitle(title));
    const [, xmp = ""] = /<rdf:li xml:lang="x-default">([\s\S]*?)<\/rdf:li>/.exec(text) ?? [];
    expect(xmp).not.toMatch(/[<>]|&(?!lt;|gt;|amp;)/);
    expect(readXml(Buffer.from(xmp, "latin1").toString())).toBe(plainTitle(title));
    expect(text.match(/startxref/g)).toHaveLength(1);
  },
);

/** A literal string of PDF: its escapes, then UTF-16 where it begins with the mark of it. */
function readLiteral(literal: string): string {
  const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  const text = literal.replace(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign);
  const bytes = Buffer.from(text, "latin1");
  return bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString("utf16le") : text;
}

const readXml = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
