/** The options that have the text in them, those that begin with it first. Case and accents do not count. */
export function findMatches(options: readonly string[], text: string): string[] {
  const wanted = fold(text.trim());
  const found = options.filter((option) => fold(option).includes(wanted));
  const beginning = found.filter((option) => fold(option).startsWith(wanted));
  return [...beginning, ...found.filter((option) => !beginning.includes(option))];
}

export const isSameWord = (one: string, other: string) => fold(one.trim()) === fold(other.trim());

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
