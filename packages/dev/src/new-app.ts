import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { appFiles } from "./new-app/files";
import { findIdProblem, findTitleProblem, namesOf } from "./new-app/names";
import { prepare, root } from "./prepare";

await prepare({ web: false });
const { id, title } = readArguments();
const places = ["packages/contracts/src", "backend/src/apps", "frontend/src/apps"];
const taken = (await Promise.all(places.map((place) => readdir(join(root, place))))).flat();
const problem =
  findIdProblem(
    id,
    taken.map((name) => name.replace(/\.ts$/, "")),
  ) ?? findTitleProblem(title);
if (problem) refuse(problem);

const names = namesOf(id, title);
const files = appFiles(names);
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

function readArguments(): { id: string; title: string | undefined } {
  try {
    const { positionals, values } = parseArgs({ options: { name: { type: "string" } }, allowPositionals: true });
    if (positionals.length !== 1) throw new TypeError("There is one id");
    return { id: positionals[0] ?? "", title: values.name };
  } catch {
    return refuse('Usage: bun run new:app <id> [--name "Title"]');
  }
}

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
