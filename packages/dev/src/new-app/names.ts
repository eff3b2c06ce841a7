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

/** Names in the written files that an app's own constant would clash with. */
const inUse = new Set([
  ..."add afterAll api arguments attempt beforeAll createClient createHash createIdeaRepository createIdeaService".split(" "),
  ..."createTestPlatform decodeCursor defineAction defineApp defineContract defineRoutes defineWebApp digest".split(" "),
]);

/** What is wrong with an app's id, in words; null when nothing is. */
export function findIdProblem(id: string, taken: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) return "An app's id is kebab-case: bun run new:app mood-board";
  if (id.length > 40) return "An app's id has at most 40 characters";
  if (reserved.has(id)) return `"${id}" is a name of the platform's own`;
  return taken.includes(id) ? `There is an app "${id}" already` : null;
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
