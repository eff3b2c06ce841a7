import { createHash } from "node:crypto";
import type { Logger } from "@lumiku/app-sdk/server";
import { Client } from "pg";
import { applyMigrations, type Migration, readMigrations } from "./schema-engine";

/** Any fixed number: processes that migrate the same database wait for each other on it. */
const MIGRATION_LOCK = 7_305_012_021;

interface AppliedMigration {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/**
 * Brings the database to the newest migration. Safe to run from many processes at once, and quick when
 * there is nothing to do.
 *
 * @returns the names of the migrations it applied
 * @throws Error when an earlier migration failed half-way, was edited after it ran, or the database is newer than the code
 */
export async function migrate(connectionString: string, logger?: Logger): Promise<string[]> {
  const migrations = await readMigrations();
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const pending = findPending(migrations, await readApplied(client));
    if (pending.length === 0) return [];
    logger?.info({ migrations: pending.map(({ name }) => name) }, "migrating the database");
    return await applyMigrations(connectionString, migrations);
  } finally {
    await client.end();
  }
}

async function readApplied(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
  if (!rows[0]?.exists) return [];
  const applied = await client.query<AppliedMigration>(
    "SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at",
  );
  return applied.rows.filter((row) => row.rolled_back_at === null);
}

function findPending(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new Error(
        `The database has the migration ${row.migration_name}, which this version does not know. Start a newer version.`,
      );
    }
    if (row.finished_at === null) {
      throw new Error(
        `The migration ${row.migration_name} failed half-way. Restore a backup or repair it, then mark it with "prisma migrate resolve".`,
      );
    }
    if (row.checksum !== createHash("sha256").update(migration.sql).digest("hex")) {
      throw new Error(
        `The migration ${row.migration_name} was edited after it had been applied. Put it back and write a new one.`,
      );
    }
  }
  const names = new Set(applied.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !names.has(name));
}
