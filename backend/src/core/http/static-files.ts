import { join, normalize } from "node:path";
import type { Hono } from "hono";
import type { HttpEnv } from "./context";

const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/** Serves the built web app: hashed files for a year, everything else as its one page, checked each time. */
export function mountStaticFiles(http: Hono<HttpEnv>, directory: string): void {
  http.get("*", async (context, next) => {
    const path = readPath(context.req.url);
    if (path === undefined || path.startsWith("/api/") || path === "/metrics" || path.includes("\0")) return next();
    const accepted = context.req.header("accept-encoding") ?? "";
    const isHashed = path.startsWith("/assets/");
    if (path !== "/") {
      const file = await open(join(directory, path), accepted, isHashed ? IMMUTABLE : "no-cache");
      if (file) return file;
    }
    if (isHashed || /\.\w{1,8}$/.test(path)) return next();
    return (await open(join(directory, "index.html"), accepted, "no-cache")) ?? next();
  });
}

const IMMUTABLE = "public, max-age=31536000, immutable";

/** A file as the browser likes it best: the build has written some of them compressed as well. */
async function open(path: string, accepted: string, caching: string): Promise<Response | undefined> {
  const plain = Bun.file(path);
  if (!(await plain.exists())) return undefined;
  const headers = { "cache-control": caching, "content-type": plain.type, vary: "accept-encoding" };
  for (const [encoding, ending] of encodings) {
    if (!new RegExp(`\\b${encoding}\\b(?!;q=0\\b)`).test(accepted)) continue;
    const file = Bun.file(path + ending);
    if (await file.exists()) return new Response(file, { headers: { ...headers, "content-encoding": encoding } });
  }
  return new Response(plain, { headers });
}

/** Undefined for what is no UTF-8. */
function readPath(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(new URL(url).pathname));
  } catch {
    return undefined;
  }
}
