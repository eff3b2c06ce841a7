import { AppError, Problem, type Transport } from "@lumiku/app-sdk";
import axios, { AxiosError, type AxiosResponse } from "axios";

const http = axios.create({ withCredentials: true, timeout: 30_000 });

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls back when the server no longer knows this session. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Carries the calls of typed clients; every failure is an {@link AppError} a screen can show. */
export const transport: Transport = async ({ method, url, body, headers, signal }) => {
  try {
    const response = await http.request({ method, url, data: body, headers, ...(signal && { signal }) });
    return response.status === 204 ? undefined : response.data;
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code === "UNAUTHENTICATED") for (const listener of signedOutListeners) listener();
    throw failure;
  }
};

/** better-auth's endpoints, which answer errors in a form of their own. */
export async function callAuth<T = unknown>(path: string, body?: Record<string, unknown>): Promise<T> {
  try {
    const url = `/api/auth/${path}`;
    const response = body ? await http.post<T>(url, body) : await http.get<T>(url);
    return response.data;
  } catch (error) {
    const answer = error instanceof AxiosError ? error.response : undefined;
    const { code, message } = (answer?.data ?? {}) as { code?: string; message?: string };
    if (!answer || !message) throw toAppError(error);
    throw new AppError({
      code: code ?? "SIGN_IN_FAILED",
      status: answer.status,
      message: authWords[code ?? ""] ?? message,
      ...readWait(answer),
    });
  }
}

const authWords: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "This e-mail and password do not belong together.",
  USER_ALREADY_EXISTS: "There is an account with this e-mail. Sign in instead.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "There is an account with this e-mail. Sign in instead.",
  PASSWORD_TOO_SHORT: "Use at least 8 characters.",
  EMAIL_NOT_VERIFIED: "Confirm your e-mail first: the link is in the mail we sent you.",
  // What would make it better stands beside the field.
  WEAK_PASSWORD: "This password is too easy to guess.",
  PASSWORD_TOO_LONG: "Use at most 128 characters.",
  INVALID_TOKEN: "This link was used already or is too old. Ask for a new one.",
  // The address it was made for is no account's any more: it has been changed.
  USER_NOT_FOUND: "This link was used already or is too old. Ask for a new one.",
  INVALID_USER: "This link belongs to another account. Sign in to that one, then open it again.",
  TOKEN_EXPIRED: "This link is too old. Ask for a new one.",
  INVALID_CODE: "That code is not right, or its time is over. Try the next one.",
  INVALID_BACKUP_CODE: "That backup code is not right, or was used before.",
  INVALID_TWO_FACTOR_COOKIE: "That took too long. Sign in again.",
  EMAIL_TAKEN: "Somebody else has this address by now. Yours stays as it was.",
  INVALID_PASSWORD: "That is not your password.",
  UNAUTHORIZED: "You are not signed in any more. Sign in, then try again.",
};

/** How long the server wants to be left alone. */
function readWait({ headers }: AxiosResponse): { retryAfterMs?: number } {
  const seconds = Number(headers["retry-after"]);
  return seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AxiosError && error.response) {
    const problem = Problem.safeParse(error.response.data);
    if (problem.success) return AppError.fromProblem(problem.data, readWait(error.response).retryAfterMs);
    const { status } = error.response;
    return new AppError({
      code: "UNEXPECTED_ANSWER",
      status,
      message: "The server gave an answer we did not expect. Try again.",
    });
  }
  if (axios.isCancel(error)) return new AppError({ code: "ABORTED", status: 0, message: "Stopped." });
  return new AppError({
    code: "OFFLINE",
    status: 0,
    message: "The server cannot be reached. Nothing was sent twice.",
    retryable: true,
    cause: error,
  });
}

/** Names one attempt of a person's, so that sending it again changes nothing. */
export function newIdempotencyKey(): string {
  // randomUUID is missing where the page came over plain HTTP from another machine.
  return (
    crypto.randomUUID?.() ??
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
  );
}
