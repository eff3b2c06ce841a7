import { platformError } from "@lumiku/app-sdk";

export interface TurnsOptions {
  atOnce: number;
  /** How many may stand in line before the next is sent away. */
  maxWaiting: number;
}

/** Runs work in the order it came, so much at once. @throws AppError UNAVAILABLE when the line is too long */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Keeps the pictures that are decoded at the same time few: each takes four bytes of memory a pixel. */
export function createTurns({ atOnce, maxWaiting }: TurnsOptions): TakeTurn {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running < atOnce) running++;
    else {
      if (waiting.length >= maxWaiting) {
        throw platformError("UNAVAILABLE", {
          message: "Many pictures are being worked on right now. Try again in a moment.",
          retryable: true,
          retryAfterMs: 3_000,
        });
      }
      // Whoever ends hands over its place.
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
