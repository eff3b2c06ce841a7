import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import type { AppError } from "@lumiku/app-sdk";
import { createLocalStorage } from "./local-storage";
import { createS3Storage } from "./s3-storage";
import type { Storage } from "./storage";

for (const kind of ["local", "s3"] as const) {
  describe(`storage in ${kind}`, () => {
    let storage: Storage;
    let directory: string;
    let server: S3rver | undefined;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), "lumiku-storage-"));
      if (kind === "local") {
        storage = createLocalStorage({ directory });
        return;
      }
      server = new S3rver({
        port: 0,
        address: "127.0.0.1",
        silent: true,
        directory,
        configureBuckets: [{ name: "lumiku", configs: [] }],
      });
      const { port } = await server.run();
      const endpoint = `http://127.0.0.1:${port}`;
      storage = createS3Storage({
        endpoint,
        bucket: "lumiku",
        region: "us-east-1",
        accessKeyId: "S3RVER",
        secretAccessKey: "S3RVER",
      });
    });
    afterAll(async () => {
      await server?.close();
      await rm(directory, { recursive: true, force: true });
    });

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
        expect(storage.put(key, new Uint8Array(), "text/plain")).rejects.toThrow("Not a storage key");
        expect(storage.get(key)).rejects.toThrow("Not a storage key");
      }
    });

    test("the check writes, reads and removes", async () => {
      expect(await storage.check()).toBeUndefined();
    });
  });
}

test("a bucket that does not exist, or keys that are wrong, are an error at the check", async () => {
  const directory = await mkdtemp(join(tmpdir(), "lumiku-storage-"));
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory,
    configureBuckets: [{ name: "lumiku", configs: [] }],
  });
  const { port } = await server.run();
  const options = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: "lumiku",
    region: "us-east-1",
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  };
  expect(createS3Storage({ ...options, bucket: "missing" }).check()).rejects.toThrow();
  expect(createS3Storage({ ...options, secretAccessKey: "wrong" }).check()).rejects.toThrow();
  await createS3Storage(options).check();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});
