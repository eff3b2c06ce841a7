import { AppError, platformError } from "@lumiku/app-sdk";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpEnv } from "./context";

/** Answers any thrown value as `application/problem+json`. What is not an AppError is logged and stays a secret. */
export function answerProblem(error: unknown, context: Context<HttpEnv>): Response {
  const known = toAppError(error);
  const logger = context.get("logger");
  const requestId = context.get("requestId");
  // What was stopped because its client has gone is no fault, and nobody reads the answer.
  const { aborted, reason } = context.req.raw.signal;
  const isFault = known.status >= 500 && !(aborted && error === reason);
  if (isFault) logger?.error({ requestId, err: known.cause ?? known, code: known.code }, "request failed");
  else if (known.cause) logger?.debug({ requestId, err: known.cause, code: known.code }, "request refused");
  if (known.retryAfterMs !== undefined) context.header("Retry-After", String(Math.ceil(known.retryAfterMs / 1000)));
  return context.body(JSON.stringify(known.toProblem(requestId)), known.status as ContentfulStatusCode, {
    "content-type": "application/problem+json",
  });
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) return fromHttpException(error);
  return platformError("INTERNAL", { cause: error });
}

function fromHttpException(error: HTTPException): AppError {
  switch (error.status) {
    case 401:
      return platformError("UNAUTHENTICATED", { cause: error });
    case 403:
      return platformError("FORBIDDEN", { cause: error });
    case 404:
      return platformError("NOT_FOUND", { cause: error });
    case 413:
      return platformError("PAYLOAD_TOO_LARGE", { cause: error });
    default:
      return error.status < 500
        ? platformError("MALFORMED_REQUEST", { cause: error })
        : platformError("INTERNAL", { cause: error });
  }
}
