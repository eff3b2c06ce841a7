import { join } from "node:path";
import { discoverApps } from "./core/apps/discovery";
import { createAuth } from "./core/auth/auth";
import { createDatabase } from "./core/db/client";
import { openDataFolder } from "./core/db/data-folder";
import { startEmbeddedPostgres } from "./core/db/embedded-postgres";
import { migrate } from "./core/db/migrate";
import { createPostgresEventBus } from "./core/events/postgres-event-bus";
import { createRedisEventBus } from "./core/events/redis-event-bus";
import { STOP_SIGNAL } from "./core/generations/service";
import { createApi } from "./core/http/api";
import { createLogger, type PlatformLogger } from "./core/observability/logger";
import { createPlatform, type Platform } from "./core/platform";
import { createBullQueue } from "./core/queue/bull-queue";
import { announceWorker } from "./core/queue/worker-presence";
import { createLocalStorage } from "./core/storage/local-storage";
import { createS3Storage } from "./core/storage/s3-storage";
import type { Env } from "./env";

const SWEEP_MS = 10_000;
const HOUSEKEEPING_MS = 3_600_000;
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
    const url = env.ROLE === "worker" ? undefined : startApi(platform, env, cleanups);
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

  const storage =
    env.S3_BUCKET && env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
      ? createS3Storage({
          endpoint: env.S3_ENDPOINT,
          bucket: env.S3_BUCKET,
          region: env.S3_REGION,
          accessKeyId: env.S3_ACCESS_KEY_ID,
          secretAccessKey: env.S3_SECRET_ACCESS_KEY,
        })
      : createLocalStorage({ directory: join(env.LUMIKU_DATA_DIR, "storage") });

  const apps = await discoverApps();
  const now = () => new Date();
  return {
    platform: createPlatform({ database, queue, events, storage, signingSecret, apps, logger, now }),
    authSecret,
  };
}

async function startWorker(platform: Platform, env: Env, cleanups: (() => unknown)[]): Promise<void> {
  const { database, queue, events, assets, runner, logger, now } = platform;
  const stops = await events.onSignal(STOP_SIGNAL, (id) => runner.stop(id));
  cleanups.push(() => stops.close());

  const every = (intervalMs: number, what: string, work: () => Promise<unknown>) => {
    const timer = setInterval(() => {
      work().catch((error) => logger.warn({ err: error }, `${what} failed; it is tried again later`));
    }, intervalMs);
    cleanups.push(() => clearInterval(timer));
  };
  every(SWEEP_MS, "sweeping", platform.sweep);
  every(HOUSEKEEPING_MS, "housekeeping", async () => {
    await events.trim();
    await assets.emptyBin();
  });
  // What a crash left behind is not made to wait for the first sweep.
  await platform.sweep();

  const worker = await queue.startWorker(runner.run, { concurrency: env.WORKER_CONCURRENCY });
  cleanups.push(() => worker.close(env.SHUTDOWN_GRACE_MS));
  cleanups.push(await announceWorker(database, { concurrency: env.WORKER_CONCURRENCY, logger, now }));
}

function startApi({ platform, authSecret }: OpenPlatform, env: Env, cleanups: (() => unknown)[]): string {
  const auth = createAuth({
    database: platform.database,
    secret: authSecret,
    publicUrl: env.PUBLIC_URL,
    port: env.PORT,
    isRateLimited: env.RATE_LIMITS,
    logger: platform.logger,
    onSignUp: (userId) => platform.credits.grantWelcome(userId),
  });
  const { http, streams } = createApi(platform, auth);
  const server = Bun.serve({
    port: env.PORT,
    hostname: env.HOST,
    // A quiet event stream is no dead connection; its heartbeat tells.
    idleTimeout: 0,
    maxRequestBodySize: MAX_REQUEST_BYTES,
    fetch: (request) => http.fetch(request),
  });
  cleanups.push(async () => {
    streams.close();
    await Promise.race([server.stop(), Bun.sleep(env.SHUTDOWN_GRACE_MS)]);
    await server.stop(true);
  });
  return env.PUBLIC_URL ?? `http://localhost:${server.port}`;
}
