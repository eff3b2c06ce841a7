import { platformError } from "@lumiku/app-sdk";
import type { PublicFiles } from "@lumiku/app-sdk/server";
import type { Hono } from "hono";
import { FILE_HEADERS } from "../assets/files";
import type { HttpEnv } from "../http/context";
import type { Storage } from "../storage/storage";
import type { Registry } from "./registry";

/** In one folder, and the same on systems that tell upper from lower case and on those that do not. */
const NAME = /^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){0,99}\.(webp|png|svg)$/;

const mimes: Record<string, string> = { webp: "image/webp", png: "image/png", svg: "image/svg+xml" };

export function createPublicFiles(appId: string, storage: Pick<Storage, "open" | "put">): PublicFiles {
  return {
    async publish(name, bytes) {
      const file = locate(appId, name);
      if (!file) throw new TypeError(`Not a name of a public file: ${JSON.stringify(name)}`);
      const published = await storage.open(file.key);
      if (published) await published.stream.cancel();
      else await storage.put(file.key, await bytes(), file.mime);
    },

    url: (name) => `/api/apps/${appId}/files/${name}`,
  };
}

/** `GET /api/apps/:appId/files/:name`, for everybody. What has a name never changes, so it is kept for a year. */
export function mountPublicFiles(
  http: Hono<HttpEnv>,
  { registry, storage }: { registry: Pick<Registry, "find">; storage: Pick<Storage, "open"> },
): void {
  http.get("/api/apps/:appId/files/:name", async (context) => {
    const { appId, name } = context.req.param();
    const file = registry.find(appId) && locate(appId, name);
    const opened = file && (await storage.open(file.key));
    if (!opened) throw platformError("NOT_FOUND");
    return context.body(opened.stream, 200, {
      ...FILE_HEADERS,
      "content-type": file.mime,
      "content-length": String(opened.sizeBytes),
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
}

function locate(appId: string, name: string): { key: string; mime: string } | undefined {
  const [, ending] = NAME.exec(name) ?? [];
  const mime = ending && mimes[ending];
  return mime ? { key: `${appId}/public/${name}`, mime } : undefined;
}
