import { afterEach, describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { createProviderHttp, decodeBase64, type HttpLimits, readRetryAfter } from "./provider-http";
import { type ProtocolServer, startProtocolServer, trickle } from "./testing/protocol-server";

const MEBIBYTE = 1024 * 1024;
const signal = AbortSignal.timeout(60_000);
const quick: HttpLimits = { idleMs: 150, totalMs: 300 };

const servers: ProtocolServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

function serve(answer: (request: Request, server: ProtocolServer) => Response | Promise<Response>): ProtocolServer {
  const server = startProtocolServer(async (request, _, self) => answer(request, self));
  servers.push(server);
  return server;
}

const connect = (baseUrl: string, limits?: HttpLimits) =>
  createProviderHttp({ provider: "fal", baseUrl, headers: { authorization: "Key secret" }, limits });
const redirectTo = (location: string) => new Response(null, { status: 302, headers: { location } });
const failureOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe("the key", () => {
  test("goes to the provider, below its base address", async () => {
    const { url, received } = serve(() => Response.json({}));
    await connect(`${url}/gateway/`).send("/v1/models", { body: { a: 1 }, signal });
    expect([received[0]?.method, received[0]?.path]).toEqual(["POST", "/gateway/v1/models"]);
    expect(received[0]?.headers.get("authorization")).toBe("Key secret");
  });

  test("never follows a redirect: the answer is the redirect", async () => {
    const other = serve(() => Response.json({ id: "stolen" }));
    const { url } = serve(() => redirectTo(`${other.url}/v1`));
    expect(await connect(url).send("/v1", { signal })).toMatchObject({ status: 302 });
    expect(await failureOf(connect(url).expect("/v1", { signal }))).toMatchObject({ kind: "outage" });
    expect(other.received).toEqual([]);
  });

  test("never goes to another private host that an answer names", async () => {
    const http = connect("https://api.example.com");
    for (const target of ["http://127.0.0.1:9/poll", "https://169.254.169.254/", "http://api.example.com/poll"])
      expect(await failureOf(http.send(target, { signal }))).toMatchObject({ kind: "failed" });
  });

  test("never goes along when a result is copied, wherever that leads", async () => {
    const { url, received } = serve((request, served) =>
      request.url.endsWith("/moved") ? redirectTo(`${served.url}/picture`) : new Response("picture"),
    );
    expect(new TextDecoder().decode(await connect(url).download(`${url}/moved`, signal))).toBe("picture");
    expect(received.map(({ headers }) => headers.has("authorization"))).toEqual([false, false]);
  });
});

describe("a result's address", () => {
  test("that redirects to another port of the provider's host is not followed", async () => {
    const inner = serve(() => new Response("admin"));
    const { url } = serve(() => redirectTo(`${inner.url}/admin`));
    expect(await failureOf(connect(url).download(`${url}/picture`, signal))).toMatchObject({ kind: "failed" });
    expect(inner.received).toEqual([]);
  });

  test.each(["http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "https://[::1]/", "https://["])(
    "that redirects to %s is not followed",
    async (location) => {
      const { url } = serve(() => redirectTo(location));
      expect(await failureOf(connect(url).download("/picture", signal))).toMatchObject({ kind: "failed" });
    },
  );

  test("that redirects for ever is given up after three times", async () => {
    const { url, received } = serve((_, served) => redirectTo(`${served.url}/again`));
    expect(await failureOf(connect(url).download("/picture", signal))).toMatchObject({ kind: "failed" });
    expect(received).toHaveLength(4);
  });

  test.each([
    [404, "failed"],
    [410, "failed"],
    [429, "outage"],
    [503, "outage"],
  ] as const)("that answers %i means %s", async (status, kind) => {
    const { url } = serve(() => new Response("no", { status }));
    expect(await failureOf(connect(url).download("/picture", signal))).toMatchObject({ kind });
  });

  test("that is none is no address", async () => {
    const failure = await failureOf(connect("https://api.example.com").download("https://[", signal));
    expect(failure).toMatchObject({ name: "ProviderFailure", kind: "failed" });
  });
});

describe("an answer", () => {
  test("of more than 40 MiB is given up, and the connection with it", async () => {
    let isClosed = false;
    const flood = () => {
      const chunk = new Uint8Array(MEBIBYTE);
      return new ReadableStream({
        pull: (controller) => controller.enqueue(chunk),
        cancel() {
          isClosed = true;
        },
      });
    };
    const { url } = serve(() => new Response(flood()));
    expect(await failureOf(connect(url).download("/picture", signal))).toMatchObject({ kind: "failed" });
    while (!isClosed) await Bun.sleep(1);
  });

  test("that unpacks to a gibibyte is given up as it unpacks, in little memory", async () => {
    const bomb = gzipSync(new Uint8Array(1024 * MEBIBYTE), { level: 1 });
    Bun.gc(true);
    const { url } = serve(() => new Response(bomb, { headers: { "content-encoding": "gzip" } }));
    let mostBytes = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before);
    }, 1);
    for (const attempt of [connect(url).download("/picture", signal), connect(url).send("/json", { signal })]) {
      expect(await failureOf(attempt)).toMatchObject({ kind: "failed" });
    }
    clearInterval(watch);
    expect(mostBytes).toBeLessThan(512 * MEBIBYTE);
  });

  test.each([
    ["trickles", () => new Response(trickle())],
    [
      "falls silent",
      () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(9)) })),
    ],
    ["never begins", () => new Promise<Response>(() => {})],
  ])("that %s is an outage, in time", async (_, answer) => {
    const { url } = serve(answer);
    const startedAt = performance.now();
    expect(await failureOf(connect(url, quick).send("/v1", { signal }))).toMatchObject({ kind: "outage" });
    expect(performance.now() - startedAt).toBeWithin(100, 2_000);
  });

  test("that nobody waits for any more is dropped at once, with the reason", async () => {
    const { url, received } = serve(() => new Response(trickle()));
    const controller = new AbortController();
    const attempt = failureOf(connect(url).send("/v1", { signal: controller.signal }));
    while (received.length === 0) await Bun.sleep(1);
    controller.abort("cancelled");
    expect(await attempt).toBe("cancelled");
    expect(await failureOf(connect(url).send("/v1", { signal: controller.signal }))).toBe("cancelled");
    expect(received).toHaveLength(1);
  });

  test.each([
    [401, "misconfigured"],
    [402, "exhausted"],
    [403, "misconfigured"],
    [404, "misconfigured"],
    [400, "refused"],
    [413, "refused"],
    [422, "refused"],
    [425, "busy"],
    [429, "busy"],
    [500, "outage"],
    [504, "outage"],
  ] as const)("with status %i means %s", async (status, kind) => {
    const { url } = serve(() => Response.json({ detail: "x".repeat(5_000) }, { status }));
    const failure = await failureOf(connect(url).expect("/v1", { signal }));
    expect(failure).toMatchObject({ kind });
    expect((failure as Error).message.length).toBeLessThan(350);
  });
});

