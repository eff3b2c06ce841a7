import { afterEach, expect, test } from "bun:test";
import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolderTransport } from "./folder-transport";
import { MailError } from "./transport";

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function open(keptFiles?: number) {
  const parent = await mkdtemp(join(tmpdir(), "lumiku-mail-"));
  directories.push(parent);
  const directory = join(parent, "mail");
  const transport = createFolderTransport({ directory, from: "lumiku@localhost", ...(keptFiles && { keptFiles }) });
  const deliver = (at: number, id = Bun.randomUUIDv7()) =>
    transport.deliver({
      ...{ id, to: "ada@example.com", kind: "verification", createdAt: new Date(at) },
      ...{ subject: "Hello", text: "Hi", html: "<p>Hi</p>" },
    });
  return { directory, deliver };
}

test("only the account the platform runs under reads what is kept", async () => {
  const { directory, deliver } = await open();
  await deliver(0);
  const [name = ""] = await readdir(directory);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
});

test("a message that is delivered again is one file", async () => {
  const { directory, deliver } = await open();
  await deliver(0, "the-same");
  await deliver(0, "the-same");
  expect(await readdir(directory)).toEqual(["1970-01-01T00-00-00.000Z-verification-the-same.eml"]);
});

test("the newest are kept, and nothing but messages is removed", async () => {
  const { directory, deliver } = await open(3);
  await deliver(1_000);
  await Bun.write(join(directory, "0000-notes.txt"), "mine");
  for (const at of [5_000, 2_000, 4_000, 3_000]) await deliver(at, `at-${at}`);
  const names = (await readdir(directory)).sort();
  expect(names.map((name) => name.replace(/^.*-at-/, ""))).toEqual([
    "0000-notes.txt",
    "3000.eml",
    "4000.eml",
    "5000.eml",
  ]);
});

test("a disk that takes nothing is a failure that may pass, and leaves nothing behind", async () => {
  const { directory, deliver } = await open();
  await Bun.write(directory, "a file where the folder should be");
  expect(await deliver(0).catch((error: unknown) => error)).toBeInstanceOf(MailError);
  await rm(directory);
  await deliver(0);
  await chmod(directory, 0o700);
  expect((await readdir(directory)).filter((name) => !name.endsWith(".eml"))).toEqual([]);
});
