import type { Segment, Subpath } from "../drawing";

const TOKEN = /\s*,?\s*(?:([MLHVCSZmlhvcsz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))/y;
/** Coordinates that each command takes at a time. */
const ARITY: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Z: 0 };

/**
 * @param origin what a translation adds to every position
 * @throws on anything but the commands M L H V C S Z, absolute or relative, and their numbers
 */
export function readPathData(data: string, origin: readonly [x: number, y: number] = [0, 0]): Subpath[] {
  const subpaths: { x: number; y: number; segments: Segment[] }[] = [];
  let [x, y] = origin;
  let control: readonly [number, number] | null = null;
  let current: (typeof subpaths)[number] | undefined;
  const begin = (atX: number, atY: number) => {
    current = { x: atX, y: atY, segments: [] };
    subpaths.push(current);
  };
  /** After a "Z" the next outline begins where the last one did. */
  const outline = () => {
    if (!current) begin(x, y);
    return current as NonNullable<typeof current>;
  };

  for (const { command, values } of commandsOf(data)) {
    const isRelative = command !== command.toUpperCase();
    const [fromX, fromY] = isRelative ? [x, y] : origin;
    const letter = command.toUpperCase();
    const number = (index: number) => values[index] as number;
    const atX = (index: number) => fromX + number(index);
    const atY = (index: number) => fromY + number(index);
    if (letter !== "M" && subpaths.length === 0) throw new SyntaxError("A path begins with M.");
    if (letter === "Z") {
      const last = subpaths.at(-1);
      if (last) [x, y] = [last.x, last.y];
      current = undefined;
      control = null;
      continue;
    }
    if (letter === "M") {
      [x, y] = [atX(0), atY(1)];
      begin(x, y);
      control = null;
    } else if (letter === "C" || letter === "S") {
      const mirrored: readonly [number, number] = control ? [2 * x - control[0], 2 * y - control[1]] : [x, y];
      const [x1, y1] = letter === "C" ? ([atX(0), atY(1)] as const) : mirrored;
      const at = letter === "C" ? 2 : 0;
      const [x2, y2, endX, endY] = [atX(at), atY(at + 1), atX(at + 2), atY(at + 3)];
      outline().segments.push([x1, y1, x2, y2, endX, endY]);
      control = [x2, y2];
      [x, y] = [endX, endY];
    } else {
      const end = outline();
      if (letter !== "V") x = atX(0);
      if (letter !== "H") y = letter === "V" ? fromY + number(0) : atY(1);
      end.segments.push([x, y]);
      control = null;
    }
  }
  return subpaths.filter(({ segments }) => segments.length > 0);
}

function* commandsOf(data: string): Generator<{ command: string; values: number[] }> {
  let command = "";
  let values: number[] = [];
  let at = 0;
  const end = data.trimEnd().length;
  while (at < end) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(data);
    if (!match) throw new SyntaxError(`Not path data: ${JSON.stringify(data.slice(at, at + 20))}`);
    at = TOKEN.lastIndex;
    const [, letter, number] = match;
    if (letter) {
      if (values.length > 0) throw new SyntaxError(`${command} has too few numbers.`);
      command = letter;
      if (ARITY[letter.toUpperCase()] === 0) yield { command, values: [] };
      continue;
    }
    const arity = ARITY[command.toUpperCase()];
    if (!arity) throw new SyntaxError("A number without a command.");
    values.push(Number(number));
    if (values.length < arity) continue;
    yield { command, values };
    values = [];
    if (command === "M") command = "L";
    if (command === "m") command = "l";
  }
  if (values.length > 0) throw new SyntaxError(`${command} has too few numbers.`);
}
