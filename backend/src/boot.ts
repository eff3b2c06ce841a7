import { version as VERSION } from "../package.json";
import {
  openBilling,
  openCatalogue,
  openLimits,
  openMail,
  openModeration,
  openProviders,
  openStorage,
  readGoogle,
} from "./adapters";
import { discoverApps } from "./core/apps/discovery";
import { startSeeding } from "./core/apps/seeding";
import { createAuth } from "./core/auth/auth";
import { createSessionCache } from "./core/auth/session-cache";
import { createCache } from "./core/cache/cache";
import { createDatabase } from "./core/db/client";
import { openDataFolder } from "./core/db/data-folder";
import { startEmbeddedPostgres } from "./core/db/embedded-postgres";
import { migrate } from "./core/db/migrate";
import { createPostgresEventBus } from "./core/events/postgres-event-bus";
import { createRedisEventBus } from "./core/events/redis-event-bus";
import { STOP_SIGNAL } from "./core/generations/service";
import { createApi } from "./core/http/api";
import { createHttp } from "./core/http/server";
import { publicNetwork } from "./core/network/download";
import { createLogger, type PlatformLogger } from "./core/observability/logger";
import { createMetrics } from "./core/observability/metrics";
import { createMetricsRepository } from "./core/observability/metrics-repository";
import { mountMetrics } from "./core/observability/metrics-routes";
import { startTracing } from "./core/observability/tracing";
import { createPlatform, type Platform } from "./core/platform";
import { createBullQueue } from "./core/queue/bull-queue";
import { announceWorker } from "./core/queue/worker-presence";
import { endsWithin } from "./core/time-limit";
import type { Env } from "./env";

const SWEEP_MS = 10_000;
const HOUSEKEEPING_MS = 3_600_000;
/** A worker looks for work that waits by itself this often; a start and an end make it look at once. */
const DISPATCH_MS = 1_000;
const BACKOFF_MS = 2_000;
const WEBHOOKS_MS = 5_000;
const PLANS_MS = 60_000;
const FORGOTTEN_PAYMENTS_MS = 600_000;
/** Mail goes out with what it tells of; this is for what has to be tried again. */
const MAIL_MS = 15_000;
/** Accounts go as soon as they are closed; this is for those whose work was still running. */
const DELETION_MS = 30_000;
const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

export interface Running {
  /** Where this process answers; undefined for a worker. */
  url: string | undefined;
  stop(): Promise<void>;
}

