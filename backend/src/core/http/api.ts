import { join } from "node:path";
import { platformError } from "@lumiku/app-sdk";
import { account } from "@lumiku/contracts/account";
import { accounts } from "@lumiku/contracts/accounts";
import { administration } from "@lumiku/contracts/administration";
import { apps } from "@lumiku/contracts/apps";
import { assets } from "@lumiku/contracts/assets";
import { billing } from "@lumiku/contracts/billing";
import { generations } from "@lumiku/contracts/generations";
import { health } from "@lumiku/contracts/health";
import { notifications } from "@lumiku/contracts/notifications";
import { queue } from "@lumiku/contracts/queue";
import { shares } from "@lumiku/contracts/shares";
import { stats } from "@lumiku/contracts/stats";
import type { Context, Hono } from "hono";
import { routes as accountRoutes, openAccount } from "../account/routes";
import { routes as accountsRoutes } from "../accounts/routes";
import { createAdministration } from "../administration/administration";
import { routes as administrationRoutes } from "../administration/routes";
import { mountPublicFiles } from "../apps/public-files";
import { routes as appsRoutes } from "../apps/routes";
import { mountFiles } from "../assets/files";
import { routes as assetsRoutes } from "../assets/routes";
import type { Auth } from "../auth/auth";
import { routes as billingRoutes } from "../billing/routes";
import { mountWebhooks } from "../billing/webhooks/routes";
import { createEventStreams, type EventStreams } from "../events/routes";
import { announcePlaces } from "../generations/line/places";
import { routes as queueRoutes } from "../generations/line/routes";
import { routes as generationsRoutes } from "../generations/routes";
import type { Limits } from "../limits/limits";
import { routes as notificationsRoutes } from "../notifications/routes";
import { checkReadiness } from "../observability/health";
import { measureRequests, mountMetrics } from "../observability/metrics-routes";
import type { Platform } from "../platform";
import { routes as sharesRoutes } from "../shares/routes";
import { routes as statsRoutes } from "../stats/routes";
import type { HttpEnv } from "./context";
import { limitBody, type Mount, mountContract } from "./mount";
import { refuseForeignPages } from "./own-page";
import { createHttp, mountReference } from "./server";
import { mountStaticFiles } from "./static-files";

const webDirectory = join(import.meta.dir, "../../../../frontend/dist");

const MAX_AUTH_BYTES = 64 * 1024;

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
  /** How often somebody may ask; as often as they like without. */
  limits?: Limits | undefined;
}

/** The whole HTTP surface: the platform's routes, every app's, sign-in, files, events and the web app. */
export function createApi(platform: Platform, auth: Auth, options: ApiOptions = {}): Api {
  const { registry, logger, events, metrics, tracing } = platform;
  const authenticate = (headers: Headers) => auth.authenticate(headers);
  /** For what is no route of a contract: an API key that may not look sees no file and hears no event. */
  const authenticateReader = async (headers: Headers) => {
    const actor = await authenticate(headers);
    if (actor?.apiKey && !actor.apiKey.scopes.includes("read")) throw platformError("INSUFFICIENT_SCOPE");
    return actor;
  };
  const http = createHttp(logger);
  http.use(measureRequests(metrics));
  http.use(tracing.httpMiddleware);
  http.use((context, next) => {
    context.set("address", readAddress(context, options.isBehindProxy ?? false));
    return next();
  });
  http.use("/api/*", refuseForeignPages(auth.isOwnOrigin));
  http.use("/api/auth/*", limitBody(MAX_AUTH_BYTES));
  if (options.limits) http.use("/api/*", options.limits.countAddress);

  const mounts: Mount[] = [
    { contract: health, handlers: { live: async () => ({ status: "live" }) } },
    { contract: accounts, handlers: accountsRoutes(platform.accounts) },
    { contract: account, handlers: accountRoutes(openAccount(platform, auth)) },
    { contract: apps, handlers: appsRoutes(platform) },
    { contract: generations, handlers: generationsRoutes(platform) },
    { contract: assets, handlers: assetsRoutes(platform) },
    { contract: shares, handlers: sharesRoutes(platform.shares) },
    { contract: queue, handlers: queueRoutes(platform.line) },
    { contract: stats, handlers: statsRoutes(platform.stats) },
    { contract: notifications, handlers: notificationsRoutes(platform.notifications) },
    { contract: billing, handlers: billingRoutes(platform) },
    {
      contract: administration,
      handlers: administrationRoutes({ ...platform, administration: createAdministration(platform, auth) }),
    },
    ...registry.list(),
  ] as Mount[];
  for (const mount of mounts) mountContract(http, mount, { authenticate, limits: options.limits });

  http.get("/api/health/ready", async (context) => {
    const readiness = await checkReadiness({ ...platform, queue: platform.queue.queue });
    return context.json(readiness, readiness.status === "ready" ? 200 : 503);
  });
  http.on(["GET", "POST"], "/api/auth/*", async (context) => {
    const answer = await auth.handler(context.req.raw, context.get("address"));
    return context.newResponse(answer.body, answer);
  });
  mountWebhooks(http, platform.billing.webhooks);
  mountFiles(http, platform.files, authenticateReader);
  mountPublicFiles(http, platform);
  const streams = createEventStreams(events, authenticateReader, { onCount: metrics.streams });
  streams.mount(http);
  auth.onRevoked(streams.end);
  mountMetrics(http, metrics, { token: options.metricsToken });
  const stopPlaces = announcePlaces({
    ...{ streams, logger, snapshots: platform.snapshots },
    line: platform.lineRepository,
    repository: platform.generationsRepository,
  });
  mountReference(http, mounts);
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
