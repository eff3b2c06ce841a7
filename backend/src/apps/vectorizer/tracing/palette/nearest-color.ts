import { oklabOf } from "./oklab";
import { channelsOf } from "./packed";

/** The last two bits of every channel, which noise has changed. */
const NOISE = 0x030303;
const MIDDLE_OF_NOISE = 0x020202;

/**
 * @param colors 0xrrggbb each, at most 254
 * @param isNoisy whether it is enough to tell colours apart by 6 bits a channel, which is quicker
 * @returns which of them looks most like a colour; remembers every colour it was asked, 16 MB in all
 */
export function createNearestColor(colors: readonly number[], isNoisy = false): (color: number) => number {
  /** One more than the answer; 0 where nobody asked yet. */
  const answers = new Uint8Array(1 << 24);
  const palette = Float64Array.from(colors.flatMap((color) => oklabOf(...channelsOf(color))));
  return (asked) => {
    const color = isNoisy ? (asked & ~NOISE) | MIDDLE_OF_NOISE : asked;
    const answer = answers[color] as number;
    if (answer > 0) return answer - 1;
    const [lightness, a, b] = oklabOf(...channelsOf(color));
    let [best, least] = [0, Infinity];
    for (let at = 0; at < palette.length; at += 3) {
      const x = (palette[at] as number) - lightness;
      const y = (palette[at + 1] as number) - a;
      const z = (palette[at + 2] as number) - b;
      const distance = x * x + y * y + z * z;
      if (distance < least) {
        best = at;
        least = distance;
      }
    }
    answers[color] = best / 3 + 1;
    return best / 3;
  };
}
