import type { OpaquePicture } from "../quality/opaque";
import type { FlatColor } from "./flat-colors";

type Tone = FlatColor["color"];

/** How two tones share a picture. */
export interface Ink {
  /** The share of pixels that are nearer to the rarer tone, 0–1. */
  readonly share: number;
  /** How wide its lines are on average, in pixels: twice their area by the length of their outline. */
  readonly lineWidth: number;
}

/** Of staircases, how much longer they are than the line they stand for, on the average of all directions. */
const STAIRCASE = 4 / Math.PI;

/** Measures the rarer of two tones that a picture is drawn in. */
export function measureInk({ width, height, planes }: OpaquePicture, [paper, ink]: readonly [Tone, Tone]): Ink {
  const isInk = new Uint8Array(width * height);
  let area = 0;
  for (let index = 0; index < isInk.length; index++) {
    let balance = 0;
    for (const channel of [0, 1, 2] as const) {
      const value = planes[channel][index] as number;
      balance += (value - ink[channel]) ** 2 - (value - paper[channel]) ** 2;
    }
    if (balance < 0) {
      isInk[index] = 1;
      area++;
    }
  }
  let outline = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0, index = y * width; x < width; x++, index++) {
      if (x > 0 && isInk[index] !== isInk[index - 1]) outline++;
      if (y > 0 && isInk[index] !== isInk[index - width]) outline++;
    }
  return { share: area / isInk.length, lineWidth: outline === 0 ? width : (2 * area * STAIRCASE) / outline };
}
