import type { Attributes } from "@lumiku/contracts/avatar-creator-recipe";
import type { AttributeName } from "./draft";

/** Descriptions to begin with. */
export const promptExamples = [
  "A woman with a green hijab and glasses, smiling",
  "An old fisherman with a white beard",
  "A teenager with pink braids",
  "A calm surgeon in blue scrubs",
  "An elven ranger with silver hair",
] as const;

export const genders = ["woman", "man", "non-binary"] as const satisfies readonly NonNullable<Attributes["gender"]>[];
export const ageRanges = [
  ...["child", "teenager", "young adult", "adult", "middle-aged", "senior"],
] as readonly NonNullable<Attributes["ageRange"]>[];

/** Good answers for fields that take any. */
export const words = {
  ethnicity: [
    ...["African", "African American", "Arab", "Caribbean", "Central Asian", "Chinese", "East African", "European"],
    ...["Filipino", "Indian", "Indigenous American", "Indonesian", "Japanese", "Korean", "Latin American"],
    ...["Mediterranean", "Middle Eastern", "North African", "Northern European", "Pacific Islander", "Persian"],
    ...["Slavic", "South Asian", "Southeast Asian", "Turkish", "Vietnamese", "West African", "mixed"],
  ],
  bodyType: ["slim", "average", "athletic", "muscular", "curvy", "stocky", "plus-size", "petite", "tall and lean"],
  hairStyle: [
    ...["short", "buzz cut", "pixie cut", "bob", "shoulder-length", "long", "long wavy", "curly", "short curly"],
    ...["afro", "braids", "cornrows", "dreadlocks", "ponytail", "bun", "top knot", "mohawk", "undercut", "bald"],
  ],
  facialHair: ["none", "stubble", "short beard", "full beard", "long beard", "goatee", "moustache"],
  expression: ["smiling", "laughing", "calm", "confident", "thoughtful", "serious", "surprised", "sad", "angry"],
  headwear: ["none", "hijab", "turban", "headscarf", "beanie", "cap", "straw hat", "fedora", "flower crown", "hood"],
  clothing: [
    ...["suit", "blazer", "shirt", "blouse", "T-shirt", "hoodie", "sweater", "turtleneck", "dress", "denim jacket"],
    ...["leather jacket", "dungarees", "doctor's coat", "tracksuit", "sari", "kimono", "abaya", "hanbok", "dashiki"],
    ...["kaftan", "armour", "cloak"],
  ],
} as const satisfies Partial<Record<AttributeName, readonly string[]>>;

export const accessoryWords = [
  ...["glasses", "sunglasses", "earrings", "hoop earrings", "necklace", "scarf", "headphones", "nose ring", "watch"],
  ...["freckles", "tie", "bow tie", "eyepatch", "backpack", "camera"],
] as const;

export const personalityWords = [
  ...["calm", "curious", "warm", "confident", "playful", "thoughtful", "bold", "gentle", "witty", "determined"],
  ...["dreamy", "adventurous", "reserved", "cheerful", "mysterious", "wise"],
] as const;

/** Styles in words, for models that draw from words. */
export const lookWords = [
  ...["studio photograph", "natural light photograph", "cinematic", "black and white photograph", "watercolour"],
  ...["oil painting", "pencil sketch", "ink line art", "comic book", "anime", "3D render", "flat illustration"],
  ...["pixel art", "pop art", "art nouveau"],
] as const;

export interface ColorWord {
  /** The word that models are told. */
  name: string;
  /** "#rrggbb", to show it. */
  value: string;
}

const toColors = (colors: Record<string, string>): ColorWord[] =>
  Object.entries(colors).map(([name, value]) => ({ name, value }));

/** Colours that are told by their names. */
export const colors = {
  hairColor: toColors({
    ...{ black: "#1c1816", "dark brown": "#3d2619", brown: "#6a4028", "light brown": "#9a6a42", auburn: "#8a3a20" },
    ...{ ginger: "#c8602a", blonde: "#e3bf72", "platinum blonde": "#efe3c4", grey: "#a7abb0", white: "#ececec" },
    ...{ pink: "#f28cb1", blue: "#3b73d9" },
  }),
  skinTone: toColors({
    ...{ porcelain: "#ffe6d6", fair: "#fbd3b4", light: "#f0c19c", olive: "#d3a06f", tan: "#c68a5a", brown: "#a4683f" },
    ...{ "dark brown": "#74462b", deep: "#4a2b1b" },
  }),
  eyeColor: toColors({
    ...{ "dark brown": "#3a2417", brown: "#6b4226", hazel: "#8e7618", amber: "#c58a1f", green: "#4f7f52" },
    ...{ blue: "#4f81b8", grey: "#8a939b" },
  }),
  clothingColor: toColors({
    ...{ black: "#1f1f24", charcoal: "#36393f", white: "#f7f7f5", beige: "#dcc7a6", brown: "#7a4b2c", red: "#d8393b" },
    ...{ burgundy: "#6d1a2d", orange: "#ef8632", mustard: "#d3a02a", green: "#2f9e5f", teal: "#1b8a8f" },
    ...{ "sky blue": "#74b6ee", navy: "#1f2d57", purple: "#7d4bc0", pink: "#f28cb1" },
  }),
} as const satisfies Partial<Record<AttributeName, ColorWord[]>>;

/** What may be behind a person, in one colour. */
export const backdrops = toColors({
  ...{ white: "#ffffff", "light grey": "#e5e7eb", charcoal: "#2a2d34", sand: "#eadfcb", peach: "#fbd9c5" },
  ...{ mint: "#cfeee0", "sky blue": "#cfe4fb", lavender: "#ded8fb" },
});
