import { AppError, Problem, type Transport } from "@lumiku/app-sdk";
import axios, { AxiosError } from "axios";

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
export async function callAuth(path: string, body: Record<string, unknown>): Promise<void> {
  try {
    await http.post(`/api/auth/${path}`, body);
  } catch (error) {
    const answer =
      error instanceof AxiosError
        ? (error.response?.data as { code?: string; message?: string } | undefined)
        : undefined;
    if (!answer?.message) throw toAppError(error);
    throw new AppError({
      code: answer.code ?? "SIGN_IN_FAILED",
      status: 400,
      message: authWords[answer.code ?? ""] ?? answer.message,
    });
  }
}

const authWords: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: "This e-mail and password do not belong together.",
  USER_ALREADY_EXISTS: "There is an account with this e-mail. Sign in instead.",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "There is an account with this e-mail. Sign in instead.",
  PASSWORD_TOO_SHORT: "Use at least 8 characters.",
};

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AxiosError && error.response) {
    const problem = Problem.safeParse(error.response.data);
    if (problem.success) return AppError.fromProblem(problem.data);
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
