import { foldText } from "./prompt-text";

export interface PromptRule {
  /** Shown to the person and in the error's details: "nudity". */
  category: string;
  /** Tried on every form of a text that `listForms` gives. Must run in linear time. */
  pattern: RegExp;
  /** Given, the rule holds only when this is mentioned too, in the same field or in another. */
  alongside?: RegExp;
  /** Shown to the person. Never names the words. */
  message?: string;
}

/** Between two words of a phrase; and the same when they may also be written as one. */
const GAP = "[^\\p{L}\\p{N}]{1,3}";
const ANY_GAP = "[^\\p{L}\\p{N}]{0,3}";
/** "no nudity" asks for none. Someone who abuses this still meets the check of the picture. */
const NOT_DENIED = `(?<!(?<!\\p{L})(?:no|not|non|without|never|zero|avoid)${GAP})`;

/** Whole words and phrases: a space stands for a gap, "~" for a gap that may be missing. */
function anyOf(fragments: readonly string[], before = ""): RegExp {
  const alternatives = fragments.map((fragment) => fragment.replaceAll(" ", GAP).replaceAll("~", ANY_GAP));
  return new RegExp(`(?<!\\p{L})${before}(?:${alternatives.join("|")})(?!\\p{L})`, "u");
}

/** Not before these, apart by a space or hyphen: "nude pink lip-gloss" is a colour, "nude, lips parted" is not. */
const notBefore = (things: string) => `(?![\\s-](?:${things})(?!\\p{L}))`;
const colouredThings =
  "(?:(?:matte|glossy|soft|natural|satin|pink|beige|brown|peach|pale|light|warm)[\\s-])?(?:lips?|lip[\\s-]?(?:sticks?|gloss)|gloss|make[\\s-]?up|tones?|colou?r(?:s|ed)?|shades?|hues?|nails?|nail[\\s-]?polish|manicure|palettes?|heels?|pumps|shoes|sandals|eye[\\s-]?shadow|blush|tights|stockings|pantyhose|dress|gown|blouse|fabric|leather|background|foundation)";
const nakedThings =
  "eyes?|mole(?:[\\s-]?rats?)?|flames?|bulbs?|cakes?|trees?|branch(?:es)?|truth|wires?|blades?|swords?|steel|metal|bike";

const nudity = [
  `nudes?(?!-toned)${notBefore(colouredThings)}`,
  "nudity",
  "nudis(?:m|ts?)",
  `naked${notBefore(nakedThings)}`,
  "nakedness",
  "unclothed",
  "fully undressed",
  `topless${notBefore("cars?|jeeps?|convertibles?|roadsters?|trucks?")}`,
  "(?:wearing|with) no cloth(?:es|ing)",
  "(?:without|no) (?:any )?(?:clothes|clothing) on",
  "wearing nothing at all",
  "(?:bare|exposed|uncovered|visible) (?:breasts|boobs|tits|nipples?|genitals|crotch|buttocks|ass|pussy)",
  "(?:wet|shaved|spread) pussy(?![\\s-](?:cat|willow))",
  "penis(?:es)?",
  "vaginas?",
  "vulvas?",
  "genital(?:s|ia)",
  "dick pics?",
];

const acts = [
  "porn(?:o|os|ographic|ography|ographer|star|stars)?",
  "nsfw",
  "hentai",
  "rule 34(?!\\p{N})",
  "ahegao",
  "futanari",
  "(?:blow|hand|foot|rim)~jobs?",
  "deepthroat(?:s|ed|ing)?",
  "gang~bang(?:s|ed|ing)?",
  "cum~shots?",
  "bukkake",
  "fellatio",
  "cunnilingus",
  "masturbat(?:e|es|ed|ing|ion)",
  "ejaculat(?:e|es|ed|ing|ion)",
  "orgasm(?:s|ic|ing)?",
  "org(?:y|ies)(?!\\sof(?!\\p{L}))",
  "(?:oral|anal|vaginal|group|hardcore|explicit|rough) sex",
  "(?:anal|vaginal|sexual|double) penetration",
  "sexual (?:intercourse|acts?|positions?|content)",
  "sexually explicit",
  "(?:having|have|has|had) sex",
  "sex (?:acts?|scenes?|positions?|tapes?|toys?|slaves?)",
  "fuck(?:s|ed|ing)? (?:her|him|them|each other|an? (?:man|woman|girl|boy|guy))",
  "(?:getting|being) fucked",
  "rap(?:ed|ing|ists?)",
  "gang rape",
  "rape scenes?",
  "bestiality",
  "zoophilia",
  "dildos?",
  "butt~plugs?",
];

