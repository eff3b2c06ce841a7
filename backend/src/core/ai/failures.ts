import { AppError, platformError } from "@lumiku/app-sdk";
import { nameOfProvider, type ProviderId } from "@lumiku/contracts/providers";
import type { FailureKind, ProviderFailure } from "./provider";

const reasons: Record<FailureKind, string> = {
  outage: "did not answer",
  busy: "has too much to do",
  exhausted: "has no credit left for this server",
  misconfigured: "does not accept this server's key",
  refused: "refused the request",
  moderated: "refused the content",
  failed: "could not make the picture",
  lost: "no longer knows the request",
};

/** "fal did not answer.", for people. */
export function explain(provider: ProviderId, kind: FailureKind): string {
  return `${nameOfProvider(provider)} ${reasons[kind]}.`;
}

/** Whether another provider may do better: never after moderation, bad input, or one call gone wrong. */
export function allowsFallback(kind: FailureKind): boolean {
  return kind === "outage" || kind === "busy" || kind === "exhausted" || kind === "misconfigured";
}

/** What a person is told of a failure that ends an output. */
export function toFinalError(provider: ProviderId, failure: ProviderFailure): AppError {
  const name = nameOfProvider(provider);
  switch (failure.kind) {
    case "moderated":
      return platformError("CONTENT_BLOCKED", {
        message: `${name}'s safety rules do not allow this picture. It was not charged.`,
        cause: failure,
      });
    case "refused":
      return new AppError({
        code: "PROVIDER_REFUSED",
        status: 422,
        message: `${name} cannot work with this request. Try other words or settings; nothing was charged for it.`,
        cause: failure,
      });
    case "lost":
      return lostError(provider, failure);
    default:
      return new AppError({
        code: "PROVIDER_FAILED",
        status: 502,
        message: `${name} could not make this picture. It was not charged.`,
        cause: failure,
      });
  }
}

/** A call that may have been made and cannot be found again: it is not made, and billed, a second time. */
export function lostError(provider: ProviderId, cause?: unknown): AppError {
  return new AppError({
    code: "PROVIDER_LOST",
    status: 502,
    message: `The connection to ${nameOfProvider(provider)} was lost while this picture was made, and it cannot be found again. It was not charged.`,
    cause,
  });
}

/** Why one provider could not be asked. */
export interface Setback {
  provider: ProviderId;
  /** For people. */
  reason: string;
  /** Whether it may be over soon. */
  mayPass: boolean;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

export function toSetback(provider: ProviderId, failure: ProviderFailure): Setback {
  const { kind, retryAfterMs } = failure;
  const mayPass = kind === "outage" || kind === "busy";
  return { provider, reason: explain(provider, kind), mayPass, retryAfterMs, cause: failure };
}

/** What a person is told when nobody could be asked: worth another attempt unless none of it may pass. */
export function toUnavailable(modelName: string, setbacks: readonly Setback[]): AppError {
  const passing = setbacks.filter(({ mayPass }) => mayPass);
  const waits = passing.flatMap(({ retryAfterMs }) => (retryAfterMs === undefined ? [] : [retryAfterMs]));
  const said = setbacks.map(({ reason }) => reason).join(" ");
  return platformError("MODEL_UNAVAILABLE", {
    message: `${modelName} cannot be reached right now. ${said} What was not delivered was not charged.`,
    retryable: passing.length > 0,
    ...(waits.length > 0 && { retryAfterMs: Math.min(...waits) }),
    cause: setbacks.findLast(({ cause }) => cause !== undefined)?.cause,
  });
}
