import { spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** The account PostgreSQL runs under when Lumiku runs as root, which PostgreSQL refuses. */
export interface Account {
  uid: number;
  gid: number;
  /** The command that becomes this account by itself. */
  wrap(command: string[]): string[];
  isWrapped: boolean;
}

const CANDIDATES = ["postgres", "lumiku"];

/**
 * @param paths what the account has to reach. Below a folder that only root may enter (root's home, a private
 * temporary folder) the account is given one capability, to pass closed folders; it may still write only its own.
 * @returns null when Lumiku does not run as root
 * @throws Error when no account can be found or made
 */
export async function findUnprivilegedAccount(paths: readonly string[]): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const ids = (await findIds()) ?? (await createIds());
  if (!ids) {
    throw new Error("PostgreSQL does not run as root. Start Lumiku as another user, or make a user named lumiku.");
  }
  const canReach = (await Promise.all(paths.map((path) => isReachable(path)))).every(Boolean);
  if (canReach) return { ...ids, isWrapped: false, wrap: (command) => command };
  const prefix = [
    "setpriv",
    `--reuid=${ids.uid}`,
    `--regid=${ids.gid}`,
    "--clear-groups",
    // access(2), with which initdb looks for its programs, would otherwise ignore the capability.
    "--securebits=+no_setuid_fixup",
    "--inh-caps=-all,+dac_read_search",
    "--ambient-caps=-all,+dac_read_search",
  ];
  if (spawnSync(prefix[0] ?? "", [...prefix.slice(1), "true"]).status !== 0) {
    throw new Error(
      "The embedded PostgreSQL runs under its own account, which cannot enter this folder. Start Lumiku as another user than root, or from a folder that everyone may enter.",
    );
  }
  return { ...ids, isWrapped: true, wrap: (command) => [...prefix, ...command] };
}

async function findIds(): Promise<{ uid: number; gid: number } | null> {
  const accounts = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n").map((line) => line.split(":"));
  for (const candidate of CANDIDATES) {
    const account = accounts.find(([name]) => name === candidate);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  return null;
}

async function createIds() {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "lumiku"]);
  return findIds();
}

/** Whether every folder on the way lets anyone pass. */
async function isReachable(path: string): Promise<boolean> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}
