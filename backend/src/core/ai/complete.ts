import type { Logger } from "@lumiku/app-sdk/server";
import { type Look, type Picture, ProviderFailure, type Ticket, type TicketedProvider } from "./provider";

/** Looks in a row that may fail before the provider counts as gone. */
const MAX_FAILED_LOOKS = 5;
const DOWNLOAD_ATTEMPTS = 3;

export interface Pace {
  firstMs: number;
  longestMs: number;
}
const defaultPace: Pace = { firstMs: 100, longestMs: 2_000 };

export interface CompleteOptions {
  signal: AbortSignal;
  onLook?: (look: Look) => void | Promise<void>;
  logger: Logger;
  /** How soon to look again: each time half as long again, up to the longest. */
  pace?: Pace | undefined;
}

/**
 * Waits for a call that was submitted, by whichever process, and copies its picture.
 *
 * @throws ProviderFailure, or the signal's reason
 */
export async function complete(provider: TicketedProvider, ticket: Ticket, options: CompleteOptions): Promise<Picture> {
  const { signal, onLook, logger, pace = defaultPace } = options;
  const unknown = new Set<string>();
  let failedLooks = 0;
  for (let waitMs = pace.firstMs; ; waitMs = Math.min(waitMs * 1.5, pace.longestMs)) {
    await sleep(waitMs, signal);
    let look: Look;
    try {
      look = await provider.look(ticket, signal);
      failedLooks = 0;
    } catch (error) {
      if (!mayPass(error) || ++failedLooks === MAX_FAILED_LOOKS) throw error;
      await sleep(error.retryAfterMs ?? waitMs, signal);
      continue;
    }
    if (look.state === "running" && look.unknownStatus && !unknown.has(look.unknownStatus)) {
      unknown.add(look.unknownStatus);
      logger.warn({ provider: provider.id, status: look.unknownStatus }, "a provider gave a status never seen before");
    }
    await onLook?.(look);
    if (look.state === "done") return download(look, signal, pace);
  }
}

async function download(look: Extract<Look, { state: "done" }>, signal: AbortSignal, pace: Pace): Promise<Picture> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await look.download(signal);
    } catch (error) {
      if (!mayPass(error) || attempt === DOWNLOAD_ATTEMPTS) throw error;
      await sleep(pace.firstMs * 4 ** attempt, signal);
    }
  }
}

function mayPass(error: unknown): error is ProviderFailure {
  return error instanceof ProviderFailure && (error.kind === "outage" || error.kind === "busy");
}

/** @throws the signal's reason as soon as it aborts */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = () => reject(signal.reason);
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
