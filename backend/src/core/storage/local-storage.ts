import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { platformError } from "@lumiku/app-sdk";
import { assertKey, type Storage } from "./storage";

/** Files in a folder. A write goes to a temporary file, is flushed to the disk and then renamed into place. */
export function createLocalStorage({ directory }: { directory: string }): Storage {
  const pathOf = (key: string) => join(directory, "files", assertKey(key));

  const storage: Storage = {
    async put(key, bytes) {
      const path = pathOf(key);
      const temporary = join(directory, "incoming", crypto.randomUUID());
      await Promise.all([mkdir(dirname(path), { recursive: true }), mkdir(dirname(temporary), { recursive: true })]);
      try {
        const file = await open(temporary, "wx");
        try {
          await file.writeFile(bytes);
          await file.datasync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
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

    remove: (key) => rm(pathOf(key), { force: true }),

    async check() {
      const key = `health/${crypto.randomUUID()}`;
      await storage.put(key, new Uint8Array([1]), "application/octet-stream");
      await storage.remove(key);
    },
  };
  return storage;
}
