export interface ParallelOptions {
  atOnce: number;
  signal: AbortSignal;
}

/**
 * Does `work` for every item, a few at a time, and yields what is ready first. When one of them throws, or its reader
 * leaves, the others are aborted and waited for.
 */
export async function* inParallel<Item, Result>(
  items: readonly Item[],
  { atOnce, signal }: ParallelOptions,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const running = new Set<Promise<{ result: Result; leave(): void }>>();
  let begun = 0;

  const fill = () => {
    for (; running.size < atOnce && begun < items.length; begun++) {
      const task = work(items[begun] as Item, either).then((result) => ({ result, leave: () => running.delete(task) }));
      // Whether it is waited for again depends on the reader.
      task.catch(() => {});
      running.add(task);
    }
  };

  try {
    fill();
    while (running.size > 0) {
      const { result, leave } = await Promise.race(running);
      leave();
      fill();
      yield result;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(running);
  }
}
