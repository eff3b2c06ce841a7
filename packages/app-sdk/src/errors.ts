import { z } from "zod";

/** RFC 9457 problem details, as every Lumiku endpoint answers an error. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string().optional(),
  /** Further facts a screen may use: the tier that opens a model, the credits missing, when a quota resets. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** One entry for each refused field; `path` is a JSON pointer into the request ("/body/count"). */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

export interface ErrorContract {
  readonly status: number;
  readonly message: string;
}

/** Errors any endpoint may answer with, whichever app it belongs to. */
export const platformErrors = {
  VALIDATION_FAILED: { status: 422, message: "Some fields need another look." },
  MALFORMED_REQUEST: { status: 400, message: "The request could not be read." },
  UNAUTHENTICATED: { status: 401, message: "Sign in to continue." },
  FORBIDDEN: { status: 403, message: "Your account may not do this." },
  NOT_FOUND: { status: 404, message: "Nothing was found here." },
  CONFLICT: { status: 409, message: "That was changed in the meantime." },
  PAYLOAD_TOO_LARGE: { status: 413, message: "That is larger than this endpoint accepts." },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "This endpoint does not read that kind of content." },
  RATE_LIMITED: { status: 429, message: "Too many requests. Wait a moment and try again." },
  INSUFFICIENT_CREDITS: { status: 402, message: "You do not have enough credits for this." },
  QUOTA_EXCEEDED: { status: 429, message: "Your quota for this period is used up." },
  PAYMENT_DECLINED: { status: 402, message: "The payment was declined. Nothing was charged." },
  PAYMENT_UNAVAILABLE: { status: 503, message: "The payment service does not answer. Nothing was charged." },
  NO_SUBSCRIPTION: { status: 409, message: "There is no plan to change." },
  ALREADY_SUBSCRIBED: { status: 409, message: "You have a plan already. Change it instead." },
  INSUFFICIENT_SCOPE: { status: 403, message: "This API key may not do that." },
  WRONG_PASSWORD: { status: 403, message: "That is not your password." },
  STORAGE_FULL: {
    status: 413,
    message:
      "Your storage is full. Remove something from your work, or take a plan with more room. Nothing was charged.",
  },
  URL_UNREACHABLE: { status: 422, message: "Nothing could be had from that address." },
  MODEL_LOCKED: { status: 403, message: "Your plan does not include this model." },
  MODEL_NOT_FOUND: { status: 422, message: "There is no such model for this action." },
  MODEL_UNAVAILABLE: { status: 503, message: "This model has no working provider right now." },
  CONTENT_BLOCKED: { status: 422, message: "The safety rules of this platform do not allow that." },
  APP_DISABLED: { status: 503, message: "This app is switched off at the moment." },
  IDEMPOTENCY_CONFLICT: { status: 409, message: "This Idempotency-Key was used for a different request." },
  UNAVAILABLE: { status: 503, message: "The service is not ready. Try again in a moment." },
  INTERNAL: { status: 500, message: "Something went wrong on our side. Nothing was charged." },
} as const satisfies Record<string, ErrorContract>;

export type PlatformErrorCode = keyof typeof platformErrors;

export interface AppErrorOptions {
  code: string;
  status: number;
  /** Shown to people as it is: never put a secret or another service's text in it. */
  message: string;
  /** Whether the same attempt may succeed later. Workers retry only these. */
  retryable?: boolean;
  /** How long to wait before another attempt, when the other side said so. */
  retryAfterMs?: number;
  details?: Record<string, unknown>;
  errors?: Problem["errors"];
  /** Goes to the log, never to a client. */
  cause?: unknown;
}

/** The one error class of the platform: thrown by services, carried over HTTP as a {@link Problem}, thrown again by the client. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly errors: Problem["errors"];
  requestId: string | undefined;

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
    this.errors = options.errors;
  }

  toProblem(requestId?: string): Problem {
    return {
      type: `/api/docs#error-${this.code.toLowerCase().replaceAll("_", "-")}`,
      title: this.code
        .toLowerCase()
        .replaceAll("_", " ")
        .replace(/^./, (letter) => letter.toUpperCase()),
      status: this.status,
      detail: this.message,
      code: this.code,
      ...(requestId && { requestId }),
      ...(this.details && { details: this.details }),
      ...(this.errors && { errors: this.errors }),
    };
  }

  static fromProblem(problem: Problem, retryAfterMs?: number): AppError {
    const error = new AppError({
      code: problem.code,
      status: problem.status,
      message: problem.detail,
      retryable: problem.status === 429 || problem.status >= 500,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(problem.details && { details: problem.details }),
      ...(problem.errors && { errors: problem.errors }),
    });
    error.requestId = problem.requestId;
    return error;
  }
}

type ErrorExtras = Partial<Omit<AppErrorOptions, "code" | "status">>;

/**
 * Makes one of the platform's own errors.
 *
 * @example throw platformError("NOT_FOUND", { message: "That picture no longer exists." });
 */
export function platformError(code: PlatformErrorCode, extras: ErrorExtras = {}): AppError {
  return new AppError({ code, ...platformErrors[code], ...extras });
}

/**
 * Makes an error that an app's contract declares.
 *
 * @example throw contractError(avatarCreator, "PROJECT_NOT_FOUND");
 */
export function contractError<C extends { errors: Record<string, ErrorContract> }>(
  contract: C,
  code: keyof C["errors"] & string,
  extras: ErrorExtras = {},
): AppError {
  const declared = contract.errors[code];
  if (!declared) throw new TypeError(`The contract declares no error ${code}`);
  return new AppError({ code, ...declared, ...extras });
}
