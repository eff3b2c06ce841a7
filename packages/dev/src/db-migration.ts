import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../../../backend/src/core/db/embedded-postgres";
import { writeMigration } from "../../../backend/src/core/db/schema-engine";

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write("Usage: bun run db:migration <name_in_snake_case>\n");
  process.exit(2);
}

const directory = await mkdtemp(join(tmpdir(), "lumiku-migration-"));
const postgres = await startEmbeddedPostgres({ directory, password: "migration" });
try {
  const folder = await writeMigration(postgres.connectionString, name);
  process.stdout.write(folder ? `Wrote backend/migrations/${folder}/migration.sql\n` : "The schema has not changed\n");
} finally {
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
