/** What the platform takes at once of things that are chosen together. */
export const MAX_CHOSEN = 100;

/** Does something with everything, some at a time, one after the other. */
export async function inBatches<T, Answer>(
  items: readonly T[],
  size: number,
  work: (batch: T[]) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += size) answers.push(await work(items.slice(start, start + size)));
  return answers;
}
