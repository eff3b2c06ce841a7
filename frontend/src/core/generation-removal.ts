import type { Generation } from "@lumiku/app-sdk";
import { inBatches, MAX_CHOSEN } from "./batches";
import { isRunning, useGenerations } from "./generations";
import { platform } from "./platform";
import { removals } from "./removal";

/** Moves finished work and its files to the bin, with the means to undo it. What still runs stays. */
export async function removeGenerations(work: readonly Generation[]): Promise<void> {
  const ended = work.filter((generation) => !isRunning(generation));
  if (ended.length === 0) return;
  const ids = ended.map(({ id }) => id);
  const { remove, putBack, upsert } = useGenerations.getState();
  await removals.remove({
    words: ended.length === 1 ? "Removed from your work" : `${ended.length} removed from your work`,
    hide: () => ids.forEach(remove),
    show: () => putBack(...ended),
    async remove() {
      const answers = await inBatches(ids, MAX_CHOSEN, (batch) =>
        platform.generations.removeMany({ body: { ids: batch } }),
      );
      const removed = new Set(answers.flatMap((answer) => answer.ids));
      putBack(...ended.filter(({ id }) => !removed.has(id)));
    },
    async restore() {
      const answers = await inBatches(ids, MAX_CHOSEN, (batch) =>
        platform.generations.restore({ body: { ids: batch } }),
      );
      upsert(...answers.flatMap(({ items }) => items));
    },
  });
}
