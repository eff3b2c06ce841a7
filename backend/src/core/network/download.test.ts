import { afterAll, expect, test } from "bun:test";
import { platformError } from "@lumiku/app-sdk";
import { createDownload, type Network, publicNetwork } from "./download";

/** What the servers below were asked for. */
const asked: { path: string; headers: Headers; host: string }[] = [];
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
afterAll(() => server.stop(true));

const MAX_BYTES = 100_000;
const body = new Uint8Array(1_000).fill(7);

function answer(request: Request): Response | Promise<Response> {
  const url = new URL(request.url);
  asked.push({ path: url.pathname, headers: request.headers, host: url.host });
  const [, kind = "", rest = ""] = url.pathname.split("/");
  if (kind === "status") return new Response("no", { status: Number(rest) });
  if (kind === "hop") {
    const left = Number(rest);
    return left === 0 ? new Response(body) : Response.redirect(`/hop/${left - 1}`, 302);
  }
  if (kind === "to") return Response.redirect(decodeURIComponent(rest), 307);
  if (kind === "named") return new Response(body, { headers: { "content-disposition": decodeURIComponent(rest) } });
  if (kind === "nowhere") return new Response(null, { status: 302 });
  if (kind === "endless") return new Response(endless(Number(rest)));
  if (kind === "silent") return new Promise(() => {});
  return new Response(body, { headers: { "content-type": "text/html" } });
}

/** Never ends: `stalled` after its first bytes. */
function endless(stallsAfter: number): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    pull: (controller) => (sent++ < stallsAfter ? controller.enqueue(new Uint8Array(1_000)) : new Promise(() => {})),
  });
}

/** As on the internet, where pictures.example is a server of ours. */
function createNetwork(names: Record<string, string[]> = {}): Network {
  const known: Record<string, string[]> = { "pictures.example": ["127.0.0.1"], ...names };
  return {
    addressesOf: async (hostname) => known[hostname] ?? publicNetwork.addressesOf(hostname),
    isPublicAddress: (address) => address === "127.0.0.1" || publicNetwork.isPublicAddress(address),
    isWebPort: (port) => port === server.port || publicNetwork.isWebPort(port),
  };
}

const limits = {
  maxBytes: MAX_BYTES,
  tooLarge: (maxBytes: number) => platformError("PAYLOAD_TOO_LARGE", { message: `over ${maxBytes}` }),
};
const ours = (path: string) => `http://pictures.example:${server.port}${path}`;
const download = (url: string, network = createNetwork(), timeLimitMs = 10_000) =>
  createDownload({ network, timeLimitMs })(url, limits);
const refusalOf = (url: string, network?: Network, timeLimitMs?: number) =>
  download(url, network, timeLimitMs).then(
    () => "was read",
    ({ code, message }) => `${code}: ${message}`,
  );

