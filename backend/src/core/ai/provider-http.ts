import type { ProviderId } from "@lumiku/contracts/providers";
import { assertReachable } from "./network-guard";
import { ProviderFailure } from "./provider";

/** Encoded bytes of one picture at most; a JSON answer may hold it as base64. */
const MAX_PICTURE_BYTES = 40 * 1024 * 1024;
const MAX_JSON_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const RETRY_AFTER_MAX_MS = 120_000;

/** How long to wait for a server. Milliseconds. */
export interface HttpLimits {
  /** Longest silence in the middle of an answer. */
  idleMs: number;
  /** Longest time for one whole answer, unless a call says otherwise. */
  totalMs: number;
}
const defaultLimits: HttpLimits = { idleMs: 15_000, totalMs: 60_000 };

export interface ProviderOptions {
  apiKey?: string | undefined;
  /** In place of the service's own address: a gateway, a local server. */
  baseUrl?: string | undefined;
  limits?: HttpLimits | undefined;
}

export interface ProviderHttpOptions {
  provider: ProviderId;
  baseUrl: string;
  headers?: Record<string, string>;
  limits?: HttpLimits | undefined;
}

export interface Call {
  method?: "GET" | "POST" | "PUT";
  /** Sent as JSON, or as it is when it is a form. */
  body?: unknown;
  signal: AbortSignal;
  /** How long the whole answer may take. Milliseconds. */
  timeoutMs?: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  /** The parsed JSON body; undefined when it is none. */
  json: unknown;
}

/** The one way adapters speak HTTP: base address, key, limits on time and size, and failures by their kind. */
export interface ProviderHttp {
  /** Sends a call to a path below the base address, or to a URL the provider returned. Answers any status. */
  send(target: string, call: Call): Promise<Answer>;
  /** The same, where anything but 2xx is thrown as the {@link ProviderFailure} its status means. */
  expect(target: string, call: Call): Promise<Answer>;
  /** Copies a result from where the provider put it. @throws ProviderFailure */
  download(url: string, signal: AbortSignal): Promise<Uint8Array>;
}

export function createProviderHttp(options: ProviderHttpOptions): ProviderHttp {
  const { provider, baseUrl, headers = {}, limits = defaultLimits } = options;
  const base = new URL(baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`);

  const resolve = (target: string) => toUrl(/^https?:/.test(target) ? target : target.replace(/^\//, ""), base);

  const send = async (target: string, { method, body, signal, timeoutMs = limits.totalMs }: Call): Promise<Answer> => {
    const url = resolve(target);
    // The key goes to the provider's own host, or where the provider itself sends us over public https.
    await assertReachable(url, base, { isRedirect: false });
    const isJson = body !== undefined && !(body instanceof FormData);
    const { response, read } = await open(url, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: { ...headers, ...(isJson && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as FormData) }),
      signal,
      timeoutMs,
      idleMs: limits.idleMs,
    });
    const bytes = await read(MAX_JSON_BYTES);
    return { status: response.status, headers: response.headers, bytes, json: parseJson(bytes) };
  };

  return {
    send,

    async expect(target, call) {
      const answer = await send(target, call);
      if (answer.status < 200 || answer.status >= 300) throw failureOf(provider, answer);
      return answer;
    },

    async download(address, signal) {
      let url = resolve(address);
      for (let redirects = 0; ; redirects++) {
        await assertReachable(url, base, { isRedirect: redirects > 0 });
        const request = { method: "GET", headers: {}, signal, timeoutMs: limits.totalMs, idleMs: limits.idleMs };
        const { response, read, discard } = await open(url, request);
        const location = response.headers.get("location");
        if (response.status >= 300 && response.status < 400 && location) {
          discard();
          if (redirects === MAX_REDIRECTS)
            throw new ProviderFailure("failed", "The result's address redirects for ever");
          url = toUrl(location, url);
          continue;
        }
        if (!response.ok) discard();
        if (response.status >= 500 || response.status === 429) {
          throw new ProviderFailure("outage", `The result's server answered ${response.status}`);
        }
        if (!response.ok) {
          throw new ProviderFailure("failed", `The result is not there (${response.status}); it may have expired`);
        }
        const bytes = await read(MAX_PICTURE_BYTES);
        if (bytes.byteLength === 0) throw new ProviderFailure("failed", "The result is empty");
        return bytes;
      }
    },
  };
}

