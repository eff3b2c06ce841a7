import { Client } from "pg";
import type { PlatformLogger } from "../observability/logger";
import type { LoadedApp, Registry } from "./registry";

/** Any fixed number: processes that seed the same database wait for each other on it. */
const SEEDING_LOCK = 7_305_012_023;

export interface SeedingDependencies {
  registry: Pick<Registry, "list">;
  connectionString: string;
  logger: Pick<PlatformLogger, "info" | "warn" | "error">;
}

export interface Seeding {
  /** Resolves when every app has had its turn, well or badly, or after {@link Seeding.stop}. */
  end: Promise<void>;
  /** Begins no further app, and waits for the one that is being seeded. */
  stop(): Promise<void>;
}

/**
 * Runs each app's `seed` in the background, in one process of the deployment at a time. An app that fails is logged and
 * tried again at the next start.
 */
export function startSeeding({ registry, connectionString, logger }: SeedingDependencies): Seeding {
  const client = new Client({ connectionString });
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  // The lock goes with its connection; what is seeded twice does no harm.
  client.on("error", () => {});

  const lock = async () => {
    await client.connect();
    if (isStopped) await client.end();
    else await client.query("SELECT pg_advisory_lock($1)", [SEEDING_LOCK]);
  };

  const seed = async ({ contract, seed: prepare }: LoadedApp) => {
    if (isStopped || !prepare) return;
    const startedAt = performance.now();
    try {
      await prepare();
      const durationMs = Math.round(performance.now() - startedAt);
      logger.info({ app: contract.id, durationMs }, "an app is seeded");
    } catch (error) {
      logger.error({ err: error, app: contract.id }, "an app could not be seeded; the next start tries again");
    }
  };

  const run = async () => {
    const apps = registry.list().filter((app) => app.seed);
    if (apps.length === 0) return;
    try {
      await Promise.race([lock(), stopped.promise]);
      for (const app of apps) await seed(app);
    } catch (error) {
      logger.warn({ err: error }, "apps could not be seeded; the next start tries again");
    } finally {
      // Nobody waits for it: one that stands in line for the lock may not answer.
      client.end().catch(() => {});
    }
  };

  const end = run();
  return {
    end,
    async stop() {
      isStopped = true;
      stopped.resolve();
      await end;
    },
  };
}
