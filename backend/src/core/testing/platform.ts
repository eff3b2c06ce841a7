import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerApp } from "@lumiku/app-sdk/server";
import type { MailMessage } from "@lumiku/contracts/administration";
import type { ProviderId } from "@lumiku/contracts/providers";
import { type Person, signUp } from "@lumiku/dev/api-client";
import { createProviderCatalogue } from "../ai/catalogue";
import type { Provider } from "../ai/provider";
import { discoverApps } from "../apps/discovery";
import { startSeeding } from "../apps/seeding";
import { type Auth, type AuthOptions, createAuth } from "../auth/auth";
import { createSessionCache, type SessionCache } from "../auth/session-cache";
import { createCatalogue } from "../billing/catalogue";
import type { PaymentGateway } from "../billing/gateways/gateway";
import { createCache } from "../cache/cache";
import { createDatabase } from "../db/client";
import { createPostgresEventBus } from "../events/postgres-event-bus";
import { createRedisEventBus } from "../events/redis-event-bus";
import { STOP_SIGNAL } from "../generations/service";
import { createApi } from "../http/api";
import { type Budgets, budgets } from "../limits/budgets";
import { createMemoryCounters, createRedisCounters } from "../limits/counters";
import { createLimits } from "../limits/limits";
import { createFolderTransport } from "../mail/folder-transport";
import { createModeration, type ModerationOptions } from "../moderation/moderation";
import { type Network, publicNetwork } from "../network/download";
import { createLogger } from "../observability/logger";
import { createMetrics } from "../observability/metrics";
import { createMetricsRepository } from "../observability/metrics-repository";
import { noTracing } from "../observability/tracing";
import { createPlatform, type Platform, type PlatformLimits } from "../platform";
import { type BullQueueOptions, createBullQueue } from "../queue/bull-queue";
import { announceWorker } from "../queue/worker-presence";
import { createLocalStorage } from "../storage/local-storage";
import { createTestDatabase } from "./database";
import { requireRedis } from "./servers";

export interface TestPlatform extends Platform {
  url: string;
  connectionString: string;
  auth: Auth;
  /** To be told when a test changes an account behind the platform's back. */
  sessions: SessionCache;
  /** What another process of the same deployment has in common with this one. */
  deployment: Deployment;
  /** A new account, signed in through the front door. */
  join(name?: string): Promise<Person & { userId: string }>;
  /** What was written to an address, newest first, once nothing is on its way any more. */
  mailsTo(address: string): Promise<MailMessage[]>;
  close(): Promise<void>;
}

interface Deployment {
  engine: "postgres" | "redis";
  connectionString: string;
  /** Of the queue's and the events' names. */
  prefix: string;
  /** Where files are. */
  directory: string;
}

export interface TestPlatformOptions {
  engine?: "postgres" | "redis";
  /** Apps besides those of the repository. */
  apps?: readonly ServerApp[];
  hasWorker?: boolean;
  /** Whether apps are seeded before the platform is handed over; off when left out. */
  isSeeded?: boolean;
  concurrency?: number;
  /** Providers in the order they are tried. */
  providers?: readonly Provider[];
  providerLimits?: Partial<Record<ProviderId, number>>;
  /** Off when left out: its own tests have it on. */
  moderation?: Omit<ModerationOptions, "logger">;
  limits?: Partial<PlatformLimits>;
  /** Counts requests, against these budgets in place of production's; off when left out. */
  rateLimits?: Partial<Budgets>;
  /** Where requests are counted, when not in the engine's own Redis. */
  rateLimitsRedisUrl?: string;
  /** Requests come through a proxy, which says whom it serves. */
  isBehindProxy?: boolean;
  /** How people sign in, where it is not by e-mail and password alone. */
  auth?: Partial<Pick<AuthOptions, "isEmailVerificationRequired" | "google" | "publicUrl">>;
  /** How soon jobs of a worker that died come to another; the queue's own defaults when left out. */
  locks?: Pick<BullQueueOptions, "lockDurationMs" | "stalledIntervalMs">;
  /** Besides the sandbox. */
  gateways?: readonly PaymentGateway[];
  /** Test money; on when left out. */
  hasSandbox?: boolean;
  /** Where pictures are read from by their address; the real one when left out. */
  network?: Network;
  now?: () => Date;
  /** Another process of this platform's deployment: the same database, queue, events and files. Closed before it. */
  beside?: Pick<TestPlatform, "deployment">;
}

