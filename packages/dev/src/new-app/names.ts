export interface Names {
  /** "mood-board" */
  id: string;
  /** "Mood Board" */
  title: string;
  /** "moodBoard" */
  camel: string;
  /** "MoodBoard" */
  pascal: string;
  /** "mood_board" */
  snake: string;
}

export interface AppNames extends Names {
  /** The contract's constant: `camel`, unless that is a word the written code needs for something else. */
  contract: string;
}

const reserved = new Set([
  "core",
  "shell",
  "apps",
  "accounts",
  "assets",
  "events",
  "generations",
  "health",
  "admin",
  "billing",
  "account",
  // The app that the platform's own tests bring along.
  "trial",
]);

/** What is wrong with an app's id, in words; null when nothing is. */
export function findIdProblem(id: string, taken: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return "An app's id is kebab-case: bun run new:app mood-board";
  if (id.length > 40) return "An app's id has at most 40 characters";
  if (reserved.has(id)) return `"${id}" is a name of the platform's own`;
  if (taken.includes(id)) return `There is an app "${id}" already`;
  const twin = taken.find((other) => namesOf(other).pascal === namesOf(id).pascal);
  return twin ? `"${id}" reads like the app "${twin}"` : null;
}

/** What is wrong with an app's title, in words; null when nothing is. */
export function findTitleProblem(title: string | undefined): string | null {
  if (title === undefined) return null;
  if (title !== title.trim() || title === "") return "An app's name neither is empty nor begins or ends with a space";
  if (/\p{Cc}/u.test(title)) return "An app's name is one line of text";
  return title.length > 60 ? "An app's name has at most 60 characters" : null;
}

export function namesOf(id: string, title?: string): Names {
  const words = id.split("-");
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return {
    id,
    title: title ?? words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" "),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    snake: words.join("_"),
  };
}
