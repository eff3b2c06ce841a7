import type { Drawing } from "../tracing/drawing";
import { rgbOf } from "./operators";
import { plainTitle } from "./title";

/** The colours of a drawing, each once, as a palette that GIMP, Inkscape, Krita and Scribus open. */
export function writeColorTable({ shapes }: Drawing, { title }: { title: string }): Uint8Array {
  const colors = [...new Set(shapes.map(({ color }) => color))];
  const rows = colors.map((color) => {
    const channels = rgbOf(color).map((channel) => String(Math.round(channel * 255)).padStart(3));
    return `${channels.join(" ")}\t${color}`;
  });
  return new TextEncoder().encode(`${["GIMP Palette", `Name: ${plainTitle(title)}`, "#", ...rows].join("\n")}\n`);
}
