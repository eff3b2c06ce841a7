import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "@lumiku/dev/platform-process";
import { Redis } from "ioredis";
import { until } from "./queue.fixture";

export interface RedisServer {
  url: string;
  /** Kills it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it had written down. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** A Redis of one test's own, which can go and come back. With persistence it writes down every command at once. */
export async function createRedisServer({ isPersistent }: { isPersistent: boolean }): Promise<RedisServer> {
  const program = Bun.which("redis-server") ?? Bun.which("valkey-server");
  if (!program) throw new Error("redis-server is not installed");
  const directory = await mkdtemp(join(tmpdir(), "lumiku-redis-"));
  const port = await findFreePort();
  const persistence = isPersistent ? ["--appendonly", "yes", "--appendfsync", "always"] : [];
  let server: Bun.Subprocess | undefined;

  const kill = async () => {
    server?.kill("SIGKILL");
    await server?.exited;
  };
  const start = async () => {
    server = Bun.spawn(
      [program, "--port", String(port), "--bind", "127.0.0.1", "--dir", directory, "--save", "", ...persistence],
      { stdin: "ignore", stdout: "ignore", stderr: "ignore" },
    );
    await until(() => isReady(port));
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    async remove() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  const redis = new Redis({ host: "127.0.0.1", port, lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
