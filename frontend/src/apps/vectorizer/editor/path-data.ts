/** A rectangle by its corners, in the units of the picture. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Outline {
  /** Where segments meet: x and y in turn. */
  nodes: Float32Array;
  /** Holds the outline and its control points. */
  box: Box;
}

/** How many numbers each command of SVG path data takes (https://www.w3.org/TR/SVG2/paths.html#PathData). */
const operands: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

const token = /[MLHVCSQTAZ]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** The nodes of a path, and what it lies in. What is no path data ends it. */
export function readOutline(data: string): Outline {
  const nodes: number[] = [];
  const box: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const tokens = data.match(token) ?? [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let command = "";

  const reach = (atX: number, atY: number) => {
    box.left = Math.min(box.left, atX);
    box.top = Math.min(box.top, atY);
    box.right = Math.max(box.right, atX);
    box.bottom = Math.max(box.bottom, atY);
  };

  for (let at = 0; at < tokens.length; ) {
    if (/^[a-z]$/i.test(tokens[at] ?? "")) command = tokens[at++] ?? "";
    else if (command === "M") command = "L";
    else if (command === "m") command = "l";
    const kind = command.toUpperCase();
    const length = operands[kind];
    if (length === undefined) break;
    if (kind === "Z") {
      [x, y] = [startX, startY];
      // Numbers after a closing command belong to none.
      command = "";
      continue;
    }
    const numbers = tokens.slice(at, at + length).map(Number);
    if (numbers.length < length || numbers.some(Number.isNaN)) break;
    at += length;

    const isRelative = command !== kind;
    const [fromX, fromY] = isRelative ? [x, y] : [0, 0];
    if (kind === "H") x = fromX + (numbers[0] ?? 0);
    else if (kind === "V") y = fromY + (numbers[0] ?? 0);
    else {
      if (kind !== "A")
        for (let pair = 0; pair < length - 2; pair += 2)
          reach(fromX + (numbers[pair] ?? 0), fromY + (numbers[pair + 1] ?? 0));
      x = fromX + (numbers[length - 2] ?? 0);
      y = fromY + (numbers[length - 1] ?? 0);
    }
    if (kind === "M") [startX, startY] = [x, y];
    reach(x, y);
    // A closing segment that is written out ends on the node it began with.
    if (kind === "M" || x !== startX || y !== startY) nodes.push(x, y);
  }
  return { nodes: Float32Array.from(nodes), box };
}

export function overlaps(one: Box, other: Box): boolean {
  return one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;
}
