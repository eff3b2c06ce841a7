import { platformError } from "../errors";

export interface Line {
  /**
   * Waits for a place, first come, first served.
   *
   * @returns what gives the place back
   * @throws AppError UNAVAILABLE when the line is full; the signal's reason when it is aborted while waiting
   */
  enter(signal: AbortSignal | undefined): Promise<() => void>;
}

const RETRY_AFTER_MS = 2_000;

export function createLine({ places, maxWaiting }: { places: number; maxWaiting: number }): Line {
  const waiting = new Set<() => void>();
  let taken = 0;

  // Whoever leaves hands over the place.
  const leave = () => {
    const [next] = waiting;
    if (!next) taken--;
    else {
      waiting.delete(next);
      next();
    }
  };

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (taken < places) {
        taken++;
        return leave;
      }
      if (waiting.size >= maxWaiting) {
        throw platformError("UNAVAILABLE", {
          message: "A lot is being worked on right now. Try again in a moment.",
          retryable: true,
          retryAfterMs: RETRY_AFTER_MS,
        });
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const giveUp = () => {
        waiting.delete(resolve);
        reject(signal?.reason);
      };
      waiting.add(resolve);
      signal?.addEventListener("abort", giveUp, { once: true });
      await promise;
      signal?.removeEventListener("abort", giveUp);
      return leave;
    },
  };
}