test("what is at an address is read by its bytes, without cookies, and with the name of its server", async () => {
  const { bytes, name } = await download(ours("/art/Fr%C3%BChling%20logo.png?size=2"));
  expect(bytes).toEqual(body);
  expect(name).toBe("Frühling logo.png");
  const { headers, host } = asked.at(-1) ?? {};
  expect(host).toBe(`pictures.example:${server.port}`);
  expect([...(headers?.keys() ?? [])].toSorted()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
  expect(headers?.get("user-agent")).toBe("Lumiku");
});

test("a file is called as its server calls it, or as the end of its address", async () => {
  const named = async (disposition: string) => (await download(ours(`/named/${encodeURIComponent(disposition)}`))).name;
  expect(await named('attachment; filename="a \\"b\\".png"')).toBe('a "b".png');
  expect(await named("attachment; filename=plain.png")).toBe("plain.png");
  expect(await named("attachment; filename=x.png; filename*=UTF-8''Fr%C3%BChling.png")).toBe("Frühling.png");
  expect((await download(ours("/"))).name).toBeUndefined();
  expect((await download(ours("/%E0%A4%A"))).name).toBeUndefined();
});

test.each([
  ...["http://127.0.0.1/", "http://127.1/", "http://0x7f.1/", "http://2130706433/", "http://0177.0.0.1/"],
  ...["http://0.0.0.0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/"],
  ...["http://169.254.169.254/latest/meta-data/", "http://10.0.0.8/", "http://172.16.3.4/", "http://192.168.1.1/"],
  ...["http://[fd00:ec2::254]/", "http://[64:ff9b::7f00:1]/", "http://localhost/"],
  "http://１２７.0.0.1/",
])("%s is not public", async (url) => {
  expect(await refusalOf(url, publicNetwork)).toBe("URL_UNREACHABLE: That address is not public.");
});

test("a name is refused when one of its addresses is private, and nothing is asked of any", async () => {
  const network = createNetwork({
    "two.example": ["8.8.8.8", "10.0.0.8"],
    "inner.example": ["192.168.1.1"],
    "none.example": [],
  });
  const before = asked.length;
  for (const name of ["two.example", "inner.example", "none.example"]) {
    expect(await refusalOf(`http://${name}/`, network)).toBe("URL_UNREACHABLE: That address is not public.");
  }
  expect(asked.length).toBe(before);
});

test("a name that changes between the look and the connection leads nowhere else", async () => {
  let looks = 0;
  const other = Bun.serve({ port: 0, hostname: "127.0.0.2", fetch: () => new Response("inner") });
  const network = {
    ...createNetwork(),
    isWebPort: () => true,
    // Public at first, then the machine's own.
    addressesOf: async () => (looks++ === 0 ? ["127.0.0.1"] : ["127.0.0.2"]),
  };
  const refusal = await refusalOf(`http://rebinding.example:${other.port}/`, network);
  await other.stop(true);
  expect(refusal).toContain("does not answer");
  expect(looks).toBe(1);
});

test("redirects are followed three times, and each is looked at anew", async () => {
  expect((await download(ours("/hop/3"))).bytes).toEqual(body);
  expect(await refusalOf(ours("/hop/4"))).toEndWith("it leads on and on.");
  expect(await refusalOf(ours("/nowhere/"))).toEndWith("it leads nowhere.");
  const to = (url: string) => refusalOf(ours(`/to/${encodeURIComponent(url)}`));
  expect(await to("http://169.254.169.254/latest/")).toEndWith("That address is not public.");
  expect(await to("http://[::1]:80/")).toEndWith("That address is not public.");
  expect(await to("file:///etc/passwd")).toContain("https or http");
  expect(await to(`http://pictures.example:${(server.port ?? 0) + 1}/`)).toContain("ports");
});

test("an address with a password, another port or another protocol is refused", async () => {
  expect(await refusalOf("https://ada:secret@pictures.example/")).toContain("password");
  for (const port of [22, 8080, 5432, 6379]) expect(await refusalOf(`http://8.8.8.8:${port}/`)).toContain("ports");
  for (const url of ["ftp://8.8.8.8/a.png", "file:///etc/passwd", "data:image/png;base64,AA==", "gopher://8.8.8.8/"]) {
    expect(await refusalOf(url)).toContain("https or http");
  }
  expect(await refusalOf("pictures")).toContain("not an address");
});

test("an answer that is no success says so; a server that is not there as well", async () => {
  expect(await refusalOf(ours("/status/404"))).toBe(
    "URL_UNREACHABLE: Nothing could be had from that address: it answered 404.",
  );
  expect(await refusalOf(ours("/status/500"))).toEndWith("it answered 500.");
  expect(await refusalOf("http://no-such-name.invalid/")).toEndWith("There is no server of that name.");
  const closed = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  await closed.stop(true);
  const network = { ...createNetwork(), isWebPort: () => true };
  expect(await refusalOf(`http://pictures.example:${closed.port}/`, network)).toEndWith("it does not answer.");
  // Not what it says it is: no TLS there.
  expect(await refusalOf(`https://pictures.example:${server.port}/`)).toEndWith("it does not answer.");
});

test("a body is read no further than may be, whether or not its length is told", async () => {
  expect(await refusalOf(ours("/endless/1000000"))).toBe(`PAYLOAD_TOO_LARGE: over ${MAX_BYTES}`);
  const told = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(new Uint8Array(MAX_BYTES + 1)) });
  const network = { ...createNetwork(), isWebPort: () => true };
  expect(await refusalOf(`http://pictures.example:${told.port}/`, network)).toStartWith("PAYLOAD_TOO_LARGE");
  await told.stop(true);
});

test("a server that says nothing, or stops in the middle, is given up", async () => {
  for (const path of ["/silent/", "/endless/3"]) {
    expect(await refusalOf(ours(path), createNetwork(), 200)).toEndWith("That address took too long to answer.");
  }
});
