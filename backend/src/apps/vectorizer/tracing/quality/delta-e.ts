import type { OpaquePicture } from "./opaque";

/** Whitepoint D65, 2°. */
const WHITE = { x: 0.95047, z: 1.08883 };
const DEGREE = Math.PI / 180;
const TWENTY_FIVE_TO_7 = 25 ** 7;

const linear = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** CIELAB's companding function, in steps of 1/4096 of its range 0–1; read with interpolation, its error is below 0.01 of L*. */
const STEPS = 4_096;
const companded = Float64Array.from({ length: STEPS + 2 }, (_, step) => {
  const share = step / STEPS;
  return share > (6 / 29) ** 3 ? Math.cbrt(share) : (share * (29 / 6) ** 2) / 3 + 4 / 29;
});

function compand(share: number): number {
  const position = Math.min(1, share) * STEPS;
  const step = Math.floor(position);
  const before = companded[step] as number;
  return before + ((companded[step + 1] as number) - before) * (position - step);
}

/**
 * CIELAB (D65) of 8 bit sRGB, written to `lab` as L*, a*, b* from `offset` on.
 * The constants are those of IEC 61966-2-1.
 */
export function writeLab(red: number, green: number, blue: number, lab: Float64Array, offset = 0): void {
  const [r, g, b] = [linear[red] as number, linear[green] as number, linear[blue] as number];
  const x = compand((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE.x);
  const y = compand(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = compand((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE.z);
  lab[offset] = 116 * y - 16;
  lab[offset + 1] = 500 * (x - y);
  lab[offset + 2] = 200 * (y - z);
}

/**
 * Colour difference CIEDE2000 of two colours in CIELAB, all weights 1: Sharma, Wu & Dalal, "The CIEDE2000
 * Color-Difference Formula: Implementation Notes, Supplementary Test Data, and Mathematical Observations" (2005).
 */
export function deltaE2000(l1: number, a1: number, b1: number, l2: number, a2: number, b2: number): number {
  const chroma7 = ((Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)) / 2) ** 7;
  const stretch = 1.5 - 0.5 * Math.sqrt(chroma7 / (chroma7 + TWENTY_FIVE_TO_7));
  const [x1, x2] = [a1 * stretch, a2 * stretch];
  const [c1, c2] = [Math.sqrt(x1 * x1 + b1 * b1), Math.sqrt(x2 * x2 + b2 * b2)];
  const [h1, h2] = [hueOf(x1, b1), hueOf(x2, b2)];
  const isGrey = c1 * c2 === 0;

  let turn = isGrey ? 0 : h2 - h1;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const hue = isGrey ? h1 + h2 : meanHue(h1, h2);

  const lightness = (l1 + l2) / 2 - 50;
  const chroma = (c1 + c2) / 2;
  const weight =
    1 -
    0.17 * Math.cos((hue - 30) * DEGREE) +
    0.24 * Math.cos(2 * hue * DEGREE) +
    0.32 * Math.cos((3 * hue + 6) * DEGREE) -
    0.2 * Math.cos((4 * hue - 63) * DEGREE);
  const deltaL = (l2 - l1) / (1 + (0.015 * lightness * lightness) / Math.sqrt(20 + lightness * lightness));
  const deltaC = (c2 - c1) / (1 + 0.045 * chroma);
  const deltaH = (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * DEGREE)) / (1 + 0.015 * chroma * weight);

  const meanChroma7 = chroma ** 7;
  const rotation =
    -2 *
    Math.sqrt(meanChroma7 / (meanChroma7 + TWENTY_FIVE_TO_7)) *
    Math.sin(60 * DEGREE * Math.exp(-(((hue - 275) / 25) ** 2)));
  return Math.sqrt(Math.max(0, deltaL * deltaL + deltaC * deltaC + deltaH * deltaH + rotation * deltaC * deltaH));
}

/** Degrees from 0 to 360; 0 for grey. */
function hueOf(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const degrees = Math.atan2(b, a) / DEGREE;
  return degrees < 0 ? degrees + 360 : degrees;
}

function meanHue(h1: number, h2: number): number {
  const sum = h1 + h2;
  if (Math.abs(h1 - h2) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

/** CIEDE2000 of every pixel of two pictures of the same size. Runs of the same two colours are worked out once. */
export function deltaEOf(one: OpaquePicture, other: OpaquePicture): Float32Array {
  const [r1, g1, b1] = one.planes;
  const [r2, g2, b2] = other.planes;
  const differences = new Float32Array(r1.length);
  const lab = new Float64Array(6);
  let [last1, last2, last] = [-1, -1, 0];
  for (let index = 0; index < differences.length; index++) {
    const [red1, green1, blue1] = [r1[index] as number, g1[index] as number, b1[index] as number];
    const [red2, green2, blue2] = [r2[index] as number, g2[index] as number, b2[index] as number];
    const [key1, key2] = [(red1 << 16) | (green1 << 8) | blue1, (red2 << 16) | (green2 << 8) | blue2];
    if (key1 === key2) continue;
    if (key1 !== last1 || key2 !== last2) {
      writeLab(red1, green1, blue1, lab);
      writeLab(red2, green2, blue2, lab, 3);
      last = distanceOf(lab);
      [last1, last2] = [key1, key2];
    }
    differences[index] = last;
  }
  return differences;
}

/** Of two colours that lie one after the other. */
function distanceOf(lab: Float64Array): number {
  return deltaE2000(
    lab[0] as number,
    lab[1] as number,
    lab[2] as number,
    lab[3] as number,
    lab[4] as number,
    lab[5] as number,
  );
}

/** The mean of many differences, and the one that only a twentieth of them is above. */
export function summariseDeltaE(differences: Float32Array): { mean: number; p95: number } {
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const ordered = differences.slice().sort();
  return {
    mean: sum / ordered.length,
    p95: ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * 0.95))] as number,
  };
}
