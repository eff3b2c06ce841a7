import { choose, pick, suitable } from "./choosing";
import { fieldOfWorn, type WornFact, wornTerms } from "./facts";
import { type Sitting, weights } from "./page";
import type { Choice } from "./styles/table";
import { isNearBlack } from "./tones";
import { facialHairTerms, type HairFact, hairTerms, hairTraits } from "./words/hair";
import type { Said } from "./words/phrase";
import type { Terms } from "./words/term";

const terms: Terms<HairFact | WornFact> = [...hairTerms, ...(wornTerms as Terms<WornFact>)];
const hairFacts = new Set<string>(hairTerms.map(({ fact }) => fact));

const fieldOf = (fact: string) => (hairFacts.has(fact) ? "hairStyle" : fieldOfWorn(fact));

/** What the hair on the head turned out to be. */
interface Head {
  /** Why no colour can be seen on it. */
  hidden?: string | undefined;
  /** Options that take its colour; undefined for hair inked in black. */
  names: readonly string[] | undefined;
}

type Beard = "in the hair's colour" | "in a colour of its own";

/**
 * Hair, facial hair and their colour.
 *
 * @param inHair worn things that this style draws as part of the hair
 * @returns whether grey could be seen in it
 */
export function mapHair(sitting: Sitting, inHair: readonly Said<WornFact>[]): boolean {
  const { look, table, page, palette } = sitting;
  const head = mapHead(sitting, inHair);
  const beard = mapFacialHair(sitting);
  page.paint(head.names, palette.hair);
  const isSeen = (!head.hidden && Boolean(head.names?.length)) || beard === "in the hair's colour";
  if (look.hairColor) {
    const isInked = !head.hidden && !palette.isHairLight && !head.names?.length && table.colors.hair !== undefined;
    if (isSeen || isInked) page.show("hairColor", `${look.hairColor.words} hair`);
    else if (head.hidden) page.regret("hairColor", head.hidden, weights.nothing);
    else page.regret("hairColor", `${table.title} has no colour for this hair.`, weights.color);
  }
  return isSeen || beard !== undefined;
}

function mapHead({ look, table, page, palette, seed }: Sitting, inHair: readonly Said<WornFact>[]): Head {
  const { colors, title } = table;
  const takesColor = (choice: Choice) => (choice.colors ?? colors.hair ?? []).length > 0;
  const cover = page.ownerOf(Object.keys(table.hair[0]?.options ?? {})[0] ?? "");
  if (cover !== undefined) {
    const hidden = `The ${cover} covers the hair.`;
    if (look.hair.length > 0) page.regret("hairStyle", hidden, weights.nothing);
    for (const said of inHair) {
      page.regret(fieldOfWorn(said.fact), `${title} cannot draw ${said.words} together with ${cover}.`, weights.thing);
    }
    return { hidden, names: undefined };
  }

  const asked = [...look.hair, ...inHair];
  if (asked.length === 0) {
    const usual = suitable(table.hair, look.gender);
    const tinted = palette.isHairLight ? usual.filter(takesColor) : [];
    const choice = pick(tinted.length > 0 ? tinted : usual, seed);
    page.fill(choice.options);
    return { names: choice.colors ?? colors.hair };
  }

  const prefers = (choice: Choice) => takesColor(choice) === palette.isHairLight;
  const chosen = choose(asked, table.hair, terms, { gender: look.gender, prefers }, seed);
  if (!chosen) {
    for (const said of asked) page.lack(fieldOf(said.fact), nameHair(said.words));
    return mapHead({ look: { ...look, hair: [] }, table, page, palette, seed }, []);
  }
  page.place(fieldOf, chosen, nameHair);
  const style = chosen.shown.filter(({ fact }) => hairFacts.has(fact));
  if (style.length > 0) page.show("hairStyle", describeHair(style.map(({ words }) => words)));
  for (const said of chosen.shown.filter(({ fact }) => !hairFacts.has(fact))) {
    page.show(fieldOfWorn(said.fact), said.words);
    if (said.color) page.regret(fieldOfWorn(said.fact), `${title} has no colour for ${said.words}.`, weights.color);
  }
  const hidden = chosen.choice.shows.includes("bald") ? "There is no hair to colour." : undefined;
  return { hidden, names: chosen.choice.colors ?? colors.hair };
}

/** @returns whose colour can be seen on it, if any */
function mapFacialHair({ look, table, page, palette, seed }: Sitting): Beard | undefined {
  if (look.facialHair.length === 0) return undefined;
  if (look.age === "child") {
    page.regret("facialHair", "A child is drawn without facial hair.", weights.nothing);
    return undefined;
  }
  const namesOf = (choice: Choice) => choice.colors ?? table.colors.facialHair ?? [];
  const prefers = (choice: Choice) => namesOf(choice).length > 0 === palette.isHairLight;
  const chosen = choose(look.facialHair, table.facialHair, facialHairTerms, { prefers }, seed);
  if (!chosen) for (const said of look.facialHair) page.lack("facialHair", said.words);
  if (!chosen || !page.place("facialHair", chosen)) return undefined;
  const names = namesOf(chosen.choice);
  const own = look.facialHair.find(({ color }) => color)?.color;
  for (const said of chosen.shown) page.show("facialHair", said.words);
  page.paint(names, palette.hair);
  if (own && chosen.choice.isBlack && isNearBlack(own.hex)) page.show("facialHair", `${own.words} facial hair`);
  else if (own) page.paintAsked("facialHair", names, own, "facial hair");
  if (names.length === 0) return undefined;
  return own ? "in a colour of its own" : "in the hair's colour";
}

/** "long" is "long hair", "bald" is "bald head", "bun" is "bun". */
function nameHair(words: string): string {
  if (words.startsWith("bald")) return `${words} head`;
  return isTrait(words) ? `${words} hair` : words;
}

const isTrait = (words: string) =>
  hairTerms.some(({ fact, said }) => hairTraits.includes(fact) && said.exec(words)?.[0] === words);

/** Traits first, shapes last: "long curly hair", "short afro". */
function describeHair(words: readonly string[]): string {
  const traits = words.filter(isTrait);
  const shapes = words.filter((word) => !isTrait(word));
  return shapes.length > 0 ? [...traits, shapes.join(" and ")].join(" ") : `${traits.join(" ")} hair`;
}
