/** One thing that can be said of a look, and the words people say it in. */
export interface Term<Fact extends string = string> {
  readonly fact: Fact;
  /** Lower-case words; the whole word counts. */
  readonly said: RegExp;
  /** What comes nearest, for a style that has no such drawing: the best first. */
  readonly instead: readonly Fact[];
  /** Means this only in a field of its own or beside its noun: "short" in "short hair". */
  readonly isLoose: boolean;
}

export type Terms<Fact extends string = string> = readonly Term<Fact>[];

type Row<Fact extends string> = readonly [fact: Fact, said: string, instead?: readonly string[], loose?: "loose"];

/** In each list the more particular words come first: "graphic t-shirt" before "t-shirt". */
export function terms<const Fact extends string>(rows: readonly Row<Fact>[]): Terms<Fact> {
  return rows.map(([fact, said, instead = [], loose]) => ({
    fact,
    said: new RegExp(`\\b(?:${said})\\b`),
    instead: instead as readonly Fact[],
    isLoose: loose === "loose",
  }));
}

export type FactOf<T> = T extends Terms<infer Fact> ? Fact : never;

export function findTerm<Fact extends string>(list: Terms<Fact>, fact: Fact): Term<Fact> | undefined {
  return list.find((term) => term.fact === fact);
}
