import { createHash, timingSafeEqual } from "node:crypto";
import { platformError } from "@lumiku/app-sdk";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import ipaddr from "ipaddr.js";
import type { HttpEnv } from "../http/context";
import type { Metrics } from "./metrics";

const NEAR = new Set(["loopback", "private", "uniqueLocal", "linkLocal"]);
const FORWARDING_HEADERS = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/** Times every request by the pattern of its route. Belongs before the routes. */
export function measureRequests(metrics: Pick<Metrics, "request">): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const startedAt = performance.now();
    await next();
    metrics.request({
      method: context.req.method,
      route: routeOf(context),
      status: context.res.status,
      durationSeconds: (performance.now() - startedAt) / 1000,
    });
  };
}

/**
 * `GET /metrics`. With a token, for whoever sends it as a bearer token. Without one, for this machine and its
 * private network, seen directly: what a proxy forwards may come from anywhere.
 *
 * The server is to be handed on: `fetch: (request, server) => http.fetch(request, server)`.
 */
export function mountMetrics(
  http: Hono<HttpEnv>,
  metrics: Pick<Metrics, "scrape">,
  { token }: { token: string | undefined },
): void {
  http.get("/metrics", async (context) => {
    if (token !== undefined && !isToken(context.req.header("authorization"), token)) {
      context.header("www-authenticate", 'Bearer realm="metrics"');
      throw platformError("UNAUTHENTICATED", { message: "Send METRICS_TOKEN as a bearer token." });
    }
    if (token === undefined && !isNear(context)) throw platformError("NOT_FOUND");
    const { contentType, body } = await metrics.scrape();
    return context.body(body, 200, { "content-type": contentType, "cache-control": "no-store" });
  });
}

/** Middleware answers for patterns with a `*` alone: pages and files of the web app, and what does not exist. */
function routeOf(context: Context<HttpEnv>): string {
  const pattern = routePath(context);
  return pattern === "*" || pattern === "/*" || pattern === "" ? "unmatched" : pattern;
}

function isToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  // Digests have one length, so the comparison tells nothing, not even how long the token is.
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isNear({ req, env }: Context<HttpEnv>): boolean {
  if (FORWARDING_HEADERS.some((name) => req.header(name) !== undefined)) return false;
  const server = env as Partial<Pick<Bun.Server<unknown>, "requestIP">> | undefined;
  const address = server?.requestIP?.(req.raw)?.address;
  return address !== undefined && ipaddr.isValid(address) && NEAR.has(ipaddr.process(address).range());
}
