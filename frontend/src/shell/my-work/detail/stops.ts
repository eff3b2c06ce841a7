import type { Generation } from "@lumiku/app-sdk";

/** A picture among all pictures of a list. Work without pictures is one stop. */
export interface Stop {
  id: string;
  picture: number;
}

type ReadOutputs = (id: string) => Pick<Generation, "outputs"> | undefined;

/** What comes before and after a picture, through all work of the list in its order. */
export function neighboursOf(
  { id, picture }: Stop,
  ids: readonly string[],
  read: ReadOutputs,
): { previous: Stop | undefined; next: Stop | undefined } {
  const index = ids.indexOf(id);
  const before = index > 0 ? ids[index - 1] : undefined;
  const after = index >= 0 ? ids[index + 1] : undefined;
  const previous =
    picture > 0 ? { id, picture: picture - 1 } : before && { id: before, picture: lastPicture(read(before)) };
  const next = picture < lastPicture(read(id)) ? { id, picture: picture + 1 } : after && { id: after, picture: 0 };
  return { previous: previous || undefined, next: next || undefined };
}

function lastPicture(work: Pick<Generation, "outputs"> | undefined): number {
  return Math.max(0, (work?.outputs.filter(({ asset }) => asset).length ?? 0) - 1);
}