describe("when to come back", () => {
  const read = (header: string | null, json: unknown = undefined) =>
    readRetryAfter(new Headers(header === null ? {} : { "retry-after": header }), json);

  test.each([
    ["7", undefined, 7_000],
    ["0", undefined, 0],
    ["-5", undefined, 0],
    ["86400", undefined, 120_000],
    [null, { retry_after: 1.5 }, 1_500],
    [null, { detail: "Request was throttled; resets in ~30s." }, 30_000],
    ["3", { retry_after: 9 }, 3_000],
    ["soon", undefined, undefined],
    [null, "later", undefined],
    [null, undefined, undefined],
  ])("%p and %j mean %p ms", (header, json, expected) => {
    expect(read(header, json)).toBe(expected);
  });

  test("may be a date", () => {
    expect(read(new Date(Date.now() + 30_000).toUTCString())).toBeWithin(28_000, 30_001);
    expect(read(new Date(0).toUTCString())).toBe(0);
  });
});

test("base64 comes with or without a data URL's head, and nothing is no picture", () => {
  expect([...decodeBase64("AQI=")]).toEqual([1, 2]);
  expect([...decodeBase64("data:image/png;base64,AQI=")]).toEqual([1, 2]);
  expect(() => decodeBase64("")).toThrow("empty");
});
