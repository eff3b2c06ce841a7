/** An outline of a DXF, in its own units: a closed polygon, or a B-spline of degree 3. */
export interface ReadOutline {
  layer: string;
  kind: "LWPOLYLINE" | "SPLINE";
  flags: number;
  knots: number[];
  points: [x: number, y: number][];
}

export interface ReadDxf {
  /** Values of the header, by name and group code. */
  header: Record<string, Record<number, string>>;
  layers: { name: string; index: number; rgb: number }[];
  outlines: ReadOutline[];
}

/** Reads the group codes of a DXF, two lines each, and fails on anything that is none. */
export function readDxf(text: string): ReadDxf {
  const lines = text.trimEnd().split("\n");
  const groups: [code: number, value: string][] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const code = Number(lines[index]);
    if (!Number.isInteger(code) || lines[index + 1] === undefined) throw new Error(`Not a group code: ${lines[index]}`);
    groups.push([code, lines[index + 1] as string]);
  }
  if (groups.at(-1)?.join() !== "0,EOF") throw new Error("It does not end");
  const read: ReadDxf = { header: {}, layers: [], outlines: [] };
  for (const [first, ...rest] of splitBefore(groups, ([code]) => code === 9 || code === 0)) {
    if (!first) continue;
    const [code, name] = first;
    const of = (wanted: number) => rest.filter(([found]) => found === wanted).map(([, value]) => value);
    const numbers = (wanted: number) => of(wanted).map(Number);
    if (code === 9) read.header[name] = Object.fromEntries(rest);
    else if (name === "LAYER")
      read.layers.push({ name: of(2)[0] ?? "", index: numbers(62)[0] ?? 0, rgb: numbers(420)[0] ?? 0 });
    else if (name === "LWPOLYLINE" || name === "SPLINE") {
      const [xs, ys] = [numbers(10), numbers(20)];
      read.outlines.push({
        ...{ layer: of(8)[0] ?? "", kind: name, flags: numbers(70)[0] ?? 0, knots: numbers(40) },
        points: xs.map((x, index) => [x, ys[index] as number]),
      });
    }
  }
  return read;
}

function splitBefore<T>(items: readonly T[], isFirst: (item: T) => boolean): T[][] {
  const parts: T[][] = [[]];
  for (const item of items) {
    if (isFirst(item)) parts.push([]);
    parts.at(-1)?.push(item);
  }
  return parts;
}

/** A point of a B-spline of degree 3, by de Boor's recursion. */
export function pointOfSpline({ points, knots }: ReadOutline, parameter: number): [x: number, y: number] {
  const last = points.length - 1;
  let span = 3;
  while (span < last && parameter >= (knots[span + 1] as number)) span++;
  const near = points.slice(span - 3, span + 1).map(([x, y]) => [x, y] as [number, number]);
  for (let level = 1; level <= 3; level++) {
    for (let index = 3; index >= level; index--) {
      const from = knots[span - 3 + index] as number;
      const to = knots[span + 1 + index - level] as number;
      const share = to === from ? 0 : (parameter - from) / (to - from);
      const [before, after] = [near[index - 1], near[index]] as [[number, number], [number, number]];
      near[index] = [before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share];
    }
  }
  return near[3] as [number, number];
}
