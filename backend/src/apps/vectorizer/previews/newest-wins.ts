import { platformError } from "@lumiku/app-sdk";

/**
 * Lets each person have one piece of work at a time. What is asked for anew, under the same subject, takes the place of
 * the earlier; other subjects wait for their turn.
 *
 * @throws AppError CONFLICT for what a newer request took the place of; the signal's reason
 */
export type NewestWins = <T>(
  who: { userId: string; subject: string },
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function createNewestWins(): NewestWins {
  const newest = new Map<string, AbortController>();
  const turns = new Map<string, Promise<unknown>>();

  return async ({ userId, subject }, signal, work) => {
    const place = `${userId}/${subject}`;
    const own = new AbortController();
    newest.get(place)?.abort(superseded());
    newest.set(place, own);
    const either = AbortSignal.any([signal, own.signal]);

    const before = turns.get(userId);
    const turn = (async () => {
      await before;
      either.throwIfAborted();
      return work(either);
    })();
    const settled = turn.then(
      () => {},
      () => {},
    );
    turns.set(userId, settled);
    try {
      return await turn;
    } finally {
      if (newest.get(place) === own) newest.delete(place);
      if (turns.get(userId) === settled) turns.delete(userId);
    }
  };
}

const superseded = () => platformError("CONFLICT", { message: "A newer draft has taken the place of this one." });
