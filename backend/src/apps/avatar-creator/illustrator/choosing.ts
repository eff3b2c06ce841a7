import type { Gender } from "./facts";
import type { Choice } from "./styles/table";
import { hairLengths, hairTerms, hairTraits } from "./words/hair";
import type { Said } from "./words/phrase";
import { findTerm, type Terms } from "./words/term";

export interface Chosen<Fact extends string> {
  choice: Choice<Fact>;
  shown: Said<Fact>[];
  /** What is drawn in the place of what. */
  replaced: { said: Said<Fact>; by: Fact }[];
  missing: Said<Fact>[];
}

const isHair = (fact: string) => hairTerms.some((term) => term.fact === fact);
const lengths = new Set<string>(hairLengths);
const traits = new Set<string>(hairTraits);
/** A shape counts more than its length or texture. */
const weightOf = (fact: string) => (traits.has(fact) ? 2 : 4);

/**
 * Finds the drawing that shows most of what was asked and least of what was not.
 *
 * @returns null when no drawing shows any of it
 */
export function choose<Fact extends string>(
  asked: readonly Said<Fact>[],
  choices: readonly Choice<Fact>[],
  terms: Terms<Fact>,
  { gender, prefers }: { gender?: Gender | undefined; prefers?: (choice: Choice<Fact>) => boolean },
  seed: number,
): Chosen<Fact> | null {
  const rated = choices.map((candidate) => {
    const rating = rate(asked, candidate, terms);
    const suits = leaning(candidate, gender) + (prefers?.(candidate) ? 0.6 : 0);
    return { ...rating, score: rating.score + suits };
  });
  const best = Math.max(...rated.map(({ score }) => score));
  const able = rated.filter(({ shown, replaced }) => shown.length + replaced.length > 0);
  const [first, ...others] = able.filter(({ score }) => score > best - 0.01);
  if (!first) return null;
  const key = (rating: typeof first) => rating.shown.map(({ fact }) => fact).join();
  return pick([first, ...others.filter((other) => key(other) === key(first))], seed);
}

function rate<Fact extends string>(asked: readonly Said<Fact>[], choice: Choice<Fact>, terms: Terms<Fact>) {
  const shows = new Set<Fact>(choice.shows);
  const chosen: Chosen<Fact> & { score: number } = { choice, shown: [], replaced: [], missing: [], score: 0 };
  const explained = new Set<Fact>();
  for (const said of asked) {
    const near = findTerm(terms, said.fact)?.instead ?? [];
    const rank = near.findIndex((fact) => shows.has(fact));
    const by = near[rank];
    if (shows.has(said.fact)) {
      chosen.shown.push(said);
      explained.add(said.fact);
      chosen.score += 3 * weightOf(said.fact);
    } else if (by !== undefined) {
      chosen.replaced.push({ said, by });
      explained.add(by);
      chosen.score += weightOf(said.fact) * (0.6 - 0.1 * rank);
    } else chosen.missing.push(said);
  }
  const wantsLength = asked.some(({ fact }) => lengths.has(fact));
  for (const fact of choice.shows) {
    if (explained.has(fact)) continue;
    if (lengths.has(fact)) chosen.score -= wantsLength ? 1.6 : 0;
    else chosen.score -= traits.has(fact) ? 0.3 : isHair(fact) ? 1.5 : 0.1;
  }
  // "A curly afro" is an afro: what stands in for one thing and was asked for itself shows both.
  const isAsked = ({ by }: { by: Fact }) => chosen.shown.some(({ fact }) => fact === by);
  const both = chosen.replaced.filter(isAsked);
  chosen.replaced = chosen.replaced.filter((replacement) => !isAsked(replacement));
  chosen.shown.push(...both.map(({ said }) => said));
  return chosen;
}

function leaning(choice: Choice, gender: Gender | undefined): number {
  if (!gender || gender === "non-binary" || !choice.suits) return 0;
  return choice.suits === gender || choice.suits === "anyone" ? 0.4 : -0.4;
}

/** The drawings for somebody of whom nothing was said. */
export function suitable<Fact extends string>(
  choices: readonly Choice<Fact>[],
  gender: Gender | undefined,
): Choice<Fact>[] {
  const isAny = gender === undefined || gender === "non-binary";
  return choices.filter(({ suits }) => suits && (isAny || suits === "anyone" || suits === gender));
}

/** A choice by seed that neighbours do not share. */
export function pick<T>(choices: readonly T[], seed: number): T {
  const mixed = Math.imul((seed ^ (seed >>> 16)) + 0x9e3779b9, 0x85ebca6b) >>> 0;
  return choices[(mixed >>> 8) % choices.length] as T;
}
