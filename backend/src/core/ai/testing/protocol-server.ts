import sharp from "sharp";

/** What a provider can do to us. A server plays one at a time; those its protocol cannot express play `success`. */
export const scenarios = [
  "success",
  "loading-twice",
  "loading-for-ever",
  "queue-then-progress-backwards",
  "poll-fails-once",
  "unknown-status",
  "never-ends",
  "unauthorized",
  "no-credit",
  "busy",
  "busy-with-retry-after",
  "bad-input",
  "server-error",
  "empty-object",
  "fails",
  "moderated-before",
  "moderated-after",
  "result-expired",
  "result-html",
  "result-truncated",
  "result-bomb",
  "result-svg",
  "result-empty",
  "result-private-redirect",
  "result-trickles",
] as const;
export type Scenario = (typeof scenarios)[number];

export interface Received {
  method: string;
  path: string;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface ProtocolServer {
  /** What goes into the provider's base URL. */
  url: string;
  scenario: Scenario;
  /** Every request, in order. */
  received: Received[];
  /** Ids of calls that were stopped. */
  cancelled: Set<string>;
  /** How many calls were accepted for work: each would be billed. */
  accepted: number;
  /** Calls are accepted, and whoever made them never hears of it. */
  isSilent: boolean;
  stop(): Promise<void>;
}

/** Side of the pictures these servers draw when a request names no size. Pixels. */
const DEFAULT_SIDE = 64;

/** A small real picture whose colour tells the seed. */
export async function drawPicture(seed: number, width = DEFAULT_SIDE, height = DEFAULT_SIDE): Promise<Uint8Array> {
  const background = { r: seed % 256, g: (seed >> 8) % 256, b: 99 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A PNG that claims 60,000 × 60,000 pixels in its header. */
async function drawBomb(): Promise<Uint8Array> {
  const bytes = Buffer.from(await drawPicture(1));
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  bytes.writeUInt32BE(Bun.hash.crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** The bytes of a result as the scenario spoils them, for protocols that carry them inside JSON. */
export async function resultBytes(scenario: Scenario, picture: Uint8Array): Promise<Uint8Array> {
  switch (scenario) {
    case "result-html":
      return new TextEncoder().encode("<!doctype html><title>Gone</title>");
    case "result-truncated":
      return picture.subarray(0, Math.floor(picture.byteLength / 2));
    case "result-bomb":
      return drawBomb();
    case "result-svg":
      return new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>');
    case "result-empty":
      return new Uint8Array();
    default:
      return picture;
  }
}

/** The answer of a result's own address. */
export async function resultResponse(scenario: Scenario, picture: Uint8Array): Promise<Response> {
  if (scenario === "result-expired") return new Response("<Error>AccessDenied</Error>", { status: 404 });
  if (scenario === "result-private-redirect") {
    return new Response(null, { status: 302, headers: { location: "http://169.254.169.254/latest/meta-data/" } });
  }
  if (scenario === "result-trickles") return new Response(trickle(), { headers: { "content-type": "image/png" } });
  // The content type lies on purpose: what counts is in the bytes.
  return new Response(await resultBytes(scenario, picture), { headers: { "content-type": "image/png" } });
}

/** A byte now and then, for ever. */
export function trickle(): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setInterval>;
  return new ReadableStream({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array([0x89])), 20);
    },
    cancel: () => clearInterval(timer),
  });
}

/** Refusals every protocol answers with a status alone. Null when the scenario is none of them. */
export function refusalOf(scenario: Scenario, body: (message: string) => unknown): Response | null {
  const refuse = (status: number, message: string, headers: Record<string, string> = {}) =>
    Response.json(body(message), { status, headers });
  switch (scenario) {
    case "unauthorized":
      return refuse(401, "Invalid credentials");
    case "no-credit":
      return refuse(402, "You have used up your credits");
    case "busy":
      return refuse(429, "Too many requests");
    case "busy-with-retry-after":
      return refuse(429, "Too many requests", { "retry-after": "7" });
    case "bad-input":
      return refuse(422, "prompt is too long");
    case "server-error":
      return refuse(500, "Internal error");
    case "empty-object":
      return Response.json({});
    default:
      return null;
  }
}

/** Begins a scenario on a server that remembers nothing of what it was asked before. */
export function play(server: ProtocolServer, scenario: Scenario): void {
  server.scenario = scenario;
  server.received.length = 0;
  server.cancelled.clear();
  server.accepted = 0;
  server.isSilent = false;
}

export type Handler = (request: Request, body: Record<string, unknown>, server: ProtocolServer) => Promise<Response>;

/** Serves one provider's protocol on loopback. */
export function startProtocolServer(handle: Handler): ProtocolServer {
  const http = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const body = await readBody(request);
      const { pathname, search } = new URL(request.url);
      server.received.push({ method: request.method, path: pathname + search, headers: request.headers, body });
      const before = server.accepted;
      const response = await handle(request, body, server);
      if (server.isSilent && server.accepted > before) await new Promise(() => {});
      return response;
    },
  });
  const server: ProtocolServer = {
    url: `http://127.0.0.1:${http.port}`,
    scenario: "success",
    received: [],
    cancelled: new Set(),
    accepted: 0,
    isSilent: false,
    stop: () => http.stop(true),
  };
  return server;
}

/** JSON as an object; a form as its fields, where a repeated field becomes a list. */
async function readBody(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) return (await request.json()) as Record<string, unknown>;
  if (!type.startsWith("multipart/form-data")) return {};
  const form = await request.formData();
  return Object.fromEntries([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
}
