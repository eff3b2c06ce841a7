import { expect, test } from "bun:test";
import { badge } from "./drawing.fixture";
import { writeEps } from "./eps";
import { hostileTitles } from "./hostile-titles.fixture";
import { readOperators } from "./operators.fixture";

const write = (drawing = badge(), title = "Badge") => new TextDecoder().decode(writeEps(drawing, { title }));
const bodyOf = (eps: string) => eps.slice(eps.indexOf("setlinejoin"), eps.indexOf("\nrestore"));

test("it is an EPSF whose comments say its size, in whole points and exactly", () => {
  const lines = write({ ...badge(), width: 241, height: 161 }).split("\n");
  expect(lines[0]).toBe("%!PS-Adobe-3.0 EPSF-3.0");
  expect(lines).toContain("%%BoundingBox: 0 0 181 121");
  expect(lines).toContain("%%HiResBoundingBox: 0 0 180.75 120.75");
  expect(lines).toContain("%%Title: (Badge)");
  const order = ["%%EndComments", "%%BeginProlog", "%%EndProlog", "%%Page: 1 1", "%%Trailer", "%%EOF"];
  expect(lines.filter((line) => order.includes(line))).toEqual(order);
  expect(lines.every((line) => line.length <= 255)).toBe(true);
});

test("it leaves the graphics state and the stack as they were, and paints within its box only", () => {
  const eps = write();
  expect(eps).toContain("save\nlumiku begin\n0 0 180 120 rectclip\n");
  expect(eps).toContain("\nend\nrestore\nshowpage\n");
  // Everything that is called is defined, or belongs to the language.
  const called = new Set(bodyOf(eps).match(/(?<=\s)[a-zA-Z*]+/g));
  const own = new Set([...eps.matchAll(/^\/(\S+) \{/gm)].map(([, name]) => name));
  expect([...called].filter((name) => !own.has(name))).toEqual(["end"]);
});

test("every outline is there, to a ten-thousandth of a pixel, in its colour and order, the y axis turned", () => {
  const eps = write();
  expect(eps).toContain("[0.75 0 0 -0.75 0 120] concat");
  const { gaps, shapes } = badge();
  const painted = readOperators(bodyOf(eps));
  expect(painted.map(({ kind }) => kind)).toEqual(["stroked", ...shapes.map(() => "filled" as const)]);
  for (const [index, { subpaths }] of [...gaps, ...shapes].entries()) {
    const read = painted[index]?.outlines.flatMap(({ x, y, segments }) => [x, y, ...segments.flat()]) ?? [];
    const drawn = subpaths.flatMap(({ x, y, segments }) => [x, y, ...segments.flat()]);
    expect(read).toHaveLength(drawn.length);
    for (const [position, value] of drawn.entries()) expect(read[position]).toBeCloseTo(value, 4);
  }
  expect(painted[2]?.rgb.map((channel) => Math.round(channel * 255))).toEqual([0xf5, 0xc2, 0x11]);
});

test("what shines through is painted as it looks over white", () => {
  const veil = readOperators(bodyOf(write()))[4];
  const expected = [0xc0, 0x1c, 0x28].map((channel) => (channel + 255) / 2 / 255);
  for (const [index, channel] of expected.entries()) expect(veil?.rgb[index]).toBeCloseTo(channel, 3);
});

test("a line that is open stays open", () => {
  const open = { x: 0, y: 0, segments: [[10, 0] as const, [10, 10] as const] };
  const closed = { x: 0, y: 0, segments: [[10, 0] as const, [10, 10] as const, [0, 0] as const] };
  const eps = write({ ...badge(), shapes: [], gaps: [{ color: "#000000", width: 2, subpaths: [open, closed] }] });
  expect(readOperators(bodyOf(eps))[0]).toMatchObject({
    width: 2,
    outlines: [{ isClosed: false }, { isClosed: true }],
  });
});

test.each(hostileTitles)("a title with %s stays a title", (_, title) => {
  const eps = write(badge(), title);
  const plain = write(badge(), "Badge");
  expect(eps).toMatch(/^[\n -~]*$/);
  const lines = eps.split("\n");
  const at = lines.findIndex((line) => line.startsWith("%%Title: "));
  expect(lines[at]).toMatch(/^%%Title: \((?:[^\\()]|\\[\\()])+\)$/);
  expect(lines[at]?.length).toBeLessThanOrEqual(255);
  expect(lines.toSpliced(at, 1)).toEqual(plain.split("\n").toSpliced(at, 1));
});