/** Fine for grown-ups, never beside a child. */
const suggestive = [
  "sexy",
  "sexual(?:ly|ised|ized)?(?! (?:orientation|education|health|identity)(?!\\p{L}))",
  "(?:child|kids?|teen|minors?) sex(?! (?:education|ed)(?!\\p{L}))",
  "erotic(?:a|ally)?",
  "seductive(?:ly)?",
  "sensual(?:ly)?",
  "lewd",
  "horny",
  "fetish",
  "lingerie",
  "panties",
  "thong(?! sandals?(?!\\p{L}))",
  "cleavage",
  "undress(?:ed|ing)",
];

/** Under 18; not the end of 25, of 1.5 or of "twenty-five". */
const age = `(?<![\\p{N}.,])(?<!(?:twen|thir|for|fif|six|seven|eigh|nine)ty${GAP})(?:[0-9]|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)`;

const minors = [
  "child(?:ren)?s?",
  "kids?",
  "toddlers?",
  "infants?",
  "newborns?",
  "bab(?:y|ies)(?! (?:blue|pink|yellow|green|hairs?|bangs|dolls?|grand|shower|bump|faced?)(?!\\p{L}))",
  "pre~teens?",
  "tweens?",
  "teen(?:s|age|aged|agers?)?",
  "under~aged?",
  "under (?:18(?!\\p{N})|eighteen)",
  "minors",
  "juveniles?",
  "(?:pre)?pubescents?",
  "lolis?",
  "lolitas?",
  "shotas?",
  "school~(?:girl|boy)s?",
  "(?:little|young|small) (?:girl|boy)s?",
  `${age}~(?:years?|yrs?|y)~(?:olds?|o)`,
];

/**
 * What no deployment should have to think of: sexual content with minors, explicit acts, nudity. English,
 * and narrow on purpose: a word with an ordinary meaning (cock, tit, strip, sex) is listed only in a phrase
 * that leaves one reading, and what slips through meets the check of the picture.
 */
export const defaultPromptRules: readonly PromptRule[] = [
  {
    category: "minors",
    pattern: anyOf([...nudity, ...acts, ...suggestive], NOT_DENIED),
    alongside: anyOf(minors),
    message: "Sexual content with minors is never allowed.",
  },
  {
    category: "minors",
    pattern: anyOf(["lolicons?", "shotacons?", "jail~bait", "csam", "pa?edophil(?:es?|ia|ic)"], NOT_DENIED),
    message: "Sexual content with minors is never allowed.",
  },
  {
    category: "sexual acts",
    pattern: anyOf(acts, NOT_DENIED),
    message: "Explicit sexual content is not allowed here.",
  },
  { category: "nudity", pattern: anyOf(nudity, NOT_DENIED), message: "Nudity is not allowed here." },
];

const UNSPACED = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]";
const startsUnspaced = new RegExp(`^${UNSPACED}`, "u");
const endsUnspaced = new RegExp(`${UNSPACED}$`, "u");

/**
 * Finds these words as they are, each whole: "acme" is not in "acmeist". Scripts written without spaces have
 * no word boundaries, so there a word is found anywhere.
 */
export function patternOf(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => {
    const parts = foldText(word).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const plain = parts.join("");
    const start = startsUnspaced.test(plain) ? "" : `(?<!${/^\p{N}/u.test(plain) ? "[\\p{L}\\p{N}]" : "\\p{L}"})`;
    const end = endsUnspaced.test(plain) ? "" : `(?!${/\p{N}$/u.test(plain) ? "[\\p{L}\\p{N}]" : "\\p{L}"})`;
    return start + parts.join(GAP) + end;
  });
  return new RegExp(alternatives.join("|"), "u");
}
