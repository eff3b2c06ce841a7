import type { AppError } from "@lumiku/app-sdk";
import { newIdempotencyKey } from "./http";

export interface Attempts {
  /** Sends it under a name of its own; under the same one as before, when that got no answer and asks for the same. */
  make: <T>(content: unknown, send: (idempotencyKey: string) => Promise<T>) => Promise<T>;
}

/**
 * Names what costs something, so that it is charged once: an answer that got lost does not tell whether the server
 * has started it, and whoever presses the button again means the same.
 */
export function createAttempts(): Attempts {
  let unanswered: { content: string; key: string } | undefined;
  return {
    async make(content, send) {
      const written = JSON.stringify(content);
      const key = unanswered?.content === written ? unanswered.key : newIdempotencyKey();
      try {
        const answer = await send(key);
        unanswered = undefined;
        return answer;
      } catch (error) {
        const { status } = error as AppError;
        const isUncertain = status === 0 || status >= 500;
        unanswered = isUncertain ? { content: written, key } : undefined;
        throw error;
      }
    },
  };
}
