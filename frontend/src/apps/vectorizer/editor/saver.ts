import type { AppError } from "@lumiku/app-sdk";
import type { Timer } from "./timer";

export interface SaverDependencies<T> {
  /** @throws AppError */
  send(value: T): Promise<unknown>;
  /** Told when something could not be saved; once while the server cannot be reached, however often it is tried. */
  tell(error: AppError): void;
  timer: Timer;
}

export interface Saver<T> {
  save(value: T): void;
  /** Sends what waits. @returns once it has been answered: whether everything is saved */
  flush(): Promise<boolean>;
  isPending(): boolean;
}

const PAUSE_MS = 500;
/** How long what got no answer waits until it is sent again: twice as long each time, up to the longest. */
const RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Saves what changes often: the last value, a moment after it, one at a time and in order. What the server did not
 * answer is sent until it does; what it refused is given up.
 */
export function createSaver<T>({ send, tell, timer }: SaverDependencies<T>): Saver<T> {
  let waiting: { value: T } | undefined;
  let leave: (() => void) | undefined;
  let sent: Promise<void> = Promise.resolve();
  let inFlight = 0;
  let isSaved = true;
  let isCutOff = false;
  let retryMs = RETRY_MS;

  const wait = (value: T, milliseconds: number): void => {
    waiting = { value };
    leave?.();
    leave = timer(sendNow, milliseconds);
  };

  const fail = (value: T, error: AppError): void => {
    isSaved = false;
    const isUnanswered = error.status === 0 || error.status === 429 || error.status >= 500;
    if (!isUnanswered || !isCutOff) tell(error);
    isCutOff = isUnanswered;
    if (!isUnanswered || waiting) return;
    wait(value, error.retryAfterMs ?? retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };

  const sendNow = (): void => {
    leave?.();
    leave = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    inFlight++;
    sent = sent
      .then(() => send(value))
      .then(
        () => {
          isSaved = true;
          isCutOff = false;
          retryMs = RETRY_MS;
        },
        (error: AppError) => fail(value, error),
      )
      .finally(() => {
        inFlight--;
      });
  };

  return {
    save: (value) => wait(value, PAUSE_MS),
    async flush() {
      sendNow();
      await sent;
      return isSaved;
    },
    isPending: () => waiting !== undefined || inFlight > 0,
  };
}
