/** CSS colours whose names a picture model takes for a colour and not for a thing, and the charcoal that CSS lacks. */
const names: Record<string, string> = {
  black: "000000",
  "charcoal grey": "333333",
  "dim grey": "696969",
  grey: "808080",
  "dark grey": "a9a9a9",
  silver: "c0c0c0",
  "light grey": "d3d3d3",
  "white smoke": "f5f5f5",
  white: "ffffff",
  ivory: "fffff0",
  beige: "f5f5dc",
  "antique white": "faebd7",
  maroon: "800000",
  "dark red": "8b0000",
  brown: "a52a2a",
  crimson: "dc143c",
  red: "ff0000",
  "indian red": "cd5c5c",
  "light coral": "f08080",
  "dark salmon": "e9967a",
  salmon: "fa8072",
  "light salmon": "ffa07a",
  coral: "ff7f50",
  "orange red": "ff4500",
  "dark orange": "ff8c00",
  orange: "ffa500",
  "saddle brown": "8b4513",
  sienna: "a0522d",
  "chocolate brown": "d2691e",
  "sandy brown": "f4a460",
  "rosy brown": "bc8f8f",
  tan: "d2b48c",
  "peach puff": "ffdab9",
  "dark goldenrod": "b8860b",
  goldenrod: "daa520",
  gold: "ffd700",
  yellow: "ffff00",
  khaki: "f0e68c",
  "dark khaki": "bdb76b",
  "light yellow": "ffffe0",
  olive: "808000",
  "olive drab": "6b8e23",
  "dark olive green": "556b2f",
  "yellow green": "9acd32",
  "green yellow": "adff2f",
  "lawn green": "7cfc00",
  "dark green": "006400",
  green: "008000",
  "forest green": "228b22",
  "lime green": "32cd32",
  lime: "00ff00",
  "pale green": "98fb98",
  "light green": "90ee90",
  "dark sea green": "8fbc8f",
  "sea green": "2e8b57",
  "medium sea green": "3cb371",
  "spring green": "00ff7f",
  aquamarine: "7fffd4",
  turquoise: "40e0d0",
  "light sea green": "20b2aa",
  "dark cyan": "008b8b",
  teal: "008080",
  "dark slate grey": "2f4f4f",
  cyan: "00ffff",
  "pale turquoise": "afeeee",
  "light cyan": "e0ffff",
  "cadet blue": "5f9ea0",
  "powder blue": "b0e0e6",
  "light blue": "add8e6",
  "sky blue": "87ceeb",
  "deep sky blue": "00bfff",
  "dodger blue": "1e90ff",
  "cornflower blue": "6495ed",
  "steel blue": "4682b4",
  "royal blue": "4169e1",
  blue: "0000ff",
  "dark blue": "00008b",
  navy: "000080",
  "midnight blue": "191970",
  "slate grey": "708090",
  "light slate grey": "778899",
  "light steel blue": "b0c4de",
  lavender: "e6e6fa",
  "slate blue": "6a5acd",
  "dark slate blue": "483d8b",
  indigo: "4b0082",
  "blue violet": "8a2be2",
  "medium purple": "9370db",
  purple: "800080",
  "dark magenta": "8b008b",
  "dark violet": "9400d3",
  violet: "ee82ee",
  magenta: "ff00ff",
  "pale violet red": "db7093",
  "medium violet red": "c71585",
  "deep pink": "ff1493",
  "hot pink": "ff69b4",
  pink: "ffc0cb",
  "light pink": "ffb6c1",
  "misty rose": "ffe4e1",
};

type Lab = readonly [number, number, number];
const known = Object.entries(names).map(([name, hex]) => ({ name, lab: toOklab(hex) }));

/** Any text with its "#rrggbb" and "#rgb" colours in words: those of the nearest CSS colour. */
export function nameColors(text: string): string {
  return text.replace(/#(?:[\da-f]{6}|[\da-f]{3})\b/gi, (color) => nearestName(color.slice(1)));
}

function nearestName(hex: string): string {
  const lab = toOklab(hex.length === 3 ? hex.replace(/./g, "$&$&") : hex);
  const distances = known.map((color) => ({ name: color.name, distance: Math.hypot(...differ(lab, color.lab)) }));
  return distances.reduce((nearest, color) => (color.distance < nearest.distance ? color : nearest)).name;
}

/** Hue counts double: a dark grey is nearer to black than to a dark blue. */
const differ = (a: Lab, b: Lab): Lab => [a[0] - b[0], 2 * (a[1] - b[1]), 2 * (a[2] - b[2])];

/** A colour in Oklab, where distances are as eyes see them. https://bottosson.github.io/posts/oklab/ */
function toOklab(hex: string): Lab {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [channel(0), channel(2), channel(4)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
