import {
  type AppContract,
  basePath,
  type Input,
  type Output,
  type PathParams,
  type PlatformContract,
  type RouteContract,
} from "./contract";
import { AppError } from "./errors";

export interface ClientRequest {
  method: RouteContract["method"];
  /** Path and query string, beginning with "/api". */
  url: string;
  body?: unknown;
  headers: Record<string, string>;
  signal?: AbortSignal;
  /** Told how much of a form with a file has gone, 0 to 1. */
  onProgress?: (sent: number) => void;
}

/** Carries one request and returns the parsed JSON (undefined for 204); throws {@link AppError} for anything but 2xx. */
export type Transport = (request: ClientRequest) => Promise<unknown>;

// Not distributive: a body that is one of several shapes is one argument.
type Part<Key extends string, Value> = [Value] extends [undefined] ? { [K in Key]?: undefined } : { [K in Key]: Value };

export type CallInput<R extends RouteContract> = ([keyof PathParams<R["path"]>] extends [never]
  ? { params?: undefined }
  : { params: PathParams<R["path"]> }) &
  Part<"body", Input<R["body"]>> & {
    query?: Input<R["query"]>;
    file?: Blob;
    /** Sent as Idempotency-Key, so that a repeat of the same call changes nothing. */
    idempotencyKey?: string;
    signal?: AbortSignal;
    /** Told how much of a file has gone, 0 to 1. */
    onProgress?: (sent: number) => void;
  };

type Call<R extends RouteContract> =
  Record<string, never> extends CallInput<R>
    ? (input?: CallInput<R>) => Promise<Output<R["response"]>>
    : (input: CallInput<R>) => Promise<Output<R["response"]>>;

export type Client<C extends { routes: Record<string, RouteContract> }> = {
  [K in keyof C["routes"]]: Call<C["routes"][K]>;
};

/**
 * A typed client: one function a route, arguments and answer typed by the contract, answers parsed by it.
 *
 * @example const api = createClient(avatarCreator, transport); await api.createProject({ body: { name: "Shop" } });
 */
export function createClient<const C extends AppContract | PlatformContract>(
  contract: C,
  transport: Transport,
): Client<C> {
  const base = basePath(contract);
  const calls = Object.entries(contract.routes).map(([name, route]) => [name, createCall(base, route, transport)]);
  return Object.fromEntries(calls) as Client<C>;
}

interface UntypedInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  file?: Blob;
  idempotencyKey?: string;
  signal?: AbortSignal;
  onProgress?: (sent: number) => void;
}

function createCall(base: string, route: RouteContract, transport: Transport) {
  return async (input: UntypedInput = {}): Promise<unknown> => {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(input.params?.[name] ?? ""));
    const answer = await transport({
      method: route.method,
      url: `${base}${path}${queryString(input.query)}`,
      body: route.upload && input.file ? toForm(route.upload, input.file, input.body) : input.body,
      headers: input.idempotencyKey ? { "idempotency-key": input.idempotencyKey } : {},
      ...(input.signal && { signal: input.signal }),
      ...(input.onProgress && { onProgress: input.onProgress }),
    });
    if (!route.response) return undefined;
    const parsed = route.response.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new AppError({
      code: "UNEXPECTED_ANSWER",
      status: 502,
      message: "The server answered in a form this version does not know. Reload the page.",
      cause: parsed.error,
    });
  };
}

function queryString(query: Record<string, unknown> | undefined): string {
  const entries = Object.entries(query ?? {}).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === null ? [] : [[key, String(value)]],
  );
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : "";
}

function toForm(field: string, file: Blob, body: unknown): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(body ?? {})) {
    if (value !== undefined) form.append(key, typeof value === "string" ? value : JSON.stringify(value));
  }
  form.append(field, file);
  return form;
}
