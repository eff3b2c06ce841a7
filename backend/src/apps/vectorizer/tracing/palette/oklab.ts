import type { HexColor } from "../drawing";

/** Oklab of one colour: L 0–1, a and b about -0.4–0.4. A difference of 0.02 is just noticeable. */
export type Oklab = readonly [lightness: number, a: number, b: number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** The light of an 8 bit sRGB value, 0–1: IEC 61966-2-1. */
const light = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Constants of Okhsl's estimate of lightness. */
const TOE = { k1: 0.206, k2: 0.03, k3: 1.206 / 1.03 };

/**
 * Björn Ottosson, "A perceptual color space for image processing" (2020), https://bottosson.github.io/posts/oklab/,
 * with the matrices as he corrected them in 2021. Lightness is that of his Okhsl, and chroma is scaled with it: plain
 * Oklab holds two blacks apart that nobody can tell from each other.
 *
 * @param red,green,blue 0–255, whole
 */
export function oklabOf(red: number, green: number, blue: number): Oklab {
  const [r, g, b] = [light[red] as number, light[green] as number, light[blue] as number];
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const plain = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
  const knee = TOE.k3 * plain - TOE.k1;
  const lightness = (knee + Math.sqrt(knee * knee + 4 * TOE.k2 * TOE.k3 * plain)) / 2;
  const scale = plain > 0 ? lightness / plain : 0;
  return [
    lightness,
    scale * (1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short),
    scale * (0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short),
  ];
}

/** The nearest 8 bit sRGB colour; what is out of range is cut off a channel at a time. */
export function rgbOf([lightness, scaledA, scaledB]: Oklab): Rgb {
  const plain = (lightness * lightness + TOE.k1 * lightness) / (TOE.k3 * (lightness + TOE.k2));
  const scale = lightness > 0 ? plain / lightness : 0;
  const [a, b] = [scale * scaledA, scale * scaledB];
  const long = (plain + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (plain - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (plain - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    encode(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    encode(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

/** The square of how far apart two colours look. */
export function distanceSquared(one: Oklab, other: Oklab): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;
}

export function parseColor(color: HexColor): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function formatColor([red, green, blue]: Rgb): HexColor {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
}

function encode(share: number): number {
  const encoded = share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, encoded)));
}
