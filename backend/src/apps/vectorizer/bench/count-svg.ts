/** Numbers that one segment of a path takes, by its command. */
const NUMBERS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7 };

/** What it takes to draw an SVG that any tracer wrote: paths, and the points they go through. */
export function countSvg(svg: string): { paths: number; nodes: number } {
  const paths = [...svg.matchAll(/\sd="([^"]*)"/g)].map(([, data]) => data as string);
  const nodes = paths.flatMap((data) => [...data.matchAll(/([MLHVCSQTA])([^MLHVCSQTAZ]*)/gi)]).map(countSegments);
  return { paths: paths.length, nodes: nodes.reduce((sum, count) => sum + count, 0) };
}

function countSegments([, command, numbers]: RegExpMatchArray): number {
  const count = numbers?.match(/-?(?:\d*\.\d+|\d+\.?)(?:e-?\d+)?/gi)?.length ?? 0;
  return count / (NUMBERS[(command as string).toUpperCase()] as number);
}
