import { afterAll, expect, test } from "bun:test";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { openDataFolder } from "./data-folder";
import { startEmbeddedPostgres } from "./embedded-postgres";

const home = await mkdtemp(join(tmpdir(), "lumiku-embedded-"));
// Only its owner may enter, as root's home or a private temporary folder.
await chmod(home, 0o700);
const dataDir = join(home, "data");
afterAll(() => rm(home, { recursive: true, force: true }));

const owner = (body: string) => `
  import { openDataFolder } from ${JSON.stringify(join(import.meta.dir, "data-folder"))};
  import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dir, "embedded-postgres"))};
  import { Client } from "pg";
  const folder = await openDataFolder(${JSON.stringify(dataDir)});
  const postgres = await startEmbeddedPostgres({ directory: folder.path, password: folder.secrets.databasePassword });
  const client = new Client({ connectionString: postgres.connectionString });
  await client.connect();
  ${body}
`;

async function runOwner(body: string) {
  const script = join(import.meta.dir, `owner-${crypto.randomUUID()}.scratch.ts`);
  await writeFile(script, owner(body));
  const child = Bun.spawn([process.execPath, script], { stdout: "pipe", stderr: "inherit" });
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  await rm(script);
  return { child, said: new TextDecoder().decode(value).trim() };
}

async function countNotes(): Promise<number> {
  const folder = await openDataFolder(dataDir);
  const postgres = await startEmbeddedPostgres({ directory: folder.path, password: folder.secrets.databasePassword });
  const client = new Client({ connectionString: postgres.connectionString });
  await client.connect();
  const { rows } = await client.query("SELECT count(*)::int AS count FROM notes");
  await client.end();
  await postgres.stop();
  await folder.release();
  return rows[0]?.count;
}

test("after kill -9 of its owner the next start recovers, and every committed row is there", async () => {
  const { child, said } = await runOwner(`
    await client.query("CREATE TABLE notes (id int)");
    await client.query("INSERT INTO notes SELECT generate_series(1, 1000)");
    console.log("written"); await new Promise(() => {});`);
  expect(said).toBe("written");
  child.kill("SIGKILL");
  await child.exited;
  expect(await countNotes()).toBe(1000);
});

test("after kill -9 of PostgreSQL itself the next start recovers", async () => {
  const { child, said } = await runOwner(`
    client.on("error", () => {});
    await client.query("INSERT INTO notes SELECT generate_series(1, 500)");
    console.log("written"); await new Promise(() => {});`);
  expect(said).toBe("written");
  const pid = Number((await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  child.kill("SIGKILL");
  await child.exited;
  expect(await countNotes()).toBe(1500);
});

test("a second process is told who has the folder", async () => {
  const { child, said } = await runOwner(
    `console.log("mine"); process.on("SIGTERM", async () => { await client.end(); await postgres.stop(); await folder.release(); process.exit(0); }); await new Promise((resolve) => setTimeout(resolve, 60_000));`,
  );
  expect(said).toBe("mine");
  await expect(openDataFolder(dataDir)).rejects.toThrow(`in use by process ${child.pid}`);
  child.kill("SIGTERM");
  await child.exited;
  const folder = await openDataFolder(dataDir);
  await folder.release();
});

test("a folder that cannot be one is named in the error", async () => {
  const file = join(home, "a-file");
  await writeFile(file, "");
  await expect(openDataFolder(join(file, "data"))).rejects.toThrow(
    `The data folder ${join(file, "data")} cannot be written`,
  );
});
