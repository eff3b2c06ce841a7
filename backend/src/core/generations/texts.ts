const MAX_SEARCH_CHARACTERS = 4_000;
const MAX_TITLE_CHARACTERS = 80;

/** Keys whose values name something and say nothing. */
const IS_REFERENCE = /(?:^ids?|Ids?)$/;
/** Addresses, embedded files, colours, and what is only letters and digits of a hash or an id. */
const IS_NO_TEXT =
  /^(?:[a-z][a-z\d+.-]*:\/\/|data:|\/api\/|#[\da-f]{3,8}$|[\da-f]{32,}$|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$)/i;

/** Where a work's subject stands, the most telling first. */
const titleKeys = ["name", "title", "prompt"];

type Params = Record<string, unknown>;

/** What a person can find work by: every text in its settings and its model's name, in lower case. */
export function searchTextOf(params: Params, modelName: string): string {
  const texts = [modelName, ...listTexts(params).map(({ text }) => text)];
  return fold(texts.join("\n")).slice(0, MAX_SEARCH_CHARACTERS);
}

/** The words of a search, as patterns of LIKE that all have to fit. */
export function searchPatterns(q: string): string[] {
  const words = fold(q).split(/\s+/).filter(Boolean);
  return words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
}

/** What work is about, in the person's own words: a name, or the beginning of the prompt. Null when it has neither. */
export function titleOf(params: Params): string | null {
  const texts = listTexts(params);
  const ranked = titleKeys.flatMap((wanted) => texts.filter(({ key }) => key === wanted));
  const words = ranked[0]?.text.replace(/\s+/g, " ").trim();
  if (!words) return null;
  // By characters, not by halves of them.
  const characters = [...words];
  if (characters.length <= MAX_TITLE_CHARACTERS) return words;
  return `${characters
    .slice(0, MAX_TITLE_CHARACTERS - 1)
    .join("")
    .trimEnd()}…`;
}

function listTexts(value: unknown, key = ""): { key: string; text: string }[] {
  if (typeof value === "string") return value.trim() && !IS_NO_TEXT.test(value) ? [{ key, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((part) => listTexts(part, key));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => (IS_REFERENCE.test(name) ? [] : listTexts(part, name)));
}

/** One form for what looks the same; accents stay as they were typed. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
