/**
 * The forms of a text in which rules look for words, so that simple disguises do not hide them: case,
 * diacritics, invisible characters and look-alike letters ("nսdе"), punctuation inside a word ("p.orn"),
 * letters apart ("p o r n"), digits for letters ("p0rn"), letters drawn out ("pooorn"). Linear in the text.
 * Most texts have one or two forms.
 */
export function listForms(text: string): string[] {
  const folded = foldText(text);
  const joined = folded.replace(insidePunctuation, "");
  const gathered = folded.replace(lettersApart, gather);
  const forms = new Set<string>();
  for (const form of [folded, joined, gathered]) {
    const squeezed = form.replace(drawnOut, "$1");
    forms.add(form).add(readDigits(squeezed, "i")).add(readDigits(squeezed, "l"));
  }
  return [...forms];
}

/** One spelling for what looks the same: lower case, compatibility forms resolved, nothing invisible. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(invisible, "")
    .replace(lookAlike, (letter) => lookAlikes[letter] ?? letter)
    .replaceAll("_", " ");
}

const invisible = /[\u0300-\u036f\p{Cf}\p{Variation_Selector}\u115f\u1160\u3164\u2800]/gu;

/** Cyrillic, Greek, Armenian and stroked Latin letters that pass for plain ones. */
const lookAlikes: Record<string, string> = {
  ...pair("асеорхуіјѕԁһӏԛԝкмтвн", "aceopxyijsdhlqwkmtbh"),
  ...pair("αεικνορτυχη", "aeikvoptuxn"),
  ...pair("սոօցհ", "unogh"),
  ...pair("ıłøđħɡɑ", "ilodhga"),
};
const lookAlike = new RegExp(`[${Object.keys(lookAlikes).join("")}]`, "gu");

function pair(letters: string, plain: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter, index) => [letter, plain[index] ?? letter]));
}

const insidePunctuation = /(?<=\p{L})[^\p{L}\p{N}\s]{1,3}(?=\p{L})/gu;
const drawnOut = /(\p{L})\1{2,}/gu;
/** At least three single letters or digits, each apart by one space or a little punctuation. Two spaces end the word. */
const lettersApart =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}](?:(?:\s?[^\p{L}\p{N}\s]{1,2}\s?|\s)[\p{L}\p{N}](?![\p{L}\p{N}])){2,}/gu;

/** "a p o r n" may be "aporn" or "a porn": both are kept. */
function gather(run: string): string {
  const word = run.replace(/[^\p{L}\p{N}]/gu, "");
  return /^[ai]/.test(word) ? `${word} ${word.slice(1)}` : word;
}

const digitLetters: Record<string, string> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "€": "e",
};

/** Reads digits as letters, only in words that hold a letter: "18 nudges" keeps its 18. */
function readDigits(text: string, one: "i" | "l"): string {
  return text.replace(/[\p{L}\p{N}@$€!|]+/gu, (word) =>
    /\p{L}/u.test(word) ? word.replace(/[0345789@$€]|1|[!|](?=\p{L})/gu, (sign) => digitLetters[sign] ?? one) : word,
  );
}
