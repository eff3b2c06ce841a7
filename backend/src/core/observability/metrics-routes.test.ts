import { afterAll, beforeAll, expect, test } from "bun:test";
import { platformError } from "@lumiku/app-sdk";
import { createHttp } from "../http/server";
import { createLogger } from "./logger";
import { createMetrics } from "./metrics";
import { measureRequests, mountMetrics } from "./metrics-routes";

const logger = createLogger({ level: "silent", format: "json" });
const token = "a-token-of-some-length";
const servers: Bun.Server<undefined>[] = [];
let open = "";
let guarded = "";

const serve = (options: { token: string | undefined }) => {
  const http = createHttp(logger);
  const metrics = createMetrics({ logger });
  http.use(measureRequests(metrics));
  http.get("/api/things/:id", (context) => context.json({ id: context.req.param("id") }));
  http.post("/api/things", () => {
    throw platformError("VALIDATION_FAILED");
  });
  mountMetrics(http, metrics, options);
  http.get("*", (_, next) => next());
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request, self) => http.fetch(request, self) });
  servers.push(server);
  return { url: server.url.href, http };
};

beforeAll(() => {
  open = serve({ token: undefined }).url;
  guarded = serve({ token }).url;
});
afterAll(() => {
  for (const server of servers) server.stop(true);
});

const scrape = (url: string, headers: Record<string, string> = {}) => fetch(`${url}metrics`, { headers });

test("requests are counted by the pattern of their route, refusals and unknown addresses too", async () => {
  await fetch(`${open}api/things/1`);
  await fetch(`${open}api/things/2`);
  await fetch(`${open}api/things`, { method: "POST" });
  await fetch(`${open}wp-login.php`);
  const lines = (await (await scrape(open)).text()).split("\n");
  expect(lines.filter((line) => line.startsWith("lumiku_http_request_duration_seconds_count"))).toEqual([
    'lumiku_http_request_duration_seconds_count{method="GET",route="/api/things/:id",status="200"} 2',
    'lumiku_http_request_duration_seconds_count{method="POST",route="/api/things",status="422"} 1',
    'lumiku_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 1',
  ]);
});

test("without a token this machine reads them, in Prometheus' text format", async () => {
  const response = await scrape(open);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
});

test("without a token nobody reads them through a proxy, or from where nobody knows", async () => {
  for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
    expect((await scrape(open, { [header]: "127.0.0.1" })).status).toBe(404);
  }
  expect((await serve({ token: undefined }).http.request("/metrics")).status).toBe(404);
});

test("without a token only private addresses are near", async () => {
  const { http } = serve({ token: undefined });
  const statusFor = async (address: string) =>
    (await http.request("/metrics", {}, { requestIP: () => ({ address, family: "IPv4", port: 1 }) })).status;
  for (const near of ["127.0.0.1", "::1", "::ffff:10.1.2.3", "172.17.0.1", "192.168.1.5", "fd00::1"]) {
    expect([near, await statusFor(near)]).toEqual([near, 200]);
  }
  for (const far of ["203.0.113.9", "8.8.8.8", "::ffff:8.8.8.8", "2001:4860:4860::8888", "nonsense"]) {
    expect([far, await statusFor(far)]).toEqual([far, 404]);
  }
});

test("with a token only who sends it reads them, from anywhere", async () => {
  const wrong = ["", "Bearer", "Bearer wrong", `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token} x`];
  for (const authorization of wrong) {
    const response = await scrape(guarded, authorization ? { authorization } : {});
    expect([authorization, response.status]).toEqual([authorization, 401]);
    expect(response.headers.get("www-authenticate")).toStartWith("Bearer");
    expect(await response.text()).not.toContain("lumiku_");
  }
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.9" };
  expect((await scrape(guarded, headers)).status).toBe(200);
});
