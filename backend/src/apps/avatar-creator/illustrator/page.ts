import type { Attributes } from "@lumiku/contracts/avatar-creator-recipe";
import type { Chosen } from "./choosing";
import type { Tone } from "./colors";
import type { Look } from "./facts";
import type { Palette } from "./palette";
import type { Options, StyleTable } from "./styles/table";

export type AnswerField = keyof Attributes;

/** What became of one thing that was asked for. */
export interface Answer {
  field: AnswerField;
  /** In words, when the drawing shows it. */
  shown?: string;
  /** Why it does not, or not quite. */
  note?: string;
}

/** What a thing is worth when another style could have shown it. */
export const weights = { thing: 3, likeness: 2, color: 1, nothing: 0 } as const;

/** A drawing in the making: a style's options, and an answer to everything that was asked for. */
export interface Page {
  readonly options: Record<string, unknown>;
  readonly answers: readonly Answer[];
  /** How much of what was asked is lost. */
  readonly missing: number;
  show(field: AnswerField, shown: string): void;
  regret(field: AnswerField, note: string, weight: number): void;
  lack(field: AnswerField, words: string): void;
  /** What is drawn where this option draws. */
  ownerOf(slot: string): string | undefined;
  /**
   * Puts a drawing on the page, unless something that was put there before is in its place.
   *
   * @param name what the words are called where they stand alone: "long" is "long hair"
   */
  place(
    field: AnswerField | ((fact: string) => AnswerField),
    chosen: Chosen<string>,
    name?: (words: string) => string,
  ): boolean;
  /** Sets options that nobody asked for, where there is room. */
  fill(options: Options | undefined): void;
  /** @returns whether there is anything that takes the colour */
  paint(names: readonly string[] | undefined, hex: string): boolean;
  /** Paints, and answers when the colour was asked for. */
  paintAsked(field: AnswerField, names: readonly string[] | undefined, tone: Tone, what: string): void;
}

/** One look on its way into one style. */
export interface Sitting {
  look: Look;
  table: StyleTable;
  page: Page;
  palette: Palette;
  seed: number;
}

const asTheyAre = (words: string) => words;

export function createPage({ title, base, friendly }: StyleTable): Page {
  const options: Record<string, unknown> = { ...base, ...friendly };
  const owners = new Map<string, string>();
  const painters = new Map<string, string>();
  const answers: Answer[] = [];
  let missing = 0;

  const regret = (field: AnswerField, note: string, weight: number) => {
    answers.push({ field, note });
    missing += weight;
  };
  const lack = (field: AnswerField, words: string) => regret(field, `${title} draws no ${words}.`, weights.thing);
  const fill = (chosen: Options = {}) => {
    for (const [name, value] of Object.entries(chosen)) if (!owners.has(name)) options[name] = value;
  };
  const paint = (names: readonly string[] = [], hex: string) => {
    for (const name of names) if (!painters.has(name)) options[name] = [hex];
    return names.length > 0;
  };

  return {
    options,
    answers,
    get missing() {
      return missing;
    },
    show: (field, shown) => answers.push({ field, shown }),
    regret,
    lack,
    ownerOf: (slot) => owners.get(slot),
    fill,
    paint,

    place(field, { choice, shown, replaced, missing: lost }, name = asTheyAre) {
      const fieldOf = typeof field === "function" ? field : () => field;
      const slots = Object.keys(choice.options).filter((option) => !/Probability$|Color$/.test(option));
      const drawn = [...shown, ...replaced.map(({ said }) => said)];
      const owner = owners.get(slots[0] ?? "");
      if (owner !== undefined) {
        for (const { fact, words } of drawn) {
          regret(fieldOf(fact), `${title} cannot draw ${name(words)} together with ${owner}.`, weights.thing);
        }
      } else {
        fill(choice.options);
        const words = drawn.map((said) => said.words).join(" ");
        for (const slot of slots) if (!owners.has(slot)) owners.set(slot, name(words));
        for (const { said, by } of replaced) {
          const note = `${title} draws no ${name(said.words)}; this is ${withArticle(name(by))}.`;
          regret(fieldOf(said.fact), note, weights.likeness);
        }
      }
      for (const { fact, words } of lost) lack(fieldOf(fact), name(words));
      return owner === undefined;
    },

    paintAsked(field, names = [], { hex, words }, what) {
      const painter = names.map((name) => painters.get(name)).find(Boolean);
      if (painter) regret(field, `${title} draws ${painter} and ${what} in one colour.`, weights.color);
      else if (paint(names, hex)) {
        answers.push({ field, shown: `${words} ${what}` });
        for (const name of names) painters.set(name, what);
      } else regret(field, `${title} has no colour for ${what}.`, weights.color);
    },
  };
}

/** "a cardigan", "an afro", "glasses", "long hair". */
function withArticle(words: string): string {
  if (/(?<!s)s$|hair$|stubble$|blush$/.test(words)) return words;
  return `${/^[aeiou]/.test(words) && !words.startsWith("uni") ? "an" : "a"} ${words}`;
}
