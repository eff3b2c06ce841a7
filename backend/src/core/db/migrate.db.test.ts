import { expect, test } from "bun:test";
import { Client } from "pg";
import { createEmptyDatabase } from "../testing/database";
import { migrate } from "./migrate";
import { diffSchemas, readMigrations, readSchema } from "./schema-engine";

test("the newest migration was written from the schema as it is now", async () => {
  const latest = (await readMigrations()).at(-1);
  expect(latest?.schema).toBe(await readSchema());
});

test("the migrations build what the schema says", async () => {
  const [migrated, drawn] = await Promise.all([createEmptyDatabase(), createEmptyDatabase()]);
  await migrate(migrated.connectionString);
  await run(drawn.connectionString, await diffSchemas(drawn.connectionString, null, await readSchema()));
  expect(await describeTables(migrated.connectionString)).toEqual(await describeTables(drawn.connectionString));
  await Promise.all([migrated.drop(), drawn.drop()]);
});

test("five processes that start at once migrate once", async () => {
  const empty = await createEmptyDatabase();
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(empty.connectionString)));
  expect(applied.flat()).toEqual((await readMigrations()).map(({ name }) => name));
  await empty.drop();
});

test("a migration that was edited after it ran, or that this version does not know, stops the start", async () => {
  const empty = await createEmptyDatabase();
  await migrate(empty.connectionString);
  await run(empty.connectionString, "UPDATE _prisma_migrations SET checksum = 'other'");
  await expect(migrate(empty.connectionString)).rejects.toThrow("was edited after it had been applied");
  await run(empty.connectionString, "UPDATE _prisma_migrations SET migration_name = '20990101000000_future'");
  await expect(migrate(empty.connectionString)).rejects.toThrow("Start a newer version");
  await empty.drop();
});

async function run(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Columns, indexes, keys and enums; what Prisma's schema can say. */
async function describeTables(connectionString: string) {
  const columns = await run(
    connectionString,
    `SELECT table_name, column_name, udt_name, is_nullable, column_default, datetime_precision FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`,
  );
  const indexes = await run(
    connectionString,
    // Partial ones are written by hand: Prisma's schema has no word for them.
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     AND indexdef NOT LIKE '% WHERE %' ORDER BY 1`,
  );
  const keys = await run(
    connectionString,
    `SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE contype IN ('f', 'p', 'u') AND connamespace = 'public'::regnamespace AND conrelid::regclass::text <> '_prisma_migrations' ORDER BY 1, 2`,
  );
  const enums = await run(
    connectionString,
    "SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY t.typname, e.enumsortorder",
  );
  expect(columns.length).toBeGreaterThan(50);
  return { columns, indexes, keys, enums };
}
