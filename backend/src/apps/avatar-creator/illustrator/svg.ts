import type { Background } from "@lumiku/contracts/avatar-creator-recipe";

/** Marks the rectangle behind the person, so that another background can take its place. */
const MARK = 'data-part="background"';

export function backgroundRect(hex: string): string {
  return `<rect ${MARK} width="100%" height="100%" fill="#${hex}"/>`;
}

/** An illustrator's drawing with another background, or without any. */
export function setBackground(svg: string, background: Background): string {
  if (background === "keep") return svg;
  const bare = svg.replace(new RegExp(`<rect ${MARK}[^>]*/>`), "");
  if (background === "transparent") return bare;
  return bare.replace(
    /<\/desc>|^<svg[^>]*>(?!<title>)/,
    (before) => before + backgroundRect(background.slice(1).toLowerCase()),
  );
}

const ROOT_SIZE = /^(<svg\b[^>]*?) width="(\d+)" height="(\d+)"/;

export interface PixelSize {
  width: number;
  height: number;
}

/** @throws Error for an SVG that no illustrator of this app composed */
export function readSvgSize(svg: string): PixelSize {
  const [, , width, height] = ROOT_SIZE.exec(svg) ?? [];
  if (!width || !height) throw new Error("A drawing has no size");
  return { width: Number(width), height: Number(height) };
}

/** The same drawing, shown larger or smaller. */
export function resizeSvg(svg: string, { width, height }: PixelSize): string {
  return svg.replace(ROOT_SIZE, `$1 width="${width}" height="${height}"`);
}
