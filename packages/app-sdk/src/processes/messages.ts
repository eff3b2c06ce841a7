import { AppError, type AppErrorOptions } from "../errors";

/** By name, what goes into a job and what comes out: an interface of the app, such as `{ trace: { input: Uint8Array; output: string } }`. */
export type AnyJobs<Jobs> = { [Name in keyof Jobs]: { input: unknown; output: unknown } };

/** What a process ends itself by when it takes more memory than it may. */
export const TOO_LARGE = "SIGUSR2";

export type ToChild = { type: "run"; id: number; name: string; input: unknown } | { type: "abort"; id: number };

export type FromChild =
  | { type: "ready" }
  | { type: "progress"; id: number; percent: number; step: string | undefined }
  | ({ type: "done"; id: number; output: unknown } & InUse)
  | ({ type: "failed"; id: number; error: ThrownInChild } & InUse);

/** What the process has in use when the job has ended. */
interface InUse {
  memoryBytes: number;
}

/** An error on its way: what is cloned between processes loses its class and its own fields. */
export interface ThrownInChild {
  name: string;
  message: string;
  stack: string | undefined;
  code: string | undefined;
  app: Omit<AppErrorOptions, "cause"> | undefined;
}

export function packError(thrown: unknown): ThrownInChild {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    code,
    app: error instanceof AppError ? appErrorOptions(error) : undefined,
  };
}

function appErrorOptions({ code, status, message, retryable, retryAfterMs, details, errors }: AppError) {
  return {
    code,
    status,
    message,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(details && { details }),
    ...(errors && { errors }),
  };
}

/** An AppError again, or an Error with the name, message and `code` of what was thrown. */
export function unpackError({ name, message, stack, code, app }: ThrownInChild): Error {
  const error = app ? new AppError(app) : Object.assign(new Error(message), { name, ...(code && { code }) });
  if (stack) error.stack = stack;
  return error;
}
