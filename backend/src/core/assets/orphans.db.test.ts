import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalStorage } from "../storage/local-storage";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { sweepOrphans } from "./orphans";
import { createAssetsRepository } from "./repository";

const HOUR_MS = 3_600_000;
const soon = () => new Date(Date.now() + HOUR_MS);

let db: TestDatabase;
const directory = await mkdtemp(join(tmpdir(), "lumiku-orphans-"));
const storage = createLocalStorage({ directory });
beforeAll(async () => {
  db = await createTestDatabase();
  await db.database.client.user.create({ data: { id: "ada", name: "Ada", email: "ada@example.com" } });
});
afterAll(async () => {
  await db.drop();
  await rm(directory, { recursive: true, force: true });
});

const nameOf = (index: number) => `trial/ada/${crypto.randomUUID()}-${index}-1`;

/** As if it had been written so long ago. */
async function write(key: string, ageHours: number): Promise<void> {
  const path = join(directory, "files", key);
  await Bun.write(path, "x");
  const at = new Date(Date.now() - ageHours * HOUR_MS);
  await utimes(path, at, at);
}

function record(name: string, deletedAt: Date | null = null) {
  const facts = { mime: "image/png", width: 8, height: 8, sizeBytes: 1, sha256: name, preview: null };
  const owner = { id: crypto.randomUUID(), userId: "ada", appId: "trial", generationId: null };
  const keys = { storageKey: `${name}.png`, thumbnailKey: `${name}.thumbnail.webp` };
  return db.database.client.asset.create({ data: { ...facts, ...owner, ...keys, deletedAt } });
}

test("files that no row knows are swept when they are a day old, over many pages, and nothing else is", async () => {
  const kept: string[] = [];
  const keep = async (key: string, ageHours: number) => {
    kept.push(key);
    await write(key, ageHours);
  };
  for (const deletedAt of [null, new Date()]) {
    const name = nameOf(0);
    await record(name, deletedAt);
    await keep(`${name}.png`, 100);
    await keep(`${name}.thumbnail.webp`, 100);
  }
  await keep(`${nameOf(0)}.png`, 23);
  for (const key of ["backups/2026/database.dump", "trial/notes.txt", "a/b/c/d.png", "trial/ada/logo.png"]) {
    await keep(key, 1_000);
  }
  for (let index = 0; index < 1_200; index++) await write(`${nameOf(index)}.png`, 25);

  const sweep = () => sweepOrphans({ repository: createAssetsRepository(db.database), storage, now: () => new Date() });
  expect(await sweep()).toBe(1_200);
  expect(await storage.listKeys({ modifiedBefore: soon(), limit: 10_000 })).toEqual(kept.sort());
  expect(await sweep()).toBe(0);
});
