import type { Attributes } from "@lumiku/contracts/avatar-creator-recipe";
import type { Palette, Tone } from "../colors";
import type { Field } from "../facts";
import { createPhrase, denial, type Phrase, type Said } from "./phrase";
import type { Terms } from "./term";

/** The attributes as they were filled in, out of which readers take what they know. */
export interface Fields {
  /** Things of one kind from several fields; undefined where none names any, empty where one says "none". */
  take<Fact extends string>(fields: readonly Field[], terms: Terms<Fact>): Said<Fact>[] | undefined;
  takeColor(field: Field, palette: Palette): Tone | undefined;
  drop(field: Field, words: RegExp): boolean;
  isNone(field: Field): boolean;
  /** What nobody took. */
  listRest(): { field: Field; words: string }[];
}

const none = /^(?:none?|without|nothing|clean[- ]shaven|n\/a|-)(?:\b|$)(?! hair)/i;

export function createFields(attributes: Attributes): Fields {
  const phrases = new Map<Field, Phrase>();
  const empty = new Set<Field>();
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "gender" || name === "ageRange" || value === undefined) continue;
    const field = name as Field;
    const words = [value].flat().join(", ").trim();
    if (none.test(words)) empty.add(field);
    else phrases.set(field, createPhrase(field === "hairStyle" ? words : words.replace(denial, "|")));
  }

  return {
    take(fields, terms) {
      const found = fields.flatMap((field) => phrases.get(field)?.take(terms) ?? []);
      return found.length > 0 || fields.some((field) => empty.has(field)) ? found : undefined;
    },
    takeColor: (field, palette) => phrases.get(field)?.takeColor(palette),
    drop: (field, words) => phrases.get(field)?.drop(words) ?? false,
    isNone: (field) => empty.has(field),
    listRest: () => [...phrases].flatMap(([field, phrase]) => phrase.rest().map((words) => ({ field, words }))),
  };
}
