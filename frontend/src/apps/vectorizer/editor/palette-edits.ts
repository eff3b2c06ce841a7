import { MAX_COLORS } from "@lumiku/contracts/vectorizer-settings";
import { colorDistance, mixColors } from "./color-mixing";

/** With one more at the end; one that is there already is not taken twice, and a full palette stays as it is. */
export function addColor(colors: readonly string[], color: string): string[] {
  return colors.includes(color) || colors.length >= MAX_COLORS ? [...colors] : [...colors, color];
}

export function removeColor(colors: readonly string[], color: string): string[] {
  return colors.filter((other) => other !== color);
}

/** Another colour in the place of one; when the palette has that already, the two are one. */
export function replaceColor(colors: readonly string[], color: string, by: string): string[] {
  return [...new Set(colors.map((other) => (other === color ? by : other)))];
}

/** One colour halfway between two, in the place of the first. */
export function mergeColors(colors: readonly string[], one: string, other: string): string[] {
  return replaceColor(removeColor(colors, other), one, mixColors(one, other));
}

/** The colour of the palette that is most like one of its own: what to merge it with. */
export function nearestColor(colors: readonly string[], color: string): string | undefined {
  return removeColor(colors, color).sort((a, b) => colorDistance(a, color) - colorDistance(b, color))[0];
}

/** "#rrggbb" of what somebody types: with or without "#", of three digits or six; undefined for anything else. */
export function readHex(typed: string): string | undefined {
  const digits = typed.trim().replace(/^#/, "").toLowerCase();
  if (/^[\da-f]{6}$/.test(digits)) return `#${digits}`;
  if (/^[\da-f]{3}$/.test(digits)) return `#${[...digits].map((digit) => digit + digit).join("")}`;
  return undefined;
}
