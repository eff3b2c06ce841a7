type Match<Column extends string> = { [K in Column]?: { contains: string; mode: "insensitive" } };

/** Conditions that hold where every word of `q` is in one of these columns, in capitals or not. */
export function matchWords<const Column extends string>(
  q: string | undefined,
  columns: readonly Column[],
): { OR: Match<Column>[] }[] {
  const words = q?.split(/\s+/).filter(Boolean) ?? [];
  return words.map((word) => ({
    OR: columns.map((column) => {
      // % and _ are to be found, not to stand for anything.
      const contains = word.replace(/[\\%_]/g, "\\$&");
      return { [column]: { contains, mode: "insensitive" } } as Match<Column>;
    }),
  }));
}
