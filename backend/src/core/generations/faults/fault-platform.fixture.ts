import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProviderCatalogue } from "../../ai/catalogue";
import { createProviders } from "../../ai/providers";
import { createCatalogue } from "../../billing/catalogue";
import { createCache } from "../../cache/cache";
import { createDatabase } from "../../db/client";
import { createPostgresEventBus } from "../../events/postgres-event-bus";
import { createRedisEventBus } from "../../events/redis-event-bus";
import { createFolderTransport } from "../../mail/folder-transport";
import { createModeration } from "../../moderation/moderation";
import { publicNetwork } from "../../network/download";
import { createLogger } from "../../observability/logger";
import { createMetrics } from "../../observability/metrics";
import { noTracing } from "../../observability/tracing";
import { createPlatform, type Platform, type PlatformPorts } from "../../platform";
import { createBullQueue } from "../../queue/bull-queue";
import { announceWorker } from "../../queue/worker-presence";
import { createLocalStorage } from "../../storage/local-storage";
import { createS3Storage, type S3Options } from "../../storage/s3-storage";
import { createFaultApp, type FaultAppHooks } from "./fault-app.fixture";

const CONCURRENCY = 60;
const DISPATCH_MS = 200;

/** Where a platform works: all that two processes need to know to be one. Plain JSON. */
export interface Site {
  connectionString: string;
  /** Without it, queue and events are PostgreSQL's. */
  redisUrl: string | undefined;
  /** Keeps this platform's queue and events apart from others on the same servers. */
  name: string;
  storage: { kind: "local"; directory: string } | { kind: "s3"; options: S3Options };
  providers: { bfl: string; huggingface: string; sdserver: string };
  /** Wait before the second try. */
  backoffMs: number;
  silentTransactionMs: number | undefined;
  /** How long a silent worker keeps its jobs. */
  lockDurationMs: number;
}

export interface FaultPlatformOptions extends FaultAppHooks {
  /** Changes the ports from outside. */
  wrap?: ((ports: PlatformPorts) => PlatformPorts) | undefined;
  now?: (() => Date) | undefined;
}

export interface FaultPlatform extends Platform {
  /** Works from now on, as a process of the role "worker" does; its sweeps are the test's. */
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

/** A whole platform but for HTTP. */
export async function openFaultPlatform(site: Site, options: FaultPlatformOptions = {}): Promise<FaultPlatform> {
  const { connectionString, redisUrl, name, storage, providers } = site;
  const { wrap = (ports) => ports, now = () => new Date(), ...hooks } = options;
  const logger = createLogger({ level: "silent", format: "json" });
  const database = createDatabase(connectionString, {
    poolSize: 16,
    silentTransactionMs: site.silentTransactionMs,
    logger,
  });
  const events = redisUrl
    ? await createRedisEventBus({ url: redisUrl, prefix: name, logger })
    : await createPostgresEventBus({ connectionString, logger });
  const queue = createBullQueue({
    connection: redisUrl ? { kind: "redis", url: redisUrl } : { kind: "postgres", connectionString },
    ...{ name, logger, lockDurationMs: site.lockDurationMs, stalledIntervalMs: 500 },
  });
  const moderation = createModeration({ logger, isEnabled: false });
  const metrics = createMetrics({ logger });
  const cache = await createCache({ events, logger, record: metrics.cacheLookup });
  const ports = wrap({
    ...{ database, queue, events, moderation, metrics, cache, logger, now, tracing: noTracing },
    providers: createProviderCatalogue({
      providers: createProviders({
        bfl: { apiKey: "test-key", baseUrl: providers.bfl },
        huggingface: { apiKey: "test-key", baseUrl: providers.huggingface },
        sdserver: { baseUrl: providers.sdserver },
      }),
      limits: { bfl: CONCURRENCY, huggingface: CONCURRENCY, sdserver: CONCURRENCY },
    }),
    limits: {
      ...{ userConcurrency: 8, deadlineMs: 60_000, backoffMs: site.backoffMs },
      pace: { firstMs: 20, longestMs: 50 },
    },
    storage: storage.kind === "local" ? createLocalStorage(storage) : createS3Storage(storage.options),
    network: publicNetwork,
    catalogue: createCatalogue(),
    billingOptions: { gateways: [], hasSandbox: true, webUrl: "http://lumiku.test", seller: "Lumiku" },
    mailTransport: createFolderTransport({ directory: join(tmpdir(), `${name}-mail`), from: "lumiku@localhost" }),
    signingSecret: "test-signing-secret-of-32-characters",
    apps: [{ id: "faults", app: createFaultApp(hooks) }],
  });
  const platform = createPlatform(ports);
  const cleanups: (() => unknown)[] = [];

  return {
    ...platform,
    async startWorker() {
      const dispatching = setInterval(() => platform.dispatcher.kick(), DISPATCH_MS);
      const worker = await ports.queue.startWorker(platform.runner.run, { concurrency: CONCURRENCY });
      cleanups.push(() => clearInterval(dispatching));
      cleanups.push(() => worker.close(2_000));
      cleanups.push(await announceWorker(database, { concurrency: CONCURRENCY, logger, now }));
      platform.dispatcher.kick();
    },
    async close() {
      for (const cleanup of cleanups.splice(0)) await cleanup();
      await platform.dispatcher.idle();
      await Promise.all([moderation.close(), cache.close()]);
      await events.close();
      await queue.queue.close();
      await database.close();
    },
  };
}
