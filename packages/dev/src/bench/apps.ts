import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppBench, AppBenchOptions } from "@lumiku/app-sdk/testing";
import { startEmbeddedPostgres } from "../../../../backend/src/core/db/embedded-postgres";
import { signUp } from "../api-client";
import { root, startPlatform } from "../platform-process";
import { say } from "./say";

const appsDirectory = join(root, "backend/src/apps");

/** The ids of the apps that have a `bench.ts`. */
export async function listAppBenches(directory = appsDirectory): Promise<string[]> {
  const paths = await Array.fromAsync(new Bun.Glob("*/bench.ts").scan({ cwd: directory }));
  return paths.map((path) => path.slice(0, -"/bench.ts".length)).sort();
}

export async function benchApp(
  id: string,
  { isQuick, directory = appsDirectory }: Pick<AppBenchOptions, "isQuick"> & { directory?: string },
): Promise<void> {
  const { default: bench } = (await import(join(directory, id, "bench.ts"))) as { default: AppBench };
  let started: ReturnType<typeof startServers> | undefined;
  say(`\n${id}`);
  try {
    await bench(say, {
      isQuick,
      async join() {
        started ??= startServers();
        const email = `${crypto.randomUUID()}@example.com`;
        return signUp((await started).url, { name: "Bench", email, password: "correct horse battery" });
      },
    });
  } finally {
    await (await started)?.stop();
  }
}

/** A platform as one starts it at home: a process of its own, on PostgreSQL alone. */
async function startServers() {
  const directory = await mkdtemp(join(tmpdir(), "lumiku-bench-"));
  const postgres = await startEmbeddedPostgres({ directory, password: "bench" });
  const stopPostgres = async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const platform = await startPlatform({
      DATABASE_URL: postgres.connectionString,
      LUMIKU_DATA_DIR: join(directory, "data"),
      RATE_LIMITS: "off",
    });
    return {
      url: platform.url,
      async stop() {
        await platform.stop();
        await stopPostgres();
      },
    };
  } catch (error) {
    await stopPostgres();
    throw error;
  }
}
