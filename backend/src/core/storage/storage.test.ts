import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppError } from "@lumiku/app-sdk";
import { createLocalStorage } from "./local-storage";
import { createS3Server } from "./s3-server.fixture";
import { createS3Storage } from "./s3-storage";
import type { Storage } from "./storage";

for (const kind of ["local", "s3"] as const) {
  describe(`storage in ${kind}`, () => {
    let storage: Storage;
    let remove = async () => {};
    beforeAll(async () => {
      if (kind === "s3") {
        const server = await createS3Server();
        storage = createS3Storage(server.options);
        remove = server.remove;
        return;
      }
      const directory = await mkdtemp(join(tmpdir(), "lumiku-storage-"));
      storage = createLocalStorage({ directory });
      remove = () => rm(directory, { recursive: true, force: true });
    });
    afterAll(() => remove());

    test("what is written is read back whole: empty, small and twelve megabytes", async () => {
      for (const sizeBytes of [0, 5, 12 * 1024 * 1024]) {
        const bytes = new Uint8Array(sizeBytes).map((_, index) => index % 251);
        await storage.put(`app/user/file-${sizeBytes}.bin`, bytes, "application/octet-stream");
        expect(Bun.hash(await storage.get(`app/user/file-${sizeBytes}.bin`))).toBe(Bun.hash(bytes));
        const opened = await storage.open(`app/user/file-${sizeBytes}.bin`);
        expect(opened?.sizeBytes).toBe(sizeBytes);
        expect((await new Response(opened?.stream).bytes()).byteLength).toBe(sizeBytes);
      }
    });

    test("writers of one key at once leave the whole of one of them", async () => {
      const contents = Array.from({ length: 8 }, (_, index) => new Uint8Array(100_000).fill(index));
      await Promise.all(contents.map((bytes) => storage.put("app/user/contested", bytes, "application/octet-stream")));
      const kept = await storage.get("app/user/contested");
      expect(new Set(kept).size).toBe(1);
      expect(kept.byteLength).toBe(100_000);
    });

    test("what is not there is not found, and can be removed all the same", async () => {
      await storage.put("app/user/brief", new Uint8Array([1]), "text/plain");
      await storage.remove("app/user/brief");
      await storage.remove("app/user/brief");
      expect(await storage.open("app/user/brief")).toBeNull();
      const error = await storage.get("app/user/brief").catch((caught: AppError) => caught);
      expect(error).toMatchObject({ code: "NOT_FOUND" });
    });

    test("a key that could leave its place is refused", async () => {
      for (const key of ["../secrets", "/etc/passwd", "a//b", "a\\b", "a/../b", "", ".hidden", "a/\0"]) {
        await expect(storage.put(key, new Uint8Array(), "text/plain")).rejects.toThrow("Not a storage key");
        await expect(storage.get(key)).rejects.toThrow("Not a storage key");
        await expect(storage.open(key)).rejects.toThrow("Not a storage key");
        await expect(storage.remove(key)).rejects.toThrow("Not a storage key");
      }
    });

    test("the check writes, reads and removes", async () => {
      expect(await storage.check()).toBeUndefined();
    });
  });
}
