import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Drawing, Segment, Subpath } from "../drawing";
import { renderSvg } from "../picture";
import { readPathData } from "./read-path-data";
import { readSvg } from "./read-svg";
import { type SvgOptions, writeSvg } from "./write-svg";

const plain: SvgOptions = { precision: 2, groupByColor: false, title: "A drawing", isOptimised: false };

const coordinate = fc.integer({ min: -2_000, max: 70_000 }).map((units) => units / 100);
const line = fc.tuple(coordinate, coordinate);
const curve = fc.tuple(coordinate, coordinate, coordinate, coordinate, coordinate, coordinate);
const outline: fc.Arbitrary<Subpath> = fc.record({
  x: coordinate,
  y: coordinate,
  segments: fc.array(fc.oneof(line, curve) as fc.Arbitrary<Segment>, { minLength: 3, maxLength: 12 }),
});
const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const drawing: fc.Arbitrary<Drawing> = fc.record({
  width: fc.integer({ min: 1, max: 700 }),
  height: fc.integer({ min: 1, max: 700 }),
  gaps: fc.array(fc.record({ color, width: fc.constantFrom(1, 1.5), subpaths: fc.array(outline, { minLength: 1 }) })),
  shapes: fc.array(
    fc.record({ color, opacity: fc.constantFrom(1, 0.5), subpaths: fc.array(outline, { minLength: 1, maxLength: 3 }) }),
  ),
});

/** Where every subpath starts and its segments end, to a hundredth. */
function nodesOf({ gaps, shapes }: Drawing) {
  return [...gaps, ...shapes].map(({ subpaths }) =>
    subpaths.map(({ x, y, segments }) =>
      [[x, y], ...segments.map((segment) => segment.slice(-2))].map(([atX = 0, atY = 0]) => [
        Math.round(atX * 100),
        Math.round(atY * 100),
      ]),
    ),
  );
}

test("what is written reads back as it was, however it is written", () => {
  fc.assert(
    fc.property(drawing, fc.boolean(), (original, groupByColor) => {
      const svg = writeSvg(original, { ...plain, groupByColor });
      const read = readSvg(svg);
      expect({ ...read, gaps: [], shapes: [] }).toEqual({ ...original, gaps: [], shapes: [] });
      expect(writeSvg(read, { ...plain, groupByColor })).toBe(svg);
      const short = readSvg(writeSvg(read, { ...plain, groupByColor, isOptimised: true }));
      const count = (from: Drawing) => nodesOf(from).flat(2).length;
      expect(count(short)).toBe(count(read));
    }),
  );
});

test("short paths keep every node within half of the last decimal place, however long they are", () => {
  fc.assert(
    fc.property(fc.array(outline, { minLength: 1, maxLength: 40 }), (subpaths) => {
      const original = { width: 700, height: 700, gaps: [], shapes: [{ color: "#123456", opacity: 1, subpaths }] };
      const [long, short] = [false, true].map((isOptimised) =>
        nodesOf(readSvg(writeSvg(original, { ...plain, isOptimised }))),
      );
      expect(short).toEqual(long as number[][][][]);
    }),
  );
});

test("a short path has no letter, zero or space too many", () => {
  const subpaths: Subpath[] = [
    {
      x: 0.5,
      y: 0.5,
      segments: [
        [10.5, 0.5],
        [10.5, 10.5],
        [0.25, 10],
        [0.5, 0.5],
      ],
    },
    {
      x: 20,
      y: 20,
      segments: [
        [20, 15, 25, 15, 25, 20],
        [25, 25, 20, 25, 20, 20],
      ],
    },
  ];
  const svg = writeSvg(
    { width: 30, height: 30, gaps: [], shapes: [{ color: "#ffcc00", opacity: 1, subpaths }] },
    { ...plain, isOptimised: true, title: "" },
  );
  expect(svg).toContain('<path fill="#fc0" d="M.5.5h10v10L.25 10zM20 20c0-5 5-5 5 0s-5 5-5 0z"/>');
});

test("a title cannot leave its element", () => {
  const svg = writeSvg({ width: 1, height: 1, gaps: [], shapes: [] }, { ...plain, title: "</title><script>&\u0000" });
  expect(svg).toContain("<title>&lt;/title&gt;&lt;script&gt;&amp;</title>");
  expect(readSvg(svg).shapes).toEqual([]);
});

test("shapes of one colour are one path unless another lies between", () => {
  const square = (x: number, y: number, fill: string, side = 10) => ({
    color: fill,
    opacity: 1,
    subpaths: [
      {
        x,
        y,
        segments: [
          [x + side, y],
          [x + side, y + side],
          [x, y + side],
        ] as Segment[],
      },
    ],
  });
  const write = (shapes: Drawing["shapes"]) =>
    readSvg(writeSvg({ width: 99, height: 99, gaps: [], shapes }, { ...plain, isOptimised: true })).shapes.length;
  expect(write([square(0, 0, "#ff0000"), square(20, 0, "#0000ff"), square(40, 0, "#ff0000")])).toBe(2);
  expect(write([square(0, 0, "#ff0000"), square(35, 0, "#0000ff"), square(40, 0, "#ff0000")])).toBe(3);
  expect(write([square(0, 0, "#ff0000"), square(5, 5, "#ff0000")])).toBe(2);
});

test.each([
  ["a script", '<svg width="1" height="1"><script>alert(1)</script></svg>'],
  ["an event handler", '<svg width="1" height="1" onload="alert(1)"></svg>'],
  ["a link", '<svg width="1" height="1"><path d="M0 0h1v1z" href="https://example.com"/></svg>'],
  ["an entity", '<!DOCTYPE svg [<!ENTITY a "b">]><svg width="1" height="1"></svg>'],
  ["a paint server", '<svg width="1" height="1"><path d="M0 0h1v1z" fill="url(#a)"/></svg>'],
  ["an arc", '<svg width="1" height="1"><path d="M0 0A1 1 0 0 0 1 1z"/></svg>'],
  ["text after the end", '<svg width="1" height="1"></svg><svg width="1" height="1"></svg>'],
  ["no end", '<svg width="1" height="1"><path d="M0 0h1v1z"/>'],
])("refuses a file with %s", (_, svg) => {
  expect(() => readSvg(svg)).toThrow(SyntaxError);
});

test("relative, absolute, smooth and repeated commands are read alike", () => {
  const [first, second] = readPathData("m1,2 3,4-1 1zM0 0 10 10 20 0C20 5 10 5 10 10S0 15 0 10H-1V.5.25z");
  expect(first).toEqual({
    x: 1,
    y: 2,
    segments: [
      [4, 6],
      [3, 7],
    ],
  });
  expect(second?.segments.slice(2)).toEqual([
    [20, 5, 10, 5, 10, 10],
    [10, 15, 0, 15, 0, 10],
    [-1, 10],
    [-1, 0.5],
    [-1, 0.25],
  ]);
});

test("a rendered drawing has the size asked for and nothing where nothing is painted", async () => {
  const svg = writeSvg(
    {
      width: 10,
      height: 5,
      gaps: [],
      shapes: [
        {
          color: "#ff0000",
          opacity: 1,
          subpaths: [
            {
              x: 0,
              y: 0,
              segments: [
                [5, 0],
                [5, 5],
                [0, 5],
              ],
            },
          ],
        },
      ],
    },
    plain,
  );
  const raster = await renderSvg(svg, 40, 20);
  const at = (x: number, y: number) => [...raster.data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];
  expect(at(19, 10)).toEqual([255, 0, 0, 255]);
  expect(at(20, 10)[3]).toBe(0);
});
