import { platformError } from "@lumiku/app-sdk";
import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "./context";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);
/** Answered by better-auth, which has a check of its own. */
const AUTH = "/api/auth/";

/**
 * Refuses what another site's page does with a person's cookie: `SameSite` lets pages of a neighbouring port or
 * subdomain through. Programs say no origin, and have no cookie that a page could borrow.
 *
 * @param isOwnOrigin whether a page from there is one of ours
 */
export function refuseForeignPages(
  isOwnOrigin: (origin: string, request: Request) => boolean,
): MiddlewareHandler<HttpEnv> {
  return async ({ req }, next) => {
    const isAbout = !harmless.has(req.method) && req.header("cookie") !== undefined && !req.path.startsWith(AUTH);
    if (isAbout && isForeign(req.raw, isOwnOrigin)) {
      throw platformError("FORBIDDEN", { message: "Another site's page asked for this. Nothing was done." });
    }
    return next();
  };
}

function isForeign(request: Request, isOwnOrigin: (origin: string, request: Request) => boolean): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return !isOwnOrigin(origin, request);
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