/** Chooses the adapters and starts the roles asked for. What has started is stopped again when a later part fails. */
export async function boot(env: Env): Promise<Running> {
  const logger = createLogger({ level: env.LOG_LEVEL, format: env.LOG_FORMAT });
  const cleanups: (() => unknown)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      try {
        await cleanup();
      } catch (error) {
        logger.warn({ err: error }, "a part did not stop cleanly");
      }
    }
  };
  try {
    const platform = await openPlatform(env, logger, cleanups);
    if (env.ROLE !== "api") await startWorker(platform.platform, env, cleanups);
    if (env.ROLE === "worker" && env.METRICS_PORT)
      cleanups.push(serveMetrics(platform.platform, env.METRICS_PORT, env));
    const url = env.ROLE === "worker" ? undefined : await startApi(platform, env, cleanups);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface OpenPlatform {
  platform: Platform;
  authSecret: string;
}

async function openPlatform(env: Env, logger: PlatformLogger, cleanups: (() => unknown)[]): Promise<OpenPlatform> {
  const hasOwnSecrets = env.AUTH_SECRET !== undefined && env.SIGNING_SECRET !== undefined;
  // Before the queue and the database are opened: tracing hooks into both.
  const tracing = await startTracing({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    serviceName: env.OTEL_SERVICE_NAME,
    version: VERSION,
    logger,
  });
  cleanups.push(() => tracing.shutdown());
  const needsFolder = !env.DATABASE_URL || !env.S3_BUCKET || !hasOwnSecrets;
  const folder = needsFolder
    ? await openDataFolder(env.LUMIKU_DATA_DIR, { isShared: env.DATABASE_URL !== undefined })
    : undefined;
  if (folder) cleanups.push(() => folder.release());

  let connectionString = env.DATABASE_URL;
  if (!connectionString && folder) {
    const embedded = await startEmbeddedPostgres({ directory: folder.path, password: folder.secrets.databasePassword });
    cleanups.push(() => embedded.stop());
    connectionString = embedded.connectionString;
  }
  const authSecret = env.AUTH_SECRET ?? folder?.secrets.auth;
  const signingSecret = env.SIGNING_SECRET ?? folder?.secrets.signing;
  if (!connectionString || !authSecret || !signingSecret) throw new Error("The platform has no database or no secrets");

  if (env.MIGRATE) await migrate(connectionString, logger);
  const database = createDatabase(connectionString, { poolSize: env.DATABASE_POOL_SIZE, logger });
  cleanups.push(() => database.close());

  const queue = createBullQueue({
    connection: env.REDIS_URL ? { kind: "redis", url: env.REDIS_URL } : { kind: "postgres", connectionString },
    name: "generations",
    logger,
  });
  cleanups.push(() => queue.queue.close());
  const events = env.REDIS_URL
    ? await createRedisEventBus({ url: env.REDIS_URL, logger })
    : await createPostgresEventBus({ connectionString, logger });
  cleanups.push(() => events.close());

  const metrics = createMetrics({
    logger,
    readers: { ...createMetricsRepository(database), databasePool: async () => database.pool() },
  });
  const cache = await createCache({ events, logger, record: metrics.cacheLookup });
  cleanups.push(() => cache.close());
  const moderation = await openModeration(env, logger);
  cleanups.push(() => moderation.close());
  const mailTransport = openMail(env);
  cleanups.push(() => mailTransport.close());
  const platform = createPlatform({
    ...{ database, queue, events, mailTransport, moderation, tracing, metrics, cache, signingSecret, logger },
    storage: openStorage(env),
    network: publicNetwork,
    providers: await openProviders(env),
    catalogue: await openCatalogue(env),
    billingOptions: openBilling(env),
    apps: await discoverApps(),
    limits: {
      userConcurrency: env.USER_CONCURRENCY,
      deadlineMs: env.GENERATION_DEADLINE_SECONDS * 1000,
      backoffMs: BACKOFF_MS,
    },
    now: () => new Date(),
  });
  cleanups.push(() => platform.dispatcher.idle());
  cleanups.push(() => endsWithin(platform.deletions.idle(), env.SHUTDOWN_GRACE_MS));
  cleanups.push(() => endsWithin(platform.mail.idle(), env.SHUTDOWN_GRACE_MS));
  cleanups.push(() => endsWithin(platform.billing.webhooks.idle(), env.SHUTDOWN_GRACE_MS));
  const seeding = startSeeding({ registry: platform.registry, connectionString, logger });
  cleanups.push(() => endsWithin(seeding.stop(), env.SHUTDOWN_GRACE_MS));
  return { platform, authSecret };
}

async function startWorker(platform: Platform, env: Env, cleanups: (() => unknown)[]): Promise<void> {
  const { database, queue, events, assets, billing, runner, dispatcher, logger, now } = platform;
  const stops = await events.onSignal(STOP_SIGNAL, (id) => runner.stop(id));
  cleanups.push(() => stops.close());

  const every = (intervalMs: number, what: string, work: () => Promise<unknown>) => {
    let isRunning = false;
    const timer = setInterval(async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await work();
      } catch (error) {
        logger.warn({ err: error }, `${what} failed; it is tried again later`);
      }
      isRunning = false;
    }, intervalMs);
    cleanups.push(() => clearInterval(timer));
  };
  every(SWEEP_MS, "sweeping", platform.sweep);
  every(DISPATCH_MS, "dispatching", async () => dispatcher.kick());
  every(MAIL_MS, "sending mail", platform.mail.deliver);
  every(DELETION_MS, "removing accounts", platform.deletions.finish);
  every(WEBHOOKS_MS, "acting on webhooks", billing.webhooks.process);
  every(PLANS_MS, "looking after plans", billing.plans.runDue);
  every(FORGOTTEN_PAYMENTS_MS, "closing forgotten payments", billing.closing.closeForgotten);
  every(HOUSEKEEPING_MS, "comparing the gateways' books", billing.reconcile);
  every(HOUSEKEEPING_MS, "housekeeping", async () => {
    await events.trim();
    await platform.emptyBin();
    await assets.sweepOrphans();
    await platform.mail.trim();
    await platform.notifications.trim();
    await billing.webhooks.trim();
  });
  // What a crash left behind is not made to wait for the first sweep.
  await platform.sweep();

  const worker = await queue.startWorker(runner.run, { concurrency: env.WORKER_CONCURRENCY });
  cleanups.push(() => worker.close(env.SHUTDOWN_GRACE_MS));
  cleanups.push(await announceWorker(database, { concurrency: env.WORKER_CONCURRENCY, logger, now }));
  dispatcher.kick();
}

async function startApi(
  { platform, authSecret }: OpenPlatform,
  env: Env,
  cleanups: (() => unknown)[],
): Promise<string> {
  const sessions = await createSessionCache(platform.events);
  cleanups.push(() => sessions.close());
  const auth = createAuth({
    database: platform.database,
    secret: authSecret,
    sessions,
    publicUrl: env.PUBLIC_URL,
    port: env.PORT,
    isEmailVerificationRequired: env.EMAIL_VERIFICATION === "required",
    google: readGoogle(env),
    ...{ mail: platform.mail, audit: platform.audit, logger: platform.logger, now: platform.now },
    onSignUp: platform.credits.grantWelcome,
    onChange: platform.accounts.changed,
  });
  const api = createApi(platform, auth, {
    metricsToken: env.METRICS_TOKEN,
    isBehindProxy: env.PUBLIC_URL !== undefined,
    limits: openLimits(env, platform.logger, cleanups),
  });
  const server = Bun.serve({
    port: env.PORT,
    hostname: env.HOST,
    // A quiet event stream is no dead connection; its heartbeat tells.
    idleTimeout: 0,
    maxRequestBodySize: MAX_REQUEST_BYTES,
    fetch: (request, server) => api.http.fetch(request, server),
  });
  cleanups.push(async () => {
    api.close();
    await Promise.race([server.stop(), Bun.sleep(env.SHUTDOWN_GRACE_MS)]);
    await server.stop(true);
  });
  return env.PUBLIC_URL ?? `http://localhost:${server.port}`;
}

/** A worker without the API counts generations and provider calls too. */
function serveMetrics({ metrics, logger }: Platform, port: number, env: Env): () => Promise<void> {
  const http = createHttp(logger);
  mountMetrics(http, metrics, { token: env.METRICS_TOKEN });
  const server = Bun.serve({ port, hostname: env.HOST, fetch: (request, self) => http.fetch(request, self) });
  return () => server.stop(true);
}
