import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalStorage } from "./local-storage";
import { createS3Server } from "./s3-server.fixture";
import { createS3Storage } from "./s3-storage";
import type { Storage } from "./storage";

const keys = ["B/x", "a", "a-b/c", "a.b", "a/b", "a/b-c/d", "a/b.c", "a/b0/c", "a/c/d", "ab", "a_b/z"];
const ordered = keys.filter((key) => key !== "a" && key !== "a/b").sort();
const soon = () => new Date(Date.now() + 60_000);

const cleanups: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(cleanups.map((cleanup) => cleanup()));
});

async function openLocal(): Promise<{ storage: Storage; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), "lumiku-storage-"));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return { storage: createLocalStorage({ directory }), directory };
}

async function openS3(): Promise<Storage> {
  const server = await createS3Server({ checksSignatures: false });
  cleanups.push(server.remove);
  return createS3Storage(server.options);
}

const put = (storage: Storage, key: string) => storage.put(key, new Uint8Array([1]), "text/plain");

for (const kind of ["local", "s3"] as const) {
  describe(`keys in ${kind}`, () => {
    let storage: Storage;
    beforeAll(async () => {
      storage = kind === "local" ? (await openLocal()).storage : await openS3();
      expect(await storage.listKeys({ modifiedBefore: soon(), limit: 10 })).toEqual([]);
      for (const key of ordered) await put(storage, key);
    });

    test("all are listed, from any of them on, and none that was removed", async () => {
      const list = async (after?: string) =>
        (await storage.listKeys({ modifiedBefore: soon(), limit: 100, ...(after !== undefined && { after }) })).sort();
      expect(await list()).toEqual(ordered);
      for (const [index, after] of ordered.entries()) expect(await list(after)).toEqual(ordered.slice(index + 1));
      expect(await list("a/b-c")).toEqual(ordered.slice(ordered.indexOf("a/b-c/d")));
      expect(await list("a/zzz")).toEqual(ordered.slice(ordered.indexOf("a_b/z")));
      await put(storage, "a/brief");
      await storage.remove("a/brief");
      expect(await list()).toEqual(ordered);
    });

    test("only what was last written before the time is listed", async () => {
      expect(await storage.listKeys({ modifiedBefore: new Date(Date.now() - 60_000), limit: 100 })).toEqual([]);
    });

    test("no more than the limit is listed", async () => {
      expect(await storage.listKeys({ modifiedBefore: soon(), limit: 3 })).toHaveLength(3);
      expect(await storage.listKeys({ modifiedBefore: soon(), limit: 0 })).toEqual([]);
    });
  });
}

async function listInPages(storage: Storage, limit: number, modifiedBefore = soon()): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const after = all.at(-1);
    const page = await storage.listKeys({ modifiedBefore, limit, ...(after !== undefined && { after }) });
    all.push(...page);
    if (page.length < limit) return all;
  }
}

test("a local folder is listed in the order of S3, whatever the size of the pages", async () => {
  const { storage, directory } = await openLocal();
  for (const key of ordered) await put(storage, key);
  // What someone's file manager left there is none of ours.
  await mkdir(join(directory, "files/a/empty"));
  await Bun.write(join(directory, "files/a/.DS_Store"), "x");
  for (const limit of [1, 2, 3, 5, 100]) expect(await listInPages(storage, limit)).toEqual(ordered);
});

test("a bucket of thousands is listed page by page, without what is new", async () => {
  const stored = Array.from({ length: 2_345 }, (_, index) => ({
    key: `app/user/${String(index).padStart(5, "0")}`,
    lastModified: new Date(index % 3 === 0 ? "2026-02-01" : "2026-01-01").toISOString(),
  }));
  const asked: string[] = [];
  // s3rver cannot cut a listing short: its tokens need DES, which Bun's crypto has not.
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const { searchParams } = new URL(request.url);
      const startAfter = searchParams.get("start-after") ?? "";
      asked.push(startAfter);
      const rest = stored.filter(({ key }) => key > startAfter);
      const page = rest.slice(0, Number(searchParams.get("max-keys")));
      return new Response(
        `<?xml version="1.0"?><ListBucketResult><Name>lumiku</Name><IsTruncated>${page.length < rest.length}</IsTruncated>${page
          .map(
            ({ key, lastModified }) =>
              `<Contents><Key>${key}</Key><LastModified>${lastModified}</LastModified></Contents>`,
          )
          .join("")}</ListBucketResult>`,
        { headers: { "content-type": "application/xml" } },
      );
    },
  });
  cleanups.push(() => server.stop(true));
  const credentials = { bucket: "lumiku", region: "us-east-1", accessKeyId: "x", secretAccessKey: "x" };
  const storage = createS3Storage({ ...credentials, endpoint: server.url.origin });
  const old = stored.filter((_, index) => index % 3 !== 0).map(({ key }) => key);
  expect(await storage.listKeys({ modifiedBefore: new Date("2026-01-15"), limit: 5_000 })).toEqual(old);
  expect(asked).toEqual(["", "app/user/00999", "app/user/01999"]);
  expect(await listInPages(storage, 400, new Date("2026-01-15"))).toEqual(old);
});
