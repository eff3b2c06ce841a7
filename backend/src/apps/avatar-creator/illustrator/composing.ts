import { createAvatar } from "@dicebear/core";
import { pick } from "./choosing";
import type { Mapping } from "./mapping";
import type { StyleTable } from "./styles/table";
import { backgroundRect } from "./svg";
import { backgrounds, distance } from "./tones";

export interface Sheet {
  /** Pixels. */
  width: number;
  height: number;
  seed: number;
  /** rrggbb; null draws nothing behind the person. */
  background: string | null;
  /** rrggbb, when it was asked for. */
  eyes?: string | undefined;
  title: string;
  description: string;
}

/** An SVG that stands alone: no script, nothing from elsewhere, ids of its own. */
export function composeSvg(
  { options, palette }: Pick<Mapping, "options" | "palette">,
  table: StyleTable,
  sheet: Sheet,
): string {
  const { width, height, seed, background } = sheet;
  const drawn = createAvatar(table.engine, { seed: String(seed), clip: false, ...options }).toString();
  const figure = drawn
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>$/, "")
    .replace(/<metadata[\s\S]*?<\/metadata>/, "");
  const attributes = /^<svg[^>]*\bfill="([^"]*)"/.exec(drawn)?.[1];
  const finished = table.finish?.(figure, { ...palette, eyes: sheet.eyes }) ?? figure;
  const { x, y, scale } = place(table, width, height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(sheet.title)}</title><desc>${escapeXml(sheet.description)}</desc>`,
    background === null ? "" : backgroundRect(background),
    `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale)})" fill="${attributes ?? "none"}">`,
    ownIds(finished, `${table.title.toLowerCase().replaceAll(" ", "-")}-${seed}`),
    "</g></svg>",
  ].join("");
}

/** A quiet colour by seed that sets the person off: not one that hair, skin or clothes would melt into. */
export function chooseBackground({ palette }: Pick<Mapping, "palette">, seed: number): string {
  const near = (color: string) =>
    Math.min(...[palette.skin, palette.hair, palette.clothing].map((own) => distance(color, own)));
  const clear = backgrounds.filter((color) => near(color) > 110);
  return pick(clear.length > 0 ? clear : backgrounds, seed);
}

/** How much more than its width a bust may take of a tall picture, so that the head fills it and only shoulders are cut. */
const TALL_ZOOM = { perAspect: 0.38, most: 1.3 };

function place({ frame: [left, top, side], stands }: StyleTable, width: number, height: number) {
  const zoom = stands ? Math.min(TALL_ZOOM.most, 1 + Math.max(0, height / width - 1) * TALL_ZOOM.perAspect) : 1;
  const fitted = Math.min(width * zoom, height);
  const scale = fitted / side;
  const above = stands ? height - fitted : (height - fitted) / 2;
  return { scale, x: (width - fitted) / 2 - left * scale, y: above - top * scale };
}

const round = (value: number) => Number(value.toFixed(4));

/** Ids that no other drawing on the same page has. */
function ownIds(figure: string, prefix: string): string {
  return figure
    .replace(/\bid="([^"]+)"/g, `id="${prefix}-$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}-$1)`)
    .replace(/(\bhref)="#([^"]+)"/g, `$1="#${prefix}-$2"`);
}

function escapeXml(text: string): string {
  const names: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" };
  // Control characters and lone surrogates are not XML.
  const allowed = text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, "");
  return allowed.replace(/[<>&"']/g, (character) => names[character] ?? character);
}
