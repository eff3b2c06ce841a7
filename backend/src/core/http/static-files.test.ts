import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gzipSync } from "node:zlib";
import { Hono } from "hono";
import type { HttpEnv } from "./context";
import { mountStaticFiles } from "./static-files";

const script = "console.log('Lumiku');".repeat(100);
const http = new Hono<HttpEnv>();
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lumiku-static-"));
  await Bun.write(join(directory, "assets/app-1.js"), script);
  await writeFile(join(directory, "assets/app-1.js.br"), brotliCompressSync(script));
  await writeFile(join(directory, "assets/app-1.js.gz"), gzipSync(script));
  await writeFile(join(directory, "index.html"), "<title>Lumiku</title>");
  mountStaticFiles(http, directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const get = (path: string, accepted = "") => http.request(path, { headers: { "accept-encoding": accepted } });

test("a script is sent as the browser likes it best, and is the same script", async () => {
  for (const [accepted, encoding] of [
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["", null],
  ] as const) {
    const response = await get("/assets/app-1.js", accepted);
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("content-type")).toContain("javascript");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("vary")).toBe("accept-encoding");
    const bytes = new Uint8Array(await response.arrayBuffer());
    const plain = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? Bun.gunzipSync(bytes) : bytes;
    expect(new TextDecoder().decode(plain)).toBe(script);
  }
});

test("every address of the app is its one page, which is asked for anew each time", async () => {
  for (const path of ["/", "/work", "/apps/avatar-creator/projects/1"]) {
    const response = await get(path, "gzip");
    expect(await response.text()).toBe("<title>Lumiku</title>");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  }
});

test("what is not there is not found, and nothing outside the folder is", async () => {
  for (const path of ["/assets/app-0.js", "/missing.png", "/..%2f..%2fetc%2fpasswd.txt", "/%ff", "/api/unknown"]) {
    expect((await get(path)).status).toBe(404);
  }
});
