import type { Segment, Subpath } from "../tracing/drawing";

/** What some operators paint. */
export interface Painted {
  /** 0–1 each. */
  rgb: number[];
  kind: "filled" | "stroked";
  /** Of a line; 1 before it is set. */
  width: number;
  /** The graphics state that was named last, of a PDF. */
  state: string | null;
  /** In pixels. */
  outlines: (Subpath & { isClosed: boolean })[];
}

/** Runs the operators that PDF and the EPS have in common; of all others, it keeps the operands out of the way. */
export function readOperators(text: string): Painted[] {
  const painted: Painted[] = [];
  let stack: string[] = [];
  let outlines: { x: number; y: number; segments: Segment[]; isClosed: boolean }[] = [];
  let [fill, stroke, width, state] = [[0, 0, 0], [0, 0, 0], 1, null as string | null];
  const paint = (kind: Painted["kind"], rgb: number[]) => {
    painted.push({ rgb, kind, width, state, outlines });
    outlines = [];
  };
  const operators = new Map<string, (numbers: number[]) => void>([
    ["m", ([x = 0, y = 0]) => outlines.push({ x, y, segments: [], isClosed: false })],
    ["l", (numbers) => outlines.at(-1)?.segments.push(numbers as unknown as Segment)],
    ["c", (numbers) => outlines.at(-1)?.segments.push(numbers as unknown as Segment)],
    ["h", () => Object.assign(outlines.at(-1) ?? {}, { isClosed: true })],
    ["rg", (numbers) => (fill = numbers)],
    ["RG", (numbers) => (stroke = numbers)],
    ["w", ([value = 1]) => (width = value)],
    ["gs", () => (state = stack.at(-1) ?? null)],
    ["f*", () => paint("filled", fill)],
    // PostScript has one colour for both.
    ["S", () => paint("stroked", /RG/.test(text) ? stroke : fill)],
  ]);
  for (const token of text.split(/\s+/)) {
    if (/^[-+.\d[\]/]/.test(token)) stack.push(token);
    else {
      operators.get(token)?.(stack.map(Number));
      stack = [];
    }
  }
  return painted;
}
