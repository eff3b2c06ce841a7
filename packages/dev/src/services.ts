import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Services {
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts what the tests need: a private PostgreSQL, a private Redis; and finds a Chromium. */
export async function startServices({ browser }: { browser: boolean }): Promise<Services> {
  const redisServer = findRedis() ?? (await install("redis-server", ["redis-server"]));
  const chromium = browser ? await provideChromium() : undefined;
  const directory = await mkdtemp(join(tmpdir(), "lumiku-test-"));

  // Imported late: packages are installed by then.
  const { startEmbeddedPostgres } = await import("../../../backend/src/core/db/embedded-postgres");
  const postgres = await startEmbeddedPostgres({
    directory,
    password: "test",
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "400" },
  });
  const redis = await startRedis(redisServer);
  const url = new URL(postgres.connectionString);
  url.pathname = "/postgres";
  return {
    environment: {
      LUMIKU_TEST_POSTGRES_URL: url.href,
      LUMIKU_TEST_REDIS_URL: redis.url,
      ...(chromium && { LUMIKU_TEST_CHROMIUM: chromium }),
    },
    async stop() {
      redis.stop();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The Chromium of this machine, installed when there is none. @returns its path */
export async function provideChromium(): Promise<string> {
  return process.env.LUMIKU_TEST_CHROMIUM ?? findChromium() ?? (await install("chromium", chromiums));
}

export function findRedis(): string | undefined {
  return findProgram(["redis-server", "valkey-server"]);
}

/** A Redis of our own on a free loopback port; it keeps nothing. */
export async function startRedis(program: string | undefined): Promise<{ url: string; stop(): void }> {
  if (!program) throw new Error("redis-server is not installed");
  const { findFreePort } = await import("./platform-process");
  const port = await findFreePort();
  const server = Bun.spawn([program, "--port", String(port), "--bind", "127.0.0.1", "--save", ""], {
    cwd: tmpdir(),
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill("SIGKILL") };
}

const chromiums = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function findChromium(): string | undefined {
  return findProgram(chromiums) ?? findPlaywrightChromium();
}

function findPlaywrightChromium(): string | undefined {
  const pattern = new Bun.Glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome");
  const [found] = [...pattern.scanSync({ cwd: process.env.HOME ?? "/", dot: true, absolute: true })];
  return found;
}

function findProgram(names: string[]): string | undefined {
  for (const name of names) {
    const path = Bun.which(name);
    if (path) return path;
  }
  return undefined;
}

/** Installs a program where that is possible; otherwise stops with one line that says what to do. */
async function install(debianPackage: string, names: string[]): Promise<string> {
  if (process.getuid?.() === 0 && Bun.which("apt-get")) {
    process.stdout.write(`Installing ${debianPackage} …\n`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const args of [
      ["update", "-qq"],
      ["install", "-y", "-qq", "--no-install-recommends", debianPackage],
    ]) {
      await Bun.spawn(["apt-get", ...args], { env: environment, stdin: "ignore", stdout: "ignore", stderr: "ignore" })
        .exited;
    }
  } else if (debianPackage === "chromium") {
    process.stdout.write("Downloading Chromium …\n");
    await Bun.spawn([process.execPath, "x", "playwright-core", "install", "chromium"], {
      stdin: "ignore",
      stdout: "ignore",
      stderr: "inherit",
    }).exited;
  }
  const found = findProgram(names) ?? (debianPackage === "chromium" ? findPlaywrightChromium() : undefined);
  if (!found)
    throw new Error(`The tests need ${debianPackage}: install it so that one of ${names.join(", ")} is on the PATH.`);
  return found;
}
