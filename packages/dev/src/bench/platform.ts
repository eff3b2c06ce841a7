import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../../../backend/src/core/db/embedded-postgres";
import { signUp } from "../api-client";
import { startPlatform } from "../platform-process";
import { findRedis, startRedis } from "../services";
import { measureLibrary } from "./library";
import { measureReads } from "./reads";
import { say } from "./say";
import { measureInstant, measureSingle } from "./single";
import { measureStreams } from "./streams";
import { describeThroughput, measureThroughput } from "./throughput";

export const platformBenches = ["single", "reads", "library", "throughput", "streams"] as const;
export type PlatformBench = (typeof platformBenches)[number];

/** Measures the platform itself, on both of its engines. */
export async function benchPlatform(isWanted: (name: PlatformBench) => boolean): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "lumiku-bench-"));
  const postgres = await startEmbeddedPostgres({ directory, password: "bench" });
  const redis = await startRedis(findRedis());
  try {
    for (const [title, engine, environment] of [
      ["PostgreSQL alone", "postgres", {}],
      ["PostgreSQL and Redis", "redis", { REDIS_URL: redis.url }],
    ] as const) {
      say(`\n${title}`);
      const servers = {
        ...environment,
        DATABASE_URL: postgres.connectionString,
        LUMIKU_DATA_DIR: join(directory, "data"),
        RATE_LIMITS: "off",
      };
      if (isWanted("single") || isWanted("reads")) {
        const platform = await startPlatform(servers);
        const email = `${crypto.randomUUID()}@example.com`;
        const person = await signUp(platform.url, { name: "Bench", email, password: "correct horse battery" });
        await measureSingle(person);
        if (isWanted("reads")) await measureReads(platform.url, person, postgres.connectionString);
        await platform.stop();
      }
      if (isWanted("library")) {
        // Nothing is worked on: what waits keeps its place.
        const platform = await startPlatform({ ...servers, ROLE: "api" });
        await measureLibrary(platform.url, postgres.connectionString);
        await platform.stop();
      }
      if (isWanted("single")) await measureInstant(engine, postgres.connectionString, redis.url);
      if (isWanted("throughput")) {
        const throughput = await measureThroughput(servers, postgres.connectionString);
        say(`  throughput, instant provider of 512 px pictures: ${describeThroughput(throughput)}`);
      }
    }
    if (isWanted("streams")) await measureStreams({ postgres: postgres.connectionString, redis: redis.url });
  } finally {
    redis.stop();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
