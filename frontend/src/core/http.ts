import { AppError, type ClientRequest, Problem, type Transport } from "@lumiku/app-sdk";

const TIMEOUT_MS = 30_000;

/** Whether the page is going: what is sent then has to arrive without it. */
let isLeaving = false;
globalThis.addEventListener("pagehide", () => {
  isLeaving = true;
});
globalThis.addEventListener("pageshow", () => {
  isLeaving = false;
});

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls back when the server no longer knows this session. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** What came back, whatever its status. */
export interface Answer {
  status: number;
  data: unknown;
  /** Seconds, as the server wrote them. */
  retryAfter: string | null;
}

/** Carries the calls of typed clients; every failure is an {@link AppError} a screen can show. */
export const transport: Transport = async (request) => {
  const answer = await carry(request);
  if (answer.status >= 200 && answer.status < 300) return answer.data;
  const failure = toAppError(answer);
  if (failure.code === "UNAUTHENTICATED") for (const listener of signedOutListeners) listener();
  throw failure;
};

/** better-auth's endpoints, which answer errors in a form of their own. */
export async function callAuth<T = unknown>(path: string, body?: Record<string, unknown>): Promise<T> {
  const answer = await carry({ method: body ? "post" : "get", url: `/api/auth/${path}`, body, headers: {} });
  if (answer.status >= 200 && answer.status < 300) return answer.data as T;
  const { code, message } = (answer.data ?? {}) as { code?: string; message?: string };
  if (!message) throw toAppError(answer);
  const { authWords } = await import("./auth-words");
  throw new AppError({
    code: code ?? "SIGN_IN_FAILED",
    status: answer.status,
    message: authWords[code ?? ""] ?? message,
    ...readWait(answer),
  });
}

/** Files go by a way that tells how far they are, and that is loaded when the first one goes. */
async function carry(request: ClientRequest): Promise<Answer> {
  try {
    if (!(request.body instanceof FormData)) return await send(request);
    const { sendForm } = await import("./upload");
    return await sendForm(request);
  } catch (error) {
    if (request.signal?.aborted) throw new AppError({ code: "ABORTED", status: 0, message: "Stopped." });
    throw new AppError({
      code: "OFFLINE",
      status: 0,
      message: "The server cannot be reached. Try again in a moment.",
      retryable: true,
      cause: error,
    });
  }
}

async function send({ method, url, body, headers, signal }: ClientRequest): Promise<Answer> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    credentials: "same-origin",
    keepalive: isLeaving,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const text = await response.text();
  return { status: response.status, data: readJson(text), retryAfter: response.headers.get("retry-after") };
}

/** @returns undefined for what is no JSON: no answer, or the page of something in between */
function readJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How long the server wants to be left alone. */
function readWait({ retryAfter }: Answer): { retryAfterMs?: number } {
  const seconds = Number(retryAfter);
  return seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
}

function toAppError(answer: Answer): AppError {
  const problem = Problem.safeParse(answer.data);
  if (problem.success) return AppError.fromProblem(problem.data, readWait(answer).retryAfterMs);
  const { status } = answer;
  return new AppError({
    code: "UNEXPECTED_ANSWER",
    status,
    message: "The server gave an answer we did not expect. Try again.",
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
