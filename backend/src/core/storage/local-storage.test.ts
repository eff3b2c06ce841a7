import { afterAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createLocalStorage } from "./local-storage";

const directory = await mkdtemp(join(tmpdir(), "lumiku-storage-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

interface TightPlace {
  what: string;
  cause: string;
  /** Runs a program, its path and its argument last, where there is little room. */
  command: string[];
}

/** A file that may not grow; and where a file system of our own may be mounted, a disk of one megabyte. */
function listTightPlaces(): TightPlace[] {
  const limited = {
    what: "a file that grows beyond what is allowed",
    cause: "EFBIG",
    command: ["sh", "-c", `trap "" XFSZ; ulimit -f 1024; exec "$@"`, "sh"],
  };
  const unshare = Bun.which("unshare");
  if (!unshare) return [limited];
  const isRoot = process.getuid?.() === 0;
  const asRoot = [unshare, "--mount", ...(isRoot ? [] : ["--map-root-user"]), "sh", "-c"];
  const mount = `mount -t tmpfs -o size=1m tmpfs ${directory}`;
  if (!Bun.spawnSync([...asRoot, mount], { stderr: "ignore" }).success) return [limited];
  return [limited, { what: "a full disk", cause: "ENOSPC", command: [...asRoot, `${mount} && exec "$@"`, "sh"] }];
}

for (const { what, cause, command } of listTightPlaces())
  test(`${what} is said to be so, leaves nothing behind, and smaller files go on`, async () => {
    const place = join(directory, crypto.randomUUID());
    const script = [process.execPath, join(import.meta.dir, "full-disk.fixture.ts"), place];
    const child = Bun.spawn([...command, ...script], { stdout: "pipe", stderr: "inherit" });
    expect(JSON.parse(await child.stdout.text())).toEqual({
      said: {
        code: "UNAVAILABLE",
        isRetryable: true,
        message: "There is no room left to store files. Try again later.",
        cause,
      },
      files: ["after", "before"],
    });
  });

test("a file that cannot be put in its place leaves nothing behind", async () => {
  const place = join(directory, "blocked");
  const storage = createLocalStorage({ directory: place });
  await mkdir(join(place, "files/app/user/taken/by-a-folder"), { recursive: true });
  await expect(storage.put("app/user/taken", new Uint8Array([1]), "text/plain")).rejects.toThrow("EISDIR");
  expect(await readdir(join(place, "incoming"))).toEqual([]);
});

test("the first file below a folder that does not exist yet is written, relative paths too", async () => {
  for (const place of [join(directory, "deep/er"), relative(process.cwd(), join(directory, "relative"))]) {
    const storage = createLocalStorage({ directory: place });
    await storage.put("app/user/first", new Uint8Array([1, 2]), "text/plain");
    expect(await storage.get("app/user/first")).toEqual(new Uint8Array([1, 2]));
  }
});
