/** Why a run is stopped from outside: the reasons of its AbortSignal. */
export const CANCELLED = "cancelled";
export const DEADLINE = "deadline";
export const TAKEN_OVER = "taken over";

/** Whether nobody waits for the work any more, so that it is to be stopped wherever it is done. */
export function isFinal(reason: unknown): boolean {
  return reason === CANCELLED || reason === DEADLINE;
}

/** Thrown to give work back to the queue for a while, though nothing has failed. */
export class HandBack extends Error {
  override readonly name = "HandBack";
  readonly delayMs: number;

  constructor(message: string, delayMs: number) {
    super(message);
    this.delayMs = delayMs;
  }
}

/** Thrown by an attempt that finds another one in its place. */
export class TakenOver extends Error {
  override readonly name = "TakenOver";
}
