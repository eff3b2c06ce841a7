import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerApp } from "@lumiku/app-sdk/server";
import { type Person, signUp } from "@lumiku/dev/api-client";
import { discoverApps } from "../apps/discovery";
import { createAuth } from "../auth/auth";
import { createPostgresEventBus } from "../events/postgres-event-bus";
import { createRedisEventBus } from "../events/redis-event-bus";
import { STOP_SIGNAL } from "../generations/service";
import { createApi } from "../http/api";
import { createLogger } from "../observability/logger";
import { createPlatform, type Platform } from "../platform";
import { createBullQueue } from "../queue/bull-queue";
import { announceWorker } from "../queue/worker-presence";
import { createLocalStorage } from "../storage/local-storage";
import { createTestDatabase } from "./database";

export interface TestPlatform extends Platform {
  url: string;
  connectionString: string;
  /** A new account, signed in through the front door. */
  join(name?: string): Promise<Person & { userId: string }>;
  close(): Promise<void>;
}

export interface TestPlatformOptions {
  engine?: "postgres" | "redis";
  /** Apps besides those of the repository. */
  apps?: readonly ServerApp[];
  hasWorker?: boolean;
  concurrency?: number;
}

/** A whole platform in this process, on a database of its own: real PostgreSQL, real queue, real HTTP. */
export async function createTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const { engine = "postgres", apps = [], hasWorker = true, concurrency = 4 } = options;
  const { database, connectionString, drop } = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), "lumiku-platform-"));
  const logger = createLogger({ level: "silent", format: "json" });
  const prefix = `test-${crypto.randomUUID()}`;
  const redisUrl = requireRedis(engine);
  const queue = createBullQueue({
    connection: redisUrl ? { kind: "redis", url: redisUrl } : { kind: "postgres", connectionString },
    name: prefix,
    logger,
  });
  const events = redisUrl
    ? await createRedisEventBus({ url: redisUrl, prefix, logger })
    : await createPostgresEventBus({ connectionString, logger });
  const platform = createPlatform({
    ...{ database, queue, events, logger },
    storage: createLocalStorage({ directory }),
    signingSecret: "test-signing-secret-of-32-characters",
    apps: [...(await discoverApps()), ...apps.map((app) => ({ id: app.contract.id, app }))],
    now: () => new Date(),
  });

  const stops = await events.onSignal(STOP_SIGNAL, (id) => platform.runner.stop(id));
  const worker = hasWorker ? await queue.startWorker(platform.runner.run, { concurrency }) : undefined;
  const leave = hasWorker ? await announceWorker(database, { concurrency, logger, now: platform.now }) : undefined;
  const auth = createAuth({
    ...{ database, logger },
    secret: "test-auth-secret-of-32-characters!!",
    publicUrl: undefined,
    port: 0,
    isRateLimited: false,
    onSignUp: (userId) => platform.credits.grantWelcome(userId),
  });
  const { http, streams } = createApi(platform, auth);
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", idleTimeout: 0, fetch: (request) => http.fetch(request) });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    ...platform,
    url,
    connectionString,
    async join(name = "Ada") {
      const person = await signUp(url, {
        name,
        email: `${crypto.randomUUID()}@example.com`,
        password: "correct horse battery",
      });
      return { ...person, userId: (await person.accounts.me()).user.id };
    },
    async close() {
      streams.close();
      await server.stop(true);
      await worker?.close(1_000);
      await leave?.();
      await stops.close();
      await events.close();
      await queue.queue.close();
      await drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function requireRedis(engine: "postgres" | "redis"): string | undefined {
  if (engine === "postgres") return undefined;
  const url = process.env.LUMIKU_TEST_REDIS_URL;
  if (!url) throw new Error("LUMIKU_TEST_REDIS_URL is not set: run the tests with `bun run test`");
  return url;
}
