/** Everyday colour names as #rrggbb without the hash, the form DiceBear takes. */
const everyday: Record<string, string> = {
  black: "1f1f24",
  white: "f7f7f5",
  ivory: "f6efdf",
  "dark grey": "565b63",
  "dark gray": "565b63",
  "light grey": "c9ccd1",
  "light gray": "c9ccd1",
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
  "light pink": "f8c4d4",
  "dusty pink": "d99aa5",
  rose: "e2738f",
  "dark red": "931f27",
  scarlet: "d6251f",
  terracotta: "c0613f",
  rust: "ad4f28",
  copper: "b8693a",
  amber: "e0952f",
  saffron: "ee8a1f",
  bronze: "a0703a",
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
  "forest green": "245c3b",
  olive: "7a7f36",
  mint: "9fe0c4",
  sage: "9db59a",
  lime: "a4cf3a",
  hazel: "8a6a35",
  emerald: "11875d",
  teal: "1b8a8f",
  turquoise: "35bdb2",
  blue: "3b73d9",
  "dark blue": "1f3f8a",
  "light blue": "8fbdf0",
  "sky blue": "74b6ee",
  "royal blue": "2f55c8",
  cobalt: "2549b0",
  denim: "4a6c99",
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
  "jet black": "121012",
  raven: "15131a",
  dark: "2a1c15",
  "salt and pepper": "7e8187",
  "salt-and-pepper": "7e8187",
  brown: "6a4028",
  "dark brown": "3d2619",
  "light brown": "9a6a42",
  brunette: "5b3823",
  chestnut: "7a4023",
  auburn: "8a3a20",
  blonde: "e3bf72",
  blond: "e3bf72",
  "dark blonde": "b8935a",
  "dirty blonde": "b8935a",
  "honey blonde": "d3a253",
  "ash blonde": "c9b48b",
  honey: "c98f45",
  caramel: "a8713c",
  mahogany: "5a2420",
  chocolate: "43291c",
  fair: "e3bf72",
  sandy: "cba66a",
  "platinum blonde": "efe3c4",
  "strawberry blonde": "dd9a5e",
  golden: "dda941",
  red: "b5431f",
  ginger: "c8602a",
  copper: "b5622f",
  "dark grey": "6f7379",
  "dark gray": "6f7379",
  grey: "a7abb0",
  gray: "a7abb0",
  greying: "8b8e93",
  graying: "8b8e93",
  silver: "c6c9ce",
  white: "ececec",
};

const skin: Record<string, string> = {
  "very fair": "ffe3d0",
  pale: "ffe0cb",
  porcelain: "ffe6d6",
  alabaster: "ffe8da",
  ivory: "ffe4cc",
  peach: "fbd0b0",
  beige: "efc49b",
  sand: "e8b98c",
  honey: "d49a60",
  caramel: "bd8350",
  fair: "fbd3b4",
  light: "f6c9a2",
  "light brown": "c98e5f",
  medium: "dca274",
  olive: "cf9e6b",
  tan: "c68a55",
  tanned: "c68a55",
  golden: "d69a5c",
  bronze: "a8693b",
  "medium brown": "96592f",
  brown: "96592f",
  chestnut: "84492a",
  mahogany: "6b3a24",
  chocolate: "5f3a25",
  "dark brown": "633a22",
  dark: "5b3722",
  deep: "4a2c1c",
  black: "4a2c1c",
  ebony: "3d2417",
};

const eyes: Record<string, string> = {
  black: "1c1816",
  brown: "6b4226",
  "dark brown": "3d2619",
  "light brown": "9a6a42",
  hazel: "8a7135",
  amber: "b9771e",
  green: "3f8f5c",
  blue: "3b7fd0",
  "light blue": "6fb0e8",
  "ice blue": "93c9ee",
  grey: "7f8b96",
  gray: "7f8b96",
};

/** A colour, and the words it was said in. */
export interface Tone {
  /** rrggbb */
  readonly hex: string;
  readonly words: string;
}

const palettes = { hair, skin, eyes, any: everyday } as const;
export type Palette = keyof typeof palettes;

const longestFirst = (names: readonly string[]) => [...new Set(names)].sort((a, b) => b.length - a.length);
const colorWords = longestFirst([...Object.keys(everyday), ...Object.keys(hair)]).filter((word) => word !== "fair");

/** A group that matches every colour known by name, longest first so that "dark brown" is not read as "brown". */
export const colorPattern = `(#[0-9a-f]{6}\\b|#[0-9a-f]{3}\\b|(?:${colorWords.join("|")})(?:ish)?(?![\\w]))`;

const patterns = Object.fromEntries(
  Object.entries(palettes).map(([palette, names]) => [
    palette,
    longestFirst(Object.keys(names)).map((name) => ({
      hex: names[name] as string,
      said: new RegExp(`\\b${name}(?:ish)?\\b`),
    })),
  ]),
) as Record<Palette, { hex: string; said: RegExp }[]>;

/** Every colour of a palette with the words for it; everyday colours come after the palette's own. */
export function listColors(palette: Palette): readonly { hex: string; said: RegExp }[] {
  return palette === "any" ? patterns.any : [...patterns[palette], ...patterns.any];
}

/**
 * Reads a colour in everyday words, as a CSS name or as #rgb or #rrggbb.
 *
 * @returns rrggbb, or null for words that name no colour here
 */
export function findColor(words: string, palette: Palette): string | null {
  const text = words.trim().toLowerCase();
  if (text.startsWith("#")) return cssColor(text);
  const inPalette = (name: Palette) => patterns[name].find(({ said }) => said.test(text))?.hex;
  return inPalette(palette) ?? inPalette("any") ?? cssColor(text.replaceAll(/[\s-]/g, ""));
}

function cssColor(text: string): string | null {
  return /^#?\w+$/.test(text) ? (Bun.color(text, "hex")?.slice(1) ?? null) : null;
}
