import { colorPattern, findColor, listColors, type Palette, type Tone } from "../colors";
import type { Terms } from "./term";

/** Something that was said: which thing is meant, in whose words, and in what colour. */
export interface Said<Fact extends string = string> {
  readonly fact: Fact;
  readonly words: string;
  readonly color?: Tone | undefined;
}

/** A few words about one thing, out of which readers take what they know; what is left nobody understood. */
export interface Phrase {
  /** @param near words that a loose term must stand before; a phrase about nothing else needs none */
  take<Fact extends string>(terms: Terms<Fact>, near?: RegExp): Said<Fact>[];
  takeColor(palette: Palette): Tone | undefined;
  /** Leaves words out that are understood by other means. */
  drop(words: RegExp): boolean;
  rest(): string[];
}

const TAKEN = "|";
const colorBefore = new RegExp(`\\b${colorPattern}(?:[ -](?!and\\b|with\\b|or\\b|in\\b)[\\w'-]+){0,2}[ -]?$`);
const anyColor = new RegExp(`\\b${colorPattern}`);
const fillers =
  /\b(?:an?|the|and|or|with|without|of|on|in|at|to|over|from|for|some|his|her|their|my|its|one|two|pair|set|very|quite|rather|slightly|is|wear(?:ing|s)|worn|hair(?:ed|style|do|cut)?|style[ds]?|cut|colou?r(?:ed)?|toned?|shade|skin(?:ned)?|eye[ds]?|face|look(?:ing|s)?|expression|build|body|type|figure|cloth(?:es|ing)|outfit|beard|small|full|none)\b|'s\b/g;

/** "Without glasses", "no hat or scarf". */
export const denial = /\b(?:without|no|not wearing|never)(?: (?:a|any|an|the))? (?:[\w-]+(?: (?:or|and) [\w-]+)?)/g;

export function createPhrase(words: string): Phrase {
  const original = words.toLowerCase().replace(/[’`]/g, "'");
  let text = original;
  const blank = (at: number, length: number) => {
    text = text.slice(0, at) + TAKEN.repeat(length) + text.slice(at + length);
  };

  return {
    take(terms, near) {
      const found: Said<(typeof terms)[number]["fact"]>[] = [];
      for (const { fact, said, isLoose } of terms) {
        const match = near && isLoose ? beside(said, near).exec(text) : said.exec(text);
        if (!match) continue;
        // "A long black beard": where a term leaves room for a word, the word may be its colour.
        const within = said.source.includes("\\w") ? anyColor.exec(match[0])?.[0] : undefined;
        const before = colorBefore.exec(original.slice(0, match.index))?.[1];
        const color = within ?? before;
        const hex = color && (findColor(color, "any") ?? findColor(color, "hair"));
        blank(match.index, match[0].length);
        if (before) blank(original.lastIndexOf(before, match.index), before.length);
        if (found.some((earlier) => earlier.fact === fact)) continue;
        found.push({ fact, words: match[0].trim(), ...(color && hex && { color: { hex, words: color } }) });
      }
      return found;
    },

    takeColor(palette) {
      const match = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/.exec(text) ?? firstOf(text, palette) ?? /^[\w\s-]+$/.exec(text);
      const hex = match && findColor(match[0], palette);
      if (!match || !hex) return undefined;
      blank(match.index, match[0].length);
      return { hex, words: match[0].trim() };
    },

    drop(known) {
      const match = known.exec(text);
      if (match) blank(match.index, match[0].length);
      return match !== null;
    },

    rest: () =>
      text
        .replace(fillers, TAKEN)
        .split(/[|,;./()]+/)
        .map((words) => words.replace(/^[\s'-]+|[\s'-]+$/g, ""))
        .filter((words) => /[a-z0-9\u00c0-\uffff]/.test(words)),
  };
}

function firstOf(text: string, palette: Palette): RegExpExecArray | null {
  for (const { said } of listColors(palette)) {
    const match = said.exec(text);
    if (match) return match;
  }
  return null;
}

const besides = new Map<string, RegExp>();

function beside(said: RegExp, near: RegExp): RegExp {
  const source = `(?:${said.source})(?=${near.source})`;
  const known = besides.get(source) ?? new RegExp(source);
  besides.set(source, known);
  return known;
}
