import { platformError } from "@lumiku/app-sdk";
import { Scalar } from "@scalar/hono-api-reference";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { PlatformLogger } from "../observability/logger";
import type { HttpEnv } from "./context";
import { createOpenApiDocument, type Described } from "./openapi";
import { answerProblem } from "./problem";

const REFERENCE_PATH = "/api/docs";

/** A Hono app with what every request gets: an id, a log line, safe headers, and problems for errors. */
export function createHttp(logger: PlatformLogger): Hono<HttpEnv> {
  const http = new Hono<HttpEnv>();

  http.use(async (context, next) => {
    const given = context.req.header("x-request-id");
    const requestId = given && /^[\w.-]{8,64}$/.test(given) ? given : Bun.randomUUIDv7();
    const startedAt = performance.now();
    context.set("requestId", requestId);
    context.set("logger", logger);
    context.header("x-request-id", requestId);
    await next();
    const { method, path } = context.req;
    if (!path.startsWith("/api/")) return;
    // Answers are one person's, and lead to their pictures: no cache keeps one that does not say so itself.
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "private, no-store");
    const durationMs = Math.round(performance.now() - startedAt);
    logger.debug({ requestId, method, path, status: context.res.status, durationMs }, "request");
  });

  const protect = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "blob:"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "strict-origin-when-cross-origin",
    // The platform is also served over plain HTTP on a private machine.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: "same-origin",
  });
  http.use(async (context, next) => {
    if (context.req.path === REFERENCE_PATH) return next();
    let policy: string | null = null;
    await protect(context, async () => {
      await next();
      policy = context.res.headers.get("content-security-policy");
    });
    // What a file may do is said where it is served, and is less.
    if (policy !== null) context.header("content-security-policy", policy);
  });
  http.onError((error, context) => answerProblem(error, context));
  http.notFound((context) => answerProblem(platformError("NOT_FOUND"), context));
  return http;
}

/** `/api/openapi.json`, and a page that shows it. */
export function mountReference(http: Hono<HttpEnv>, described: readonly Described[]): void {
  const document = createOpenApiDocument(described);
  http.get("/api/openapi.json", (context) => context.json(document));
  http.get(`${REFERENCE_PATH}/scalar.js`, () => {
    const script = Bun.file(Bun.resolveSync("@scalar/api-reference/browser/standalone.js", import.meta.dir));
    return new Response(script, { headers: { "cache-control": "public, max-age=86400" } });
  });
  const page = Scalar<HttpEnv>({
    url: "/api/openapi.json",
    pageTitle: "Lumiku API",
    cdn: `${REFERENCE_PATH}/scalar.js`,
    withDefaultFonts: false,
    telemetry: false,
    showDeveloperTools: "never",
    agent: { disabled: true },
    hideClientButton: true,
  });
  http.get(REFERENCE_PATH, async (context, next) => {
    // This one page starts its viewer from a script of its own.
    const policy =
      "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'";
    context.header("content-security-policy", policy);
    return page(context, next);
  });
}