/** A whole platform in this process, on a database of its own: real PostgreSQL, real queue, real HTTP. */
export async function createTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const { apps = [], hasWorker = true, concurrency = 4, providers = [], limits } = options;
  const { deployment, database, drop } = await (options.beside
    ? joinDeployment(options.beside.deployment)
    : createDeployment(options.engine));
  const { engine, connectionString, prefix, directory } = deployment;
  const logger = createLogger({ level: "silent", format: "json" });
  const redisUrl = engine === "redis" ? requireRedis() : undefined;
  const queue = createBullQueue({
    connection: redisUrl ? { kind: "redis", url: redisUrl } : { kind: "postgres", connectionString },
    name: prefix,
    logger,
    ...options.locks,
  });
  const events = redisUrl
    ? await createRedisEventBus({ url: redisUrl, prefix, logger })
    : await createPostgresEventBus({ connectionString, logger });
  const moderation = createModeration({ logger, isEnabled: options.moderation !== undefined, ...options.moderation });
  const metrics = createMetrics({
    logger,
    readers: { ...createMetricsRepository(database), databasePool: async () => database.pool() },
  });
  const cache = await createCache({ events, logger, record: metrics.cacheLookup });
  const sessions = await createSessionCache(events);
  const order = providers.map(({ id }) => id);
  const platform = createPlatform({
    ...{ database, queue, events, moderation, metrics, cache, logger, tracing: noTracing },
    providers: createProviderCatalogue({ providers, order, limits: options.providerLimits }),
    limits: { userConcurrency: 8, deadlineMs: 60_000, backoffMs: 20, pace: { firstMs: 5, longestMs: 20 }, ...limits },
    storage: createLocalStorage({ directory }),
    mailTransport: createFolderTransport({ directory: join(directory, "mail"), from: "Lumiku <lumiku@localhost>" }),
    network: options.network ?? publicNetwork,
    catalogue: createCatalogue(),
    billingOptions: {
      ...{ gateways: options.gateways ?? [], hasSandbox: options.hasSandbox ?? true },
      ...{ webUrl: "http://lumiku.test", seller: "Lumiku" },
    },
    signingSecret: "test-signing-secret-of-32-characters",
    apps: [...(await discoverApps()), ...apps.map((app) => ({ id: app.contract.id, app }))],
    now: options.now ?? (() => new Date()),
  });

  if (options.isSeeded) await startSeeding({ registry: platform.registry, connectionString, logger }).end;
  const stops = await events.onSignal(STOP_SIGNAL, (id) => platform.runner.stop(id));
  const worker = hasWorker ? await queue.startWorker(platform.runner.run, { concurrency }) : undefined;
  const leave = hasWorker ? await announceWorker(database, { concurrency, logger, now: platform.now }) : undefined;
  if (hasWorker) platform.dispatcher.kick();
  const auth = createAuth({
    ...{ database, sessions, logger },
    secret: "test-auth-secret-of-32-characters!!",
    publicUrl: undefined,
    port: 0,
    isEmailVerificationRequired: false,
    ...{ mail: platform.mail, audit: platform.audit, now: platform.now },
    onSignUp: platform.credits.grantWelcome,
    onChange: platform.accounts.changed,
    ...options.auth,
  });
  const countersUrl = options.rateLimitsRedisUrl ?? redisUrl;
  const counters =
    countersUrl && options.rateLimits
      ? createRedisCounters({ url: countersUrl, prefix, logger })
      : createMemoryCounters();
  const api = createApi(platform, auth, {
    isBehindProxy: options.isBehindProxy,
    limits: options.rateLimits && createLimits({ counters, budgets: { ...budgets, ...options.rateLimits } }),
  });
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    fetch: (request, self) => api.http.fetch(request, self),
  });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    ...platform,
    url,
    connectionString,
    deployment,
    auth,
    sessions,
    async join(name = "Ada") {
      const person = await signUp(url, {
        name,
        email: `${crypto.randomUUID()}@example.com`,
        password: "correct horse battery",
      });
      return { ...person, userId: (await person.accounts.me()).user.id };
    },
    async mailsTo(address) {
      await platform.mail.idle();
      return (await platform.mail.list({ to: address, limit: 100 })).items;
    },
    async close() {
      api.close();
      await server.stop(true);
      await worker?.close(1_000);
      await leave?.();
      await platform.billing.webhooks.idle();
      await Promise.all([platform.dispatcher.idle(), platform.mail.idle(), platform.deletions.idle()]);
      await moderation.close();
      await Promise.all([cache.close(), sessions.close(), counters.close()]);
      await stops.close();
      await events.close();
      await queue.queue.close();
      await drop();
    },
  };
}

async function createDeployment(engine: Deployment["engine"] = "postgres") {
  const { database, connectionString, drop } = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "lumiku-platform-"));
  const deployment: Deployment = { engine, connectionString, prefix: `test-${crypto.randomUUID()}`, directory };
  return {
    deployment,
    database,
    async drop() {
      await drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function joinDeployment(deployment: Deployment) {
  const database = createDatabase(deployment.connectionString, { poolSize: 10 });
  return { deployment, database, drop: () => database.close() };
}
