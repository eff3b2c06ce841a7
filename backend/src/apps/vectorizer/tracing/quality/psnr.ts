import type { OpaquePicture } from "./opaque";

/** Peak signal-to-noise ratio of two pictures of the same size, over all three channels, in dB; null when they are equal. */
export function psnrOf(one: OpaquePicture, other: OpaquePicture): number | null {
  let squares = 0;
  for (const channel of [0, 1, 2] as const) {
    const [a, b] = [one.planes[channel], other.planes[channel]];
    for (let index = 0; index < a.length; index++) {
      const difference = (a[index] as number) - (b[index] as number);
      squares += difference * difference;
    }
  }
  return squares === 0 ? null : 10 * Math.log10((255 * 255 * 3 * one.width * one.height) / squares);
}
