import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

export interface DataFolder {
  /** Absolute. */
  path: string;
  secrets: Secrets;
  /** Lets another process have the folder. */
  release(): Promise<void>;
}

export interface Secrets {
  auth: string;
  signing: string;
  databasePassword: string;
}

/**
 * Opens the data folder, and makes it with its secrets when it is new. It belongs to one process, unless the
 * database is elsewhere: then API and workers on one machine may share it.
 *
 * @throws Error when another living process has it, or it cannot be written
 */
export async function openDataFolder(directory: string, { isShared = false } = {}): Promise<DataFolder> {
  const path = resolve(directory);
  const lock = join(path, "owner.lock");
  try {
    await mkdir(path, { recursive: true });
    if (!isShared) await takeLock(lock, path);
    const secrets = await readSecrets(join(path, "secrets.json"));
    const release = async () => {
      if (!isShared) await rm(lock, { force: true });
    };
    return { path, secrets, release };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR") {
      throw new Error(`The data folder ${path} cannot be written. Set LUMIKU_DATA_DIR to a folder that can.`, {
        cause: error,
      });
    }
    throw error;
  }
}

async function takeLock(lock: string, path: string): Promise<void> {
  const mine = JSON.stringify({ pid: process.pid, startedAt: await startOf(process.pid) });
  for (let attempts = 1; ; attempts++) {
    try {
      const file = await open(lock, "wx", 0o600);
      await file.writeFile(mine);
      await file.close();
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const owner = await readOwner(lock);
    if (owner && owner.pid !== process.pid && (await isRunning(owner))) {
      throw new Error(
        `The data folder ${path} is in use by process ${owner.pid}. Stop it, or set LUMIKU_DATA_DIR to another folder.`,
      );
    }
    if (attempts > 3) throw new Error(`The data folder ${path} could not be locked. Remove ${lock} if no Lumiku runs.`);
    await rm(lock, { force: true });
  }
}

interface Owner {
  pid: number;
  startedAt: string | null;
}

async function readOwner(lock: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(lock, "utf8")) as Owner;
  } catch {
    return null;
  }
}

/** A number that was given to a new process since is not the owner's any more. */
async function isRunning({ pid, startedAt }: Owner): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const now = await startOf(pid);
  return startedAt === null || now === null || now === startedAt;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Ticks from boot to the process's start, where the system tells. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

async function readSecrets(path: string): Promise<Secrets> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Secrets;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) {
      throw new Error(`The secrets in ${path} cannot be read. Restore the file; without it nobody stays signed in.`, {
        cause: error,
      });
    }
  }
  const secret = () => randomBytes(32).toString("base64url");
  const secrets: Secrets = { auth: secret(), signing: secret(), databasePassword: secret() };
  // Complete before it has its name: two processes that start at once agree on whichever was first.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  try {
    await link(draft, path);
    return secrets;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return JSON.parse(await readFile(path, "utf8")) as Secrets;
  } finally {
    await rm(draft, { force: true });
  }
}
