import type { PictureKind } from "@lumiku/contracts/vectorizer-traces";
import type { Raster } from "../drawing";
import { type OpaquePicture, overWhite } from "../quality/opaque";
import { type FlatColors, findFlatColors } from "./flat-colors";
import { measureInk } from "./line-width";
import { findPixelGrid, type PixelGrid } from "./pixel-grid";

export interface Classified {
  readonly kind: PictureKind;
  /** For people: a short sentence. */
  readonly because: string;
  /** Of pixel art that was made larger. */
  readonly grid: PixelGrid | null;
  /** Whether its areas have the noise of a JPEG. */
  readonly isNoisy: boolean;
}

/** Pixels a side from which areas are wide enough to weigh them against their borders. */
const AMPLE_SIDE = 256;
/** Of flat art, at least so much is flat, and at most so much of that shaded. */
const FLAT = { share: 0.6, shaded: 0.25, rest: 0.02 };
/** Of all flat pixels, the share that the colours which count make up. */
const MOST = 0.99;
/** More are an illustration. */
const LOGO_COLORS = 6;
/** Of line art: how wide lines are, as a share of the picture's side, and how much of it they cover. */
const LINES = { width: 0.07, share: 0.4 };
/** How many flat pixels may differ from the next, for each pixel of a side: so many lie along soft borders. */
const UNEVEN = 6;
/** Of all pixels, how many are white when white is one of the picture's colours. */
const PAINTED = 0.005;
/** Pixel art at its own size: pixels a side at most, colours at most, and the share of pixels of stray colours. */
const SMALL = { side: 96, colors: 48, strays: 0.02 };

/** What kind of picture it is, by what can be counted in it, as it looks on white paper. */
export function classify(raster: Raster): Classified {
  const picture = overWhite(raster);
  const grid = findPixelGrid(picture);
  const flat = findFlatColors(picture);
  const colorCount = countColors(flat);
  const isNoisy = flat.unevenShare > UNEVEN / Math.max(picture.width, picture.height);
  const of = (kind: PictureKind, because: string): Classified => ({ kind, because, grid, isNoisy });

  if (grid) return of("pixel-art", `Squares of one colour each, ${grid.columns} × ${grid.rows} of them.`);
  if (isSmallPixelArt(picture)) return of("pixel-art", "Few pixels, few colours, and no soft edges.");
  const expected = FLAT.share * Math.min(1, Math.max(picture.width, picture.height) / AMPLE_SIDE);
  if (flat.flatShare < expected) return of("photo", "Hardly any areas of one colour.");
  if (flat.shadedShare > FLAT.shaded || flat.restShare > FLAT.rest)
    return of("photo", "Soft shades rather than areas of one colour.");

  const [first, second] = flat.colors;
  if (colorCount === 2 && first && second) {
    const { share, lineWidth } = measureInk(picture, [first.color, second.color]);
    const side = Math.max(picture.width, picture.height);
    return lineWidth < LINES.width * side && share < LINES.share
      ? of("line-art", "Thin lines of one colour on another.")
      : of("logo", sayFlat(colorCount, raster));
  }
  return colorCount <= LOGO_COLORS
    ? of("logo", sayFlat(colorCount, raster))
    : of("illustration", `Flat areas in ${colorCount} colours.`);
}

/** Paper that shows through is no colour of the picture, unless it has white as well. */
function sayFlat(colorCount: number, { data }: Raster): string {
  let [clear, white] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] as number) < 128) clear++;
    else if (Math.min(data[at] as number, data[at + 1] as number, data[at + 2] as number) > 240) white++;
  }
  const isPaper = clear > white && white < PAINTED * (data.length / 4);
  const count = isPaper ? colorCount - 1 : colorCount;
  return `${words[count] ?? count} flat ${count === 1 ? "colour" : "colours"} with sharp borders.`;
}

function countColors({ colors }: FlatColors): number {
  const most = MOST * colors.reduce((sum, { share }) => sum + share, 0);
  let sum = 0;
  const count = colors.findIndex(({ share }) => {
    sum += share;
    return sum >= most;
  });
  return count + 1;
}

/** Whether nothing in it is a mixture, as anti-aliasing and resizing make: hardly any colour occurs only once or twice. */
function isSmallPixelArt({ width, height, planes: [red, green, blue] }: OpaquePicture): boolean {
  if (Math.max(width, height) > SMALL.side) return false;
  const counts = new Map<number, number>();
  for (let index = 0; index < red.length; index++) {
    const color = ((red[index] as number) << 16) | ((green[index] as number) << 8) | (blue[index] as number);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const strays = [...counts.values()].filter((count) => count < 3).reduce((sum, count) => sum + count, 0);
  if (counts.size < 2 || counts.size > SMALL.colors || strays > SMALL.strays * red.length) return false;
  const [first, second, ...others] = [...counts].sort((a, b) => b[1] - a[1]).map(([color]) => color);
  return others.length === 0 || others.some((color) => !isMixture(color, first as number, second as number));
}

/** Whether a colour lies between two others; all are 0xrrggbb. */
function isMixture(color: number, a: number, b: number): boolean {
  const gap = (from: number, to: number) =>
    Math.hypot((from >> 16) - (to >> 16), ((from >> 8) & 255) - ((to >> 8) & 255), (from & 255) - (to & 255));
  return gap(a, color) + gap(color, b) < gap(a, b) + 2;
}

const words = ["No", "One", "Two", "Three", "Four", "Five", "Six"];
