import { join } from "node:path";

export const root = join(import.meta.dir, "../../..");

export interface PlatformProcess {
  url: string;
  process: Bun.Subprocess<"ignore", "pipe", "pipe">;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;

/** Starts Lumiku's backend as a process of its own and waits until it is ready; a worker until it says so. */
export async function startPlatform(environment: Record<string, string>): Promise<PlatformProcess> {
  const port = environment.PORT ?? String(await findFreePort());
  const child = Bun.spawn([process.execPath, join(root, "backend/src/main.ts")], {
    env: { ...process.env, LOG_LEVEL: "warn", HOST: "127.0.0.1", PORT: port, ...environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  let words = "";
  const listen = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) words = (words + decoder.decode(chunk, { stream: true })).slice(-20_000);
  };
  void listen(child.stdout);
  void listen(child.stderr);
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () =>
    environment.ROLE === "worker"
      ? words.includes("worker is ready")
      : (await fetch(`${url}/api/health/live`).catch(() => null))?.ok;

  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`Lumiku did not start:\n${words}`);
    }
    await Bun.sleep(50);
  }
  return {
    url,
    process: child,
    output: () => words,
    async stop() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

export async function findFreePort(): Promise<number> {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const { port } = server;
  await server.stop(true);
  return port ?? 0;
}
