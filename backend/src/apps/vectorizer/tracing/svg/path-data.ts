import type { Segment, Subpath } from "../drawing";

/** Outlines that are filled are closed; lines are when they end where they begin. */
export type PathKind = "filled" | "line";

export interface PathDataOptions {
  /** Decimal places of a coordinate. */
  precision: number;
  kind: PathKind;
  /** Relative or absolute, whichever is shorter, with no separator that can be left out. */
  isShort: boolean;
}

/**
 * The `d` of subpaths. Positions are rounded, not distances, so that no error adds up along the path; what rounding
 * makes a point vanishes.
 *
 * @returns an empty text when nothing is left
 */
export function writePathData(subpaths: readonly Subpath[], { precision, kind, isShort }: PathDataOptions): string {
  const pen = isShort ? createShortPen(precision) : createPlainPen(precision);
  const scale = 10 ** precision;
  for (const subpath of subpaths) {
    const start: Point = [Math.round(subpath.x * scale), Math.round(subpath.y * scale)];
    const segments = roundSegments(start, subpath.segments, scale);
    const [endX, endY] = endOf(segments.at(-1) ?? start);
    const isClosed = kind === "filled" || (endX === start[0] && endY === start[1]);
    if (isClosed && segments.at(-1)?.length === 2 && endX === start[0] && endY === start[1]) segments.pop();
    // A line there and back encloses nothing.
    if (segments.length === 0 || (kind === "filled" && segments.length < 2 && segments[0]?.length === 2)) continue;
    pen.move(start);
    for (const segment of segments) pen.draw(segment);
    if (isClosed) pen.close();
  }
  return pen.text();
}

type Point = readonly [x: number, y: number];

/** In units of the last decimal place. */
function roundSegments(start: Point, segments: readonly Segment[], scale: number): Segment[] {
  const rounded: Segment[] = [];
  let [x, y] = start;
  for (const segment of segments) {
    const next = segment.map((value) => Math.round(value * scale)) as unknown as Segment;
    const [endX, endY] = endOf(next);
    if (next.length === 6 && !isStraight([x, y], next)) rounded.push(next);
    else if (endX !== x || endY !== y) rounded.push([endX, endY]);
    [x, y] = [endX, endY];
  }
  return rounded;
}

function endOf(segment: Segment): Point {
  return segment.length === 2 ? segment : [segment[4], segment[5]];
}

/** Whether both control points lie on the line between the ends. */
function isStraight([x, y]: Point, [x1, y1, x2, y2, endX, endY]: Extract<Segment, { length: 6 }>): boolean {
  const [dx, dy] = [endX - x, endY - y];
  const lengthSquared = dx * dx + dy * dy;
  if (lengthSquared === 0) return x1 === x && y1 === y && x2 === x && y2 === y;
  return [
    [x1 - x, y1 - y],
    [x2 - x, y2 - y],
  ].every(([px = 0, py = 0]) => {
    const along = px * dx + py * dy;
    return px * dy - py * dx === 0 && along >= 0 && along <= lengthSquared;
  });
}

interface Pen {
  move(to: Point): void;
  draw(segment: Segment): void;
  close(): void;
  text(): string;
}

/** Absolute coordinates with room between them, for those who read the file. */
function createPlainPen(precision: number): Pen {
  const parts: string[] = [];
  const write = (values: readonly number[]) => values.map((value) => formatNumber(value, precision)).join(" ");
  return {
    move: (to) => parts.push(`M${write(to)}`),
    draw: (segment) => parts.push(`${segment.length === 2 ? "L" : "C"}${write(segment)}`),
    close: () => parts.push("Z"),
    text: () => parts.join(" "),
  };
}

/** Picks the shortest of all ways to write each segment. */
function createShortPen(precision: number): Pen {
  const parts: string[] = [];
  let command = "";
  let lastNumber = "";
  let [x, y] = [0, 0];
  let start: Point = [0, 0];
  /** The last control point of a curve that went before. */
  let control: Point | null = null;

  const candidate = (letter: string, values: readonly number[]) => {
    // Coordinates that follow a move without a letter are lines.
    const isImplied = letter === command || (command === "M" && letter === "L") || (command === "m" && letter === "l");
    let text = isImplied ? "" : letter;
    let before = isImplied ? lastNumber : "";
    for (const value of values) {
      const number = formatNumber(value, precision);
      const isApart = before === "" || number.startsWith("-") || (number.startsWith(".") && before.includes("."));
      text += isApart ? number : ` ${number}`;
      before = number;
    }
    return { letter, text, lastNumber: before };
  };
  const put = (candidates: ReturnType<typeof candidate>[]) => {
    const shortest = candidates.reduce((best, next) => (next.text.length < best.text.length ? next : best));
    parts.push(shortest.text);
    command = shortest.letter;
    lastNumber = shortest.lastNumber;
  };
  const relative = (values: readonly number[]) => values.map((value, index) => value - (index % 2 ? y : x));
  const either = (letter: string, values: readonly number[]) => [
    candidate(letter, values),
    candidate(letter.toLowerCase(), relative(values)),
  ];

  return {
    move(to) {
      // "m" and "M" again would be lines.
      command = "";
      put(either("M", to));
      [x, y] = to;
      start = to;
      control = null;
    },
    draw(segment) {
      const [endX, endY] = endOf(segment);
      if (segment.length === 6) {
        const [x1, y1, x2, y2] = segment;
        const [mirrorX, mirrorY] = control ? [2 * x - control[0], 2 * y - control[1]] : [x, y];
        const isMirrored = Math.abs(x1 - mirrorX) <= 1 && Math.abs(y1 - mirrorY) <= 1;
        put([...(isMirrored ? either("S", [x2, y2, endX, endY]) : []), ...either("C", segment)]);
        control = [x2, y2];
      } else {
        if (endY === y) put([candidate("h", [endX - x]), candidate("H", [endX])]);
        else if (endX === x) put([candidate("v", [endY - y]), candidate("V", [endY])]);
        else put(either("L", [endX, endY]));
        control = null;
      }
      [x, y] = [endX, endY];
    },
    close() {
      parts.push("z");
      [x, y] = start;
      command = "z";
      control = null;
    },
    text: () => parts.join(""),
  };
}

/** @param value in units of the last decimal place */
function formatNumber(value: number, precision: number): string {
  if (precision === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(precision + 1, "0");
  const decimals = digits.slice(-precision).replace(/0+$/, "");
  const whole = digits.slice(0, -precision);
  const sign = value < 0 ? "-" : "";
  if (decimals === "") return `${whole === "0" ? "" : sign}${whole}`;
  return `${sign}${whole === "0" ? "" : whole}.${decimals}`;
}
