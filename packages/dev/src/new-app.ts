import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendFiles, contractFile } from "./new-app/backend-files";
import { frontendFiles } from "./new-app/frontend-files";
import { findIdProblem, namesOf } from "./new-app/names";
import { prepare, root } from "./prepare";

await prepare({ web: false });
const [id = "", ...rest] = process.argv.slice(2);
const title = rest[0] === "--name" ? rest[1] : undefined;
const taken = (await readdir(join(root, "packages/contracts/src"))).map((file) => file.replace(/\.ts$/, ""));
const problem = findIdProblem(id, taken);
if (problem) {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

const names = namesOf(id, title);
const files: Record<string, string> = { [`packages/contracts/src/${id}.ts`]: contractFile(names) };
for (const [path, text] of Object.entries(backendFiles(names))) files[`backend/src/apps/${id}/${path}`] = text;
for (const [path, text] of Object.entries(frontendFiles(names))) files[`frontend/src/apps/${id}/${path}`] = text;
for (const [path, text] of Object.entries(files)) await Bun.write(join(root, path), text);

// The client of the new table.
await prepare({ web: false });
const format = [
  join(root, "node_modules/.bin/biome"),
  "check",
  "--write",
  "--config-path=.biome.json",
  ...Object.keys(files),
];
await Bun.spawn(
  format.filter((argument) => !argument.endsWith(".prisma")),
  { cwd: root, stdout: "ignore", stderr: "ignore" },
).exited;

// The engine that compares schemas wants a server, for its version alone.
const { startEmbeddedPostgres } = await import("../../../backend/src/core/db/embedded-postgres");
const { writeMigration } = await import("../../../backend/src/core/db/schema-engine");
const directory = await mkdtemp(join(tmpdir(), "lumiku-new-app-"));
const postgres = await startEmbeddedPostgres({ directory, password: "new-app" });
try {
  const migration = await writeMigration(postgres.connectionString, names.snake);
  for (const path of Object.keys(files)) process.stdout.write(`  ${path}\n`);
  process.stdout.write(`  backend/migrations/${migration}/migration.sql\n\n`);
  process.stdout.write(
    `${names.title} is on the dashboard with the next start. Its test: bun run test backend/src/apps/${id}\n`,
  );
} finally {
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
