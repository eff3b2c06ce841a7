/** Everyday colour names as #rrggbb without the hash, the form DiceBear takes. */
const everyday: Record<string, string> = {
  black: "1f1f24",
  white: "f7f7f5",
  grey: "8e9299",
  gray: "8e9299",
  silver: "c9ccd1",
  charcoal: "36393f",
  red: "d8393b",
  crimson: "b0182c",
  burgundy: "6d1a2d",
  maroon: "6d1f26",
  pink: "f28cb1",
  "hot pink": "ec3f8c",
  rose: "e2738f",
  orange: "ef8632",
  coral: "f7735c",
  peach: "f9b890",
  yellow: "f4cf3c",
  gold: "d9a531",
  golden: "d9a531",
  mustard: "d3a02a",
  green: "2f9e5f",
  "dark green": "1d6b42",
  "light green": "8fd19e",
  olive: "7a7f36",
  mint: "9fe0c4",
  emerald: "11875d",
  teal: "1b8a8f",
  turquoise: "35bdb2",
  blue: "3b73d9",
  "dark blue": "1f3f8a",
  "light blue": "8fbdf0",
  "sky blue": "74b6ee",
  navy: "1f2d57",
  indigo: "4b45b8",
  cyan: "36c0d6",
  purple: "7d4bc0",
  violet: "8456d6",
  lavender: "b9a5e8",
  lilac: "c3a6dd",
  plum: "7a3a6d",
  magenta: "cf3aa0",
  brown: "7a4b2c",
  "dark brown": "4a2f1f",
  "light brown": "a9764a",
  beige: "dcc7a6",
  cream: "f3e8cf",
  tan: "cda277",
  khaki: "b5a675",
};

const hair: Record<string, string> = {
  black: "1c1816",
  brown: "6a4028",
  "dark brown": "3d2619",
  "light brown": "9a6a42",
  brunette: "5b3823",
  chestnut: "7a4023",
  auburn: "8a3a20",
  blonde: "e3bf72",
  blond: "e3bf72",
  "dirty blonde": "b8935a",
  "platinum blonde": "efe3c4",
  "strawberry blonde": "dd9a5e",
  golden: "dda941",
  red: "b5431f",
  ginger: "c8602a",
  copper: "b5622f",
  grey: "a7abb0",
  gray: "a7abb0",
  silver: "c6c9ce",
  white: "ececec",
};

const skin: Record<string, string> = {
  "very fair": "ffe3d0",
  pale: "ffe0cb",
  porcelain: "ffe6d6",
  fair: "fbd3b4",
  light: "f6c9a2",
  "light brown": "c98e5f",
  medium: "dca274",
  olive: "cf9e6b",
  tan: "c68a55",
  tanned: "c68a55",
  golden: "d69a5c",
  bronze: "a8693b",
  brown: "96592f",
  "dark brown": "633a22",
  dark: "5b3722",
  deep: "4a2c1c",
  black: "4a2c1c",
  ebony: "3d2417",
};

const palettes = { hair, skin, any: everyday } as const;

/** Longest names first, so that "dark brown" is not read as "brown". */
export const colorWords: readonly string[] = [...new Set([...Object.keys(everyday), ...Object.keys(hair)])].sort(
  (a, b) => b.length - a.length,
);

/** @returns rrggbb, or null for a word that names no colour here */
export function findColor(words: string, palette: keyof typeof palettes): string | null {
  const text = words.trim().toLowerCase();
  const hex = /^#?([0-9a-f]{6})$/.exec(text)?.[1];
  if (hex) return hex;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short)
    return short
      .slice(1)
      .map((digit) => digit + digit)
      .join("");
  return lookUp(text, palettes[palette]) ?? lookUp(text, everyday);
}

function lookUp(text: string, names: Record<string, string>): string | null {
  if (names[text]) return names[text];
  const name = Object.keys(names)
    .sort((a, b) => b.length - a.length)
    .find((candidate) => new RegExp(`\\b${candidate}\\b`).test(text));
  return name ? (names[name] ?? null) : null;
}

/** Natural tones and quiet backgrounds to choose from when nobody said. */
export const naturalHair = ["1c1816", "3d2619", "6a4028", "9a6a42", "8a3a20", "c8602a", "e3bf72"];
export const naturalSkin = ["fbd3b4", "f6c9a2", "dca274", "c68a55", "96592f", "633a22"];
export const clothes = ["3b73d9", "2f9e5f", "d8393b", "7d4bc0", "1f2d57", "ef8632", "1b8a8f", "36393f", "e2738f"];
export const backgrounds = ["dbe7fb", "e4f3e8", "fbe6dd", "ece5fa", "fdf1d3", "def2f3", "f9e0ea", "e8eaee"];
