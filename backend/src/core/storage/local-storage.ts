import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { platformError } from "@lumiku/app-sdk";
import { assertKey, isKey, type Storage } from "./storage";

/**
 * Files in a folder. A write goes to a temporary file, is flushed to the disk and then renamed into place; the
 * folder is flushed too, so that a file which was accepted is there after a power cut.
 */
export function createLocalStorage({ directory }: { directory: string }): Storage {
  const files = resolve(directory, "files");
  const incoming = resolve(directory, "incoming");
  const pathOf = (key: string) => join(files, assertKey(key));

  const storage: Storage = {
    async put(key, bytes) {
      const path = pathOf(key);
      const temporary = join(incoming, crypto.randomUUID());
      try {
        const [firstMade] = await Promise.all([
          mkdir(dirname(path), { recursive: true }),
          mkdir(incoming, { recursive: true }),
        ]);
        await writeFlushed(temporary, bytes);
        await rename(temporary, path);
        await flushFolder(dirname(path));
        if (firstMade) await flushAncestors(dirname(path), dirname(firstMade));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        throw isFull(error)
          ? platformError("UNAVAILABLE", {
              message: "There is no room left to store files. Try again later.",
              retryable: true,
              cause: error,
            })
          : error;
      }
    },

    async get(key) {
      const file = Bun.file(pathOf(key));
      if (!(await file.exists())) throw platformError("NOT_FOUND", { message: "That file no longer exists." });
      return file.bytes();
    },

    async open(key) {
      const file = Bun.file(pathOf(key));
      return (await file.exists()) ? { stream: file.stream(), sizeBytes: file.size } : null;
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    async listKeys({ modifiedBefore, limit, after = "" }) {
      const keys: string[] = [];
      for await (const key of walk(files, "", after)) {
        if (keys.length >= limit) break;
        const modifiedAt = isKey(key) ? await stat(join(files, key)).catch(ignoreMissing) : undefined;
        if (modifiedAt && modifiedAt.mtime < modifiedBefore) keys.push(key);
      }
      return keys;
    },

    async check() {
      const key = `health/${crypto.randomUUID()}`;
      await storage.put(key, new Uint8Array([1]), "application/octet-stream");
      await storage.remove(key);
    },
  };
  return storage;
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** A new name, of a file or of a folder, lives in the folder above it. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    // Windows and some network file systems flush no folders.
    if (!hasCode(error, ["EINVAL", "ENOSYS", "ENOTSUP", "EISDIR", "EPERM"])) throw error;
  }
}

async function flushAncestors(folder: string, last: string): Promise<void> {
  for (let path = folder; path !== last && path !== dirname(path); ) {
    path = dirname(path);
    await flushFolder(path);
  }
}

/** Keys after `after` in the order of their bytes. Folders are read one at a time, and only where such keys can be. */
async function* walk(files: string, prefix: string, after: string): AsyncGenerator<string> {
  const entries = (await readdir(join(files, prefix), { withFileTypes: true }).catch(ignoreMissing)) ?? [];
  // With its slash a folder sorts as its keys do: a-b, a.b, a/b.
  const paths = entries.flatMap((entry) => {
    if (entry.isDirectory()) return [`${prefix}${entry.name}/`];
    return entry.isFile() ? [`${prefix}${entry.name}`] : [];
  });
  for (const path of paths.sort()) {
    if (!path.endsWith("/")) {
      if (path > after) yield path;
    } else if (path > after || after.startsWith(path)) yield* walk(files, path, after);
  }
}

const hasCode = (error: unknown, codes: string[]) =>
  error instanceof Error && "code" in error && codes.includes(String(error.code));

/** The disk, the user's share of it, or what one file may hold. */
const isFull = (error: unknown) => hasCode(error, ["ENOSPC", "EDQUOT", "EFBIG"]);

/** What was removed while we looked is not there. */
function ignoreMissing(error: unknown): undefined {
  if (!hasCode(error, ["ENOENT", "ENOTDIR"])) throw error;
}
