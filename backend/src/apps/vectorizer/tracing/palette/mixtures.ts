/** Colours as 0xrrggbb; distances are of sRGB, 0–442: there renderers mix what covers a pixel in part. */

/** How a colour lies to the line between two others. */
export interface Mixture {
  /** Of the second colour, 0–1. */
  readonly share: number;
  /** How far the colour is from the mixture. */
  readonly residual: number;
}

/** The mixture of two colours that comes nearest to a third. */
export function mixtureOf(color: number, one: number, other: number): Mixture {
  const [r, g, b] = [
    (color >> 16) - (one >> 16),
    ((color >> 8) & 255) - ((one >> 8) & 255),
    (color & 255) - (one & 255),
  ];
  const [dr, dg, db] = [
    (other >> 16) - (one >> 16),
    ((other >> 8) & 255) - ((one >> 8) & 255),
    (other & 255) - (one & 255),
  ];
  const length = dr * dr + dg * dg + db * db;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (r * dr + g * dg + b * db) / length));
  const residual = Math.sqrt((r - share * dr) ** 2 + (g - share * dg) ** 2 + (b - share * db) ** 2);
  return { share, residual };
}

export function colorDistance(one: number, other: number): number {
  return Math.sqrt(
    ((one >> 16) - (other >> 16)) ** 2 +
      (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
      ((one & 255) - (other & 255)) ** 2,
  );
}
