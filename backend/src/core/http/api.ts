import { join } from "node:path";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { assets } from "@lumiku/contracts/assets";
import { generations } from "@lumiku/contracts/generations";
import { health } from "@lumiku/contracts/health";
import type { Hono } from "hono";
import { routes as accountsRoutes } from "../accounts/routes";
import { routes as appsRoutes } from "../apps/routes";
import { routes as assetsRoutes, mountFiles } from "../assets/routes";
import type { Auth } from "../auth/auth";
import { createEventStreams, type EventStreams } from "../events/routes";
import { routes as generationsRoutes } from "../generations/routes";
import { checkReadiness } from "../observability/health";
import type { Platform } from "../platform";
import type { HttpEnv } from "./context";
import { type Mount, mountContract } from "./mount";
import { createHttp, mountReference } from "./server";
import { mountStaticFiles } from "./static-files";

const webDirectory = join(import.meta.dir, "../../../../frontend/dist");

/** The whole HTTP surface: the platform's routes, every app's, sign-in, files, events and the web app. */
export function createApi(platform: Platform, auth: Auth): { http: Hono<HttpEnv>; streams: EventStreams } {
  const { registry, logger, events } = platform;
  const authenticate = (headers: Headers) => auth.authenticate(headers);
  const http = createHttp(logger);

  const mounts: Mount[] = [
    { contract: health, handlers: { live: async () => ({ status: "live" }) } },
    { contract: accounts, handlers: accountsRoutes(platform.accounts) },
    { contract: apps, handlers: appsRoutes(platform) },
    { contract: generations, handlers: generationsRoutes(platform.generations) },
    { contract: assets, handlers: assetsRoutes(platform.assets) },
    ...registry.list().map(({ contract, handlers }) => ({ contract, handlers })),
  ] as Mount[];
  for (const mount of mounts) mountContract(http, mount, authenticate);

  http.get("/api/health/ready", async (context) => {
    const readiness = await checkReadiness({ ...platform, queue: platform.queue.queue });
    return context.json(readiness, readiness.status === "ready" ? 200 : 503);
  });
  http.on(["GET", "POST"], "/api/auth/*", (context) => auth.handler(context.req.raw));
  mountFiles(http, platform.assets, authenticate);
  const streams = createEventStreams(events, authenticate);
  streams.mount(http);
  mountReference(
    http,
    mounts.map(({ contract }) => contract),
  );
  mountStaticFiles(http, webDirectory);
  return { http, streams };
}
