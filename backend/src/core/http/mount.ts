import {
  type AppContract,
  basePath,
  type Download,
  type PlatformContract,
  platformError,
  type RouteContract,
  type Schema,
} from "@lumiku/app-sdk";
import type { Actor, RouteExample, RouteInput } from "@lumiku/app-sdk/server";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { attachment } from "../assets/file-names";
import type { Limits } from "../limits/limits";
import type { Authenticate, HttpEnv } from "./context";

const MEBIBYTE = 1024 * 1024;
/** What a form says around its file. */
const FORM_BYTES = 64 * 1024;
/** NUL, and half of a character that takes two, as JSON escapes them; not the six characters of the escape itself. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;
const nobody: Actor = { userId: "", role: "user" };

export interface Mount {
  contract: AppContract | PlatformContract;
  handlers: Record<string, (input: RouteInput) => Promise<unknown>>;
  /** By route, for the API document. */
  examples?: Readonly<Record<string, RouteExample>>;
}

/** Who may call, and how often. */
export interface Access {
  authenticate: Authenticate;
  /** Without them nobody is counted. */
  limits?: Limits | undefined;
}

/**
 * Serves the routes of a contract: authenticates, counts, parses what comes in, calls the handler,
 * and sends only what the response schema declares.
 */
export function mountContract(http: Hono<HttpEnv>, { contract, handlers }: Mount, access: Access): void {
  const base = basePath(contract);
  for (const [name, route] of Object.entries(contract.routes)) {
    const handle = handlers[name];
    if (!handle) throw new TypeError(`${contract.id} declares the route ${name} without a handler`);
    const limit = limitBody(route.maxBodyBytes ?? (route.upload ? 10 * MEBIBYTE + FORM_BYTES : MEBIBYTE));
    http.on(route.method.toUpperCase(), base + route.path, limit, async (context) => {
      const actor = await authorize(route, context.req.raw.headers, access.authenticate);
      await access.limits?.countActor(context, actor === nobody ? undefined : actor, route.limit);
      const result = await handle(await readInput(route, context, actor));
      return route.download ? send(route.download, result as Download, context) : answer(route, result, context);
    });
  }
}

/** Refuses larger bodies with PAYLOAD_TOO_LARGE, before they are read. */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw platformError("PAYLOAD_TOO_LARGE", { details: { maxBytes } });
    },
  });
}

async function authorize(route: RouteContract, headers: Headers, authenticate: Authenticate): Promise<Actor> {
  if (route.access === "public") return nobody;
  const actor = await authenticate(headers);
  if (!actor) throw platformError("UNAUTHENTICATED");
  // An administrator's pages do not exist for anyone else.
  if (route.access === "admin" && actor.role !== "admin") throw platformError("NOT_FOUND");
  if (actor.apiKey) checkScope(route, actor.apiKey.scopes);
  return actor;
}

/** What a key may do was said when it was made; money, access and administration are never among it. */
function checkScope(route: RouteContract, scopes: readonly string[]): void {
  const needed = route.access === "admin" ? "session" : (route.scope ?? (route.method === "get" ? "read" : "write"));
  if (scopes.includes(needed)) return;
  const message = needed === "session" ? "No API key may do that. Sign in." : `This API key has no "${needed}" scope.`;
  throw platformError("INSUFFICIENT_SCOPE", { message, details: { needed } });
}

async function readInput(route: RouteContract, context: Context<HttpEnv>, actor: Actor): Promise<RouteInput> {
  const params = context.req.param() as Record<string, string>;
  for (const value of Object.values(params)) if (!/^[\w.-]{1,100}$/.test(value)) throw platformError("NOT_FOUND");
  const { body, file } = await readBody(route, context);
  return {
    actor,
    params: params as RouteInput["params"],
    query: route.query ? parseInput(route.query, context.req.query(), "/query") : undefined,
    body: route.body ? parseInput(route.body, body, "/body") : undefined,
    file,
    idempotencyKey: readIdempotencyKey(context.req.header("idempotency-key")),
    address: context.get("address"),
    signal: context.req.raw.signal,
  } as RouteInput;
}

async function readBody(
  route: RouteContract,
  context: Context<HttpEnv>,
): Promise<{ body: unknown; file: File | undefined }> {
  if (route.upload) return readForm(route.upload, context);
  if (!route.body) return { body: undefined, file: undefined };
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw platformError("UNSUPPORTED_MEDIA_TYPE", { message: "Send the body as application/json." });
  }
  try {
    return { body: await context.req.json(), file: undefined };
  } catch (error) {
    throw platformError("MALFORMED_REQUEST", { message: "The body is not valid JSON.", cause: error });
  }
}

async function readForm(field: string, context: Context<HttpEnv>): Promise<{ body: unknown; file: File | undefined }> {
  let form: FormData;
  try {
    form = await context.req.formData();
  } catch (error) {
    throw platformError("UNSUPPORTED_MEDIA_TYPE", { message: "Send the body as multipart/form-data.", cause: error });
  }
  const file = form.get(field);
  if (!(file instanceof File)) {
    throw platformError("VALIDATION_FAILED", {
      errors: [{ path: `/body/${field}`, message: "A file is needed here." }],
    });
  }
  const fields = [...form.entries()].filter(([name, value]) => name !== field && typeof value === "string");
  return { body: Object.fromEntries(fields), file };
}

function readIdempotencyKey(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw platformError("VALIDATION_FAILED", {
    errors: [
      { path: "/headers/idempotency-key", message: "An Idempotency-Key has 1 to 200 visible ASCII characters." },
    ],
  });
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

/** @throws AppError VALIDATION_FAILED that names each wrong field by JSON pointer */
export function parseInput(schema: Schema, value: unknown, pointer: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    if (!UNSTORABLE.test(JSON.stringify(parsed.data) ?? "")) return parsed.data;
    throw platformError("VALIDATION_FAILED", {
      errors: [{ path: pointer, message: "NUL and halves of characters cannot be kept." }],
    });
  }
  const { issues } = parsed.error as { issues: Issue[] };
  throw platformError("VALIDATION_FAILED", {
    errors: issues.map((issue) => ({ path: [pointer, ...issue.path.map(String)].join("/"), message: issue.message })),
  });
}

function send(type: string, { body, fileName, mime }: Download, context: Context<HttpEnv>): Response {
  context.header("content-type", mime ?? type);
  context.header("content-disposition", attachment(fileName));
  context.header("cache-control", "private, no-store");
  return context.body(body as Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>);
}

function answer(route: RouteContract, result: unknown, context: Context<HttpEnv>): Response {
  const status = route.status ?? 200;
  if (!route.response || status === 204) return context.body(null, 204);
  const parsed = route.response.safeParse(result);
  if (!parsed.success) throw platformError("INTERNAL", { cause: parsed.error });
  return context.json(parsed.data as object, status);
}
