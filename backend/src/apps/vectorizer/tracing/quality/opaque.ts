import type { Raster } from "../drawing";

/** A picture without alpha: 8 bit sRGB, a plane each, row by row from the top left. */
export interface OpaquePicture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue. */
  readonly planes: readonly [Uint8Array, Uint8Array, Uint8Array];
}

/** The picture as it looks on white paper. */
export function overWhite({ width, height, data }: Raster): OpaquePicture {
  const count = width * height;
  const [red, green, blue] = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];
  for (let index = 0, at = 0; index < count; index++, at += 4) {
    const alpha = data[at + 3] as number;
    const white = 255 * (255 - alpha) + 127;
    red[index] = ((data[at] as number) * alpha + white) / 255;
    green[index] = ((data[at + 1] as number) * alpha + white) / 255;
    blue[index] = ((data[at + 2] as number) * alpha + white) / 255;
  }
  return { width, height, planes: [red, green, blue] };
}
