import { join, normalize } from "node:path";
import type { Hono } from "hono";
import type { HttpEnv } from "./context";

/** Serves the built web app: hashed files for a year, everything else as its one page, checked each time. */
export function mountStaticFiles(http: Hono<HttpEnv>, directory: string): void {
  http.get("*", async (context, next) => {
    const path = readPath(context.req.url);
    if (path === undefined || path.startsWith("/api/") || path === "/metrics" || path.includes("\0")) return next();
    const isHashed = path.startsWith("/assets/");
    const file = Bun.file(join(directory, path));
    if (path !== "/" && (await file.exists())) {
      return new Response(file, {
        headers: { "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache" },
      });
    }
    if (isHashed || /\.\w{1,8}$/.test(path)) return next();
    const page = Bun.file(join(directory, "index.html"));
    if (!(await page.exists())) return next();
    return new Response(page, { headers: { "cache-control": "no-cache" } });
  });
}

/** Undefined for what is no UTF-8. */
function readPath(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(new URL(url).pathname));
  } catch {
    return undefined;
  }
}
