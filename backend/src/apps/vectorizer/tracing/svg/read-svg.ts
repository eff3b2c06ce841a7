import type { Drawing, GapLine, HexColor, Shape } from "../drawing";
import { readPathData } from "./read-path-data";

const TAG =
  /\s*<(?:\?xml[^>]*\?|!--[^>]*--|(title)>[^<]*<\/title|(\/?)(svg|g|path)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?))>/y;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  svg: ["xmlns", "version", "viewBox", "width", "height", "fill-rule"],
  g: ["fill", "fill-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin"],
  path: ["d", "fill", "fill-opacity", "stroke", "transform"],
};

/**
 * Reads what `writeSvg` and VTracer write, and nothing else: a file that passes has no script, link, style or entity
 * outside its title.
 *
 * @throws SyntaxError on any element, attribute or path command that neither of them writes
 */
export function readSvg(svg: string): Drawing {
  const gaps: GapLine[] = [];
  const shapes: Shape[] = [];
  let size: { width: number; height: number } | undefined;
  let group: Attributes | undefined;
  let isFinished = false;

  for (const { name, isClosing, isEmpty, attributes } of tagsOf(svg)) {
    if (isFinished || (name !== "svg" && !size)) throw new SyntaxError(`${name} outside of svg`);
    if (name === "svg") {
      if (isClosing) isFinished = true;
      else if (size) throw new SyntaxError("svg in svg");
      else size = sizeOf(attributes);
      if (group || isEmpty) throw new SyntaxError("svg ends too early");
    } else if (name === "g") {
      if (isEmpty || isClosing === (group === undefined)) throw new SyntaxError("g in g");
      group = isClosing ? undefined : attributes;
    } else if (isClosing || !isEmpty) throw new SyntaxError("path is not empty");
    else if (group?.get("fill") === "none") gaps.push(readGap(group, attributes));
    else shapes.push(readShape(group, attributes));
  }
  if (!size || !isFinished) throw new SyntaxError("svg does not end");
  return { ...size, gaps, shapes };
}

type Attributes = ReadonlyMap<string, string>;

function* tagsOf(svg: string) {
  const end = svg.trimEnd().length;
  let at = 0;
  while (at < end) {
    TAG.lastIndex = at;
    const match = TAG.exec(svg);
    if (!match) throw new SyntaxError(`Not a drawing: ${JSON.stringify(svg.slice(at, at + 40))}`);
    at = TAG.lastIndex;
    const [, , slash, name, written = "", empty] = match;
    if (!name) continue;
    const attributes = new Map<string, string>();
    for (const [, key = "", value = ""] of written.matchAll(ATTRIBUTE)) {
      if (!ALLOWED[name]?.includes(key) || attributes.has(key)) throw new SyntaxError(`${key} of ${name}`);
      attributes.set(key, value);
    }
    if (slash && attributes.size > 0) throw new SyntaxError("Attributes at the end");
    yield { name, isClosing: slash === "/", isEmpty: empty === "/", attributes: attributes as Attributes };
  }
}

function sizeOf(attributes: Attributes): { width: number; height: number } {
  const [, width, height] = attributes.get("viewBox")?.match(/^0 0 (\d+) (\d+)$/) ?? [
    "",
    attributes.get("width"),
    attributes.get("height"),
  ];
  return { width: numberOf(width), height: numberOf(height) };
}

function readGap(group: Attributes, path: Attributes): GapLine {
  return {
    color: colorOf(path.get("stroke")),
    width: numberOf(group.get("stroke-width")),
    subpaths: readPathData(path.get("d") ?? ""),
  };
}

function readShape(group: Attributes | undefined, path: Attributes): Shape {
  const [, x = "0", y = "0"] = path.get("transform")?.match(/^translate\((-?[\d.]+),(-?[\d.]+)\)$/) ?? [];
  if (path.has("transform") && x === "0" && y === "0" && path.get("transform") !== "translate(0,0)") {
    throw new SyntaxError(`transform="${path.get("transform")}"`);
  }
  return {
    color: colorOf(path.get("fill") ?? group?.get("fill") ?? "#000000"),
    opacity: numberOf(path.get("fill-opacity") ?? group?.get("fill-opacity") ?? "1"),
    subpaths: readPathData(path.get("d") ?? "", [Number(x), Number(y)]),
  };
}

function colorOf(text = ""): HexColor {
  const hex = text.toLowerCase().replace(/^#([\da-f])([\da-f])([\da-f])$/, "#$1$1$2$2$3$3");
  if (!/^#[\da-f]{6}$/.test(hex)) throw new SyntaxError(`Not a colour: ${text}`);
  return hex;
}

function numberOf(text = ""): number {
  if (!/^\d*\.?\d+$/.test(text)) throw new SyntaxError(`Not a number: ${text}`);
  return Number(text);
}
