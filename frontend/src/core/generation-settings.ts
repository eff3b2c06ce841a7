import type { Generation } from "@lumiku/app-sdk";

type Params = Generation["params"];

/** Shown in a place of their own, or a means to name something else. */
const IS_ELSEWHERE = /^(?:prompt|negativePrompt|width|height|hasConsent)$|(?:^ids?|Ids?)$/;
/** How it is drawn, not what. */
const IS_MANNER = /^(?:style|background|quality|format)$/;
const MAX_DESCRIBED = 8;

/** Every setting that work was made with, in words: "Hair style", "long and curly". Lists are put together. */
export function settingsOf({ name: _title, ...params }: Params): { term: string; value: string }[] {
  return flatten(params)
    .filter(({ key }) => !IS_ELSEWHERE.test(key))
    .map(({ key, value }) => ({ term: wordsOf(key), value }));
}

/** What work without a prompt shows: "woman, young adult, green hijab". */
export function describe(params: Params): string {
  return flatten(params)
    .filter(({ key, isText }) => isText && !IS_ELSEWHERE.test(key) && !IS_MANNER.test(key))
    .slice(0, MAX_DESCRIBED)
    .map(({ value }) => value)
    .join(", ");
}

/** "hairColor" as "Hair colour". */
function wordsOf(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[-_]/g, " ")
    .toLowerCase();
  return titleCase(words.replace(/\bcolor\b/g, "colour"));
}

export function titleCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function flatten(value: unknown, key = ""): { key: string; value: string; isText: boolean }[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) {
    const texts = value.filter((part) => typeof part === "string" || typeof part === "number");
    return texts.length > 0 ? [{ key, value: texts.join(", "), isText: typeof texts[0] === "string" }] : [];
  }
  if (typeof value === "object") return Object.entries(value).flatMap(([name, part]) => flatten(part, name));
  if (typeof value === "boolean") return [{ key, value: value ? "Yes" : "No", isText: false }];
  return [{ key, value: String(value), isText: typeof value === "string" }];
}
