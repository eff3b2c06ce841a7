import type { Raster } from "../drawing";

/** Alphas of what is meant to be seen through. */
const GLASS = { from: 8, to: 247 };

/**
 * The picture with its glass made opaque, for tracers that know only what is there and what is not. Glass are areas
 * that are seen through (shadows, panes: partly transparent with all their neighbours); they look as they do on white
 * paper. The partial coverage of anti-aliased borders stays.
 *
 * @returns the same raster when it has none
 */
export function withoutGlass(raster: Raster): Raster {
  const { width, height, data } = raster;
  let opaque: Uint8Array | undefined;
  for (let index = 0; index < width * height; index++) {
    const alpha = data[index * 4 + 3] as number;
    if (alpha < GLASS.from || alpha > GLASS.to) continue;
    if (!touchesGlass(raster, index % width, Math.floor(index / width))) continue;
    opaque ??= new Uint8Array(data);
    for (let at = index * 4; at < index * 4 + 3; at++) {
      opaque[at] = Math.round(((data[at] as number) * alpha + 255 * (255 - alpha)) / 255);
    }
    opaque[index * 4 + 3] = 255;
  }
  return opaque ? { width, height, data: opaque } : raster;
}

/** Whether a pixel is within an area of glass, or on its rim and at least half as dense. */
function touchesGlass(raster: Raster, x: number, y: number): boolean {
  const { width, height, data } = raster;
  const own = data[(y * width + x) * 4 + 3] as number;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (own * 2 >= (data[(row * width + column) * 4 + 3] as number) && isGlass(raster, column, row)) return true;
    }
  }
  return false;
}

function isGlass({ width, height, data }: Raster, x: number, y: number): boolean {
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const alpha = data[(row * width + column) * 4 + 3] as number;
      if (alpha < GLASS.from || alpha > GLASS.to) return false;
    }
  }
  return true;
}
