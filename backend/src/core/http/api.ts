import { join } from "node:path";
import { accounts } from "@lumiku/contracts/accounts";
import { apps } from "@lumiku/contracts/apps";
import { assets } from "@lumiku/contracts/assets";
import { generations } from "@lumiku/contracts/generations";
import { health } from "@lumiku/contracts/health";
import { queue } from "@lumiku/contracts/queue";
import { stats } from "@lumiku/contracts/stats";
import type { Context, Hono } from "hono";
import { routes as accountsRoutes } from "../accounts/routes";
import { routes as appsRoutes } from "../apps/routes";
import { routes as assetsRoutes, mountFiles } from "../assets/routes";
import type { Auth } from "../auth/auth";
import { createEventStreams, type EventStreams } from "../events/routes";
import { announcePlaces } from "../generations/line/places";
import { routes as queueRoutes } from "../generations/line/routes";
import { routes as generationsRoutes } from "../generations/routes";
import { checkReadiness } from "../observability/health";
import { measureRequests, mountMetrics } from "../observability/metrics-routes";
import type { Platform } from "../platform";
import { routes as statsRoutes } from "../stats/routes";
import type { HttpEnv } from "./context";
import { type Mount, mountContract } from "./mount";
import { createHttp, mountReference } from "./server";
import { mountStaticFiles } from "./static-files";

const webDirectory = join(import.meta.dir, "../../../../frontend/dist");

export interface Api {
  http: Hono<HttpEnv>;
  streams: EventStreams;
  /** Ends every stream, and what is told on them. */
  close(): void;
}

export interface ApiOptions {
  /** Needed to read /metrics from outside this machine's network. */
  metricsToken?: string | undefined;
  /** Requests come through a proxy, which says whom it serves. */
  isBehindProxy?: boolean | undefined;
}

/** The whole HTTP surface: the platform's routes, every app's, sign-in, files, events and the web app. */
export function createApi(platform: Platform, auth: Auth, options: ApiOptions = {}): Api {
  const { registry, logger, events, metrics, tracing } = platform;
  const authenticate = (headers: Headers) => auth.authenticate(headers);
  const http = createHttp(logger);
  http.use(measureRequests(metrics));
  http.use(tracing.httpMiddleware);
  http.use((context, next) => {
    context.set("address", readAddress(context, options.isBehindProxy ?? false));
    return next();
  });

  const mounts: Mount[] = [
    { contract: health, handlers: { live: async () => ({ status: "live" }) } },
    { contract: accounts, handlers: accountsRoutes(platform.accounts) },
    { contract: apps, handlers: appsRoutes(platform) },
    { contract: generations, handlers: generationsRoutes(platform.generations) },
    { contract: assets, handlers: assetsRoutes(platform) },
    { contract: queue, handlers: queueRoutes(platform.line) },
    { contract: stats, handlers: statsRoutes(platform.stats) },
    ...registry.list().map(({ contract, handlers }) => ({ contract, handlers })),
  ] as Mount[];
  for (const mount of mounts) mountContract(http, mount, authenticate);

  http.get("/api/health/ready", async (context) => {
    const readiness = await checkReadiness({ ...platform, queue: platform.queue.queue });
    return context.json(readiness, readiness.status === "ready" ? 200 : 503);
  });
  http.on(["GET", "POST"], "/api/auth/*", (context) => auth.handler(context.req.raw, context.get("address")));
  mountFiles(http, platform.assets, authenticate);
  const streams = createEventStreams(events, authenticate, { onCount: metrics.streams });
  streams.mount(http);
  auth.onRevoked(streams.end);
  mountMetrics(http, metrics, { token: options.metricsToken });
  const stopPlaces = announcePlaces({
    ...{ streams, logger, snapshots: platform.snapshots },
    line: platform.lineRepository,
    repository: platform.generationsRepository,
  });
  mountReference(
    http,
    mounts.map(({ contract }) => contract),
  );
  mountStaticFiles(http, webDirectory);
  return {
    http,
    streams,
    close() {
      stopPlaces();
      streams.close();
    },
  };
}

/** Behind a proxy everyone has the proxy's address; the last one it names is whom it saw itself. */
function readAddress(context: Context<HttpEnv>, isBehindProxy: boolean): string | undefined {
  const forwarded = isBehindProxy ? context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  const server = context.env as Partial<Pick<Bun.Server<unknown>, "requestIP">> | undefined;
  return forwarded || server?.requestIP?.(context.req.raw)?.address;
}
