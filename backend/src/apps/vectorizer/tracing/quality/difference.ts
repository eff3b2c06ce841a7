import sharp from "sharp";
import type { Raster } from "../drawing";
import { deltaEOf } from "./delta-e";
import { renderPair } from "./render-pair";

/** Pixels a side of the picture that is drawn. */
const MAX_SIDE = 2_048;

/** The shade of a difference of so much CIEDE2000; between them they blend. */
const SHADES: readonly { deltaE: number; color: readonly [red: number, green: number, blue: number] }[] = [
  { deltaE: 0, color: [255, 255, 255] },
  { deltaE: 1, color: [255, 240, 236] },
  { deltaE: 5, color: [255, 170, 140] },
  { deltaE: 15, color: [232, 52, 40] },
  { deltaE: 40, color: [96, 0, 40] },
];
const STEPS_PER_DELTA_E = 8;

/**
 * Where an SVG differs from the bitmap it was traced from, as PNG of at most {@link MAX_SIDE} pixels a side: white where
 * it does not, a breath of rose at ΔE2000 1, which nobody sees, salmon at 5, red at 15, and wine from 40 on.
 */
export async function drawDifference(raster: Raster, svg: string): Promise<Uint8Array> {
  const { original, traced } = await renderPair(raster, svg, MAX_SIDE);
  const pixels = new Uint8Array(original.width * original.height * 3);
  deltaEOf(original, traced).forEach((difference, index) => {
    const shade = Math.min(shades.length - 1, Math.round(difference * STEPS_PER_DELTA_E));
    pixels.set(shades[shade] as Uint8Array, index * 3);
  });
  return sharp(pixels, { raw: { width: original.width, height: original.height, channels: 3 } })
    .png({ palette: false, compressionLevel: 8 })
    .toBuffer();
}

const shades = Array.from({ length: 40 * STEPS_PER_DELTA_E + 1 }, (_, step) => shadeOf(step / STEPS_PER_DELTA_E));

function shadeOf(deltaE: number): Uint8Array {
  const after = SHADES.findIndex((shade) => shade.deltaE >= deltaE);
  const [from, to] = [SHADES[Math.max(0, after - 1)], SHADES[after]];
  if (!from || !to) throw new Error(`No shade for ${deltaE}`);
  const share = to === from ? 0 : (deltaE - from.deltaE) / (to.deltaE - from.deltaE);
  return Uint8Array.from(from.color, (value, channel) => value + share * ((to.color[channel] as number) - value));
}