function toUrl(target: string, from: URL): URL {
  const url = URL.parse(target, from.href);
  if (!url) throw new ProviderFailure("failed", "The result's address is none");
  return url;
}

interface Opened {
  response: Response;
  /** Reads the whole body; a body that trickles or is too large is given up. */
  read(maxBytes: number): Promise<Uint8Array>;
  /** Closes the connection instead. */
  discard(): void;
}

async function open(
  url: URL,
  { signal, timeoutMs, idleMs, ...init }: RequestInit & { signal: AbortSignal; timeoutMs: number; idleMs: number },
): Promise<Opened> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const fail = (message: string) => controller.abort(new ProviderFailure("outage", `${url.host} ${message}`));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(() => fail(`did not answer within ${timeoutMs} ms`), timeoutMs);
  const release = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  };

  const toFailure = (error: unknown): unknown => {
    if (signal.aborted) return signal.reason;
    const { reason } = controller.signal;
    if (reason instanceof ProviderFailure) return reason;
    if (error instanceof ProviderFailure) return error;
    return new ProviderFailure("outage", `${url.host} cannot be reached`, { cause: error });
  };

  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: "manual", signal: controller.signal });
  } catch (error) {
    release();
    throw toFailure(error);
  }
  return {
    response,
    discard() {
      release();
      controller.abort();
    },
    async read(maxBytes) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      let idle: ReturnType<typeof setTimeout> | undefined;
      const watch = () => {
        clearTimeout(idle);
        idle = setTimeout(() => fail(`was silent for ${idleMs} ms`), idleMs);
      };
      try {
        watch();
        for await (const chunk of response.body ?? []) {
          watch();
          size += chunk.byteLength;
          if (size > maxBytes) throw new ProviderFailure("failed", `${url.host} sent more than ${maxBytes} bytes`);
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      } catch (error) {
        controller.abort();
        throw toFailure(error);
      } finally {
        clearTimeout(idle);
        release();
      }
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  const first = bytes[0];
  // Only "{" and "[" begin an answer; a picture is not worth an attempt.
  if (first !== 0x7b && first !== 0x5b) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** The failure a status means, for every provider: what differs is decided in its adapter. */
export function failureOf(provider: ProviderId, { status, headers, json, bytes }: Answer): ProviderFailure {
  const said = (json === undefined ? new TextDecoder().decode(bytes.subarray(0, 300)) : JSON.stringify(json)).slice(
    0,
    300,
  );
  const message = `${provider} answered ${status}: ${said}`;
  if (status === 425 || status === 429) {
    return new ProviderFailure("busy", message, { retryAfterMs: readRetryAfter(headers, json) });
  }
  if (status === 402) return new ProviderFailure("exhausted", message);
  if (status === 401 || status === 403 || status === 404) return new ProviderFailure("misconfigured", message);
  if (status >= 400 && status < 500) return new ProviderFailure("refused", message);
  return new ProviderFailure("outage", message, { retryAfterMs: readRetryAfter(headers, json) });
}

/** `Retry-After` in seconds or as a date, a `retry_after` field, or "resets in ~30s". Milliseconds, at most two minutes. */
export function readRetryAfter(headers: Headers, json: unknown): number | undefined {
  const header = headers.get("retry-after");
  const fields = json && typeof json === "object" ? (json as { retry_after?: unknown; detail?: unknown }) : {};
  const spoken =
    typeof fields.detail === "string" ? /(?:in|after) ~?(\d+(?:\.\d+)?)\s*s/.exec(fields.detail)?.[1] : undefined;
  const seconds = Number(header ?? fields.retry_after ?? spoken ?? Number.NaN);
  const waitMs = Number.isNaN(seconds) && header ? Date.parse(header) - Date.now() : seconds * 1000;
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), RETRY_AFTER_MAX_MS) : undefined;
}

/** Bytes from base64, with or without a data URL's head. @throws ProviderFailure `failed` when there are none */
export function decodeBase64(text: string): Uint8Array {
  const bytes = Buffer.from(text.replace(/^data:[^,]*,/, ""), "base64");
  if (bytes.byteLength === 0) throw new ProviderFailure("failed", "The result is empty");
  return bytes;
}
