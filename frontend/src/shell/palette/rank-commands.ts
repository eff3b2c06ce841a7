interface Named {
  title: string;
  /** Other words it is found by. */
  keywords?: readonly string[];
  hint?: string;
}

/**
 * The commands that have every word of the query, the best first: words begin with what is typed, and those of the
 * title count more than the others. Case and accents do not count.
 */
export function rankCommands<T extends Named>(commands: readonly T[], query: string): T[] {
  const wanted = wordsOf(query);
  return commands
    .map((command) => ({ command, score: scoreOf(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

function scoreOf({ title, keywords = [], hint = "" }: Named, wanted: readonly string[]): number {
  const titleWords = wordsOf(title);
  const otherWords = wordsOf([...keywords, hint].join(" "));
  let total = 0;
  for (const [index, word] of wanted.entries()) {
    const begins = (other: string) => other.startsWith(word);
    if (titleWords[index] === word) total += 5;
    else if (titleWords[index]?.startsWith(word)) total += 4;
    else if (titleWords.some(begins)) total += 3;
    else if (otherWords.some(begins)) total += 1;
    else return 0;
  }
  // Of two that fit alike, the one that says nothing else is meant.
  return total + 1 / (1 + titleWords.length);
}

const wordsOf = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
