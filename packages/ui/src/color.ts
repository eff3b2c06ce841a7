/**
 * Whether dark marks stand out better on "#rrggbb" than white ones; what is no such colour counts as light.
 * Relative luminance as WCAG 2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance): at 0.179 black and
 * white have the same contrast.
 */
export function isLightColor(value: string): boolean {
  const digits = /^#([0-9a-f]{6})$/i.exec(value)?.[1];
  if (!digits) return true;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => linear(Number.parseInt(digits.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
