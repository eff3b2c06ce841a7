import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool } from "pg";

const backend = join(import.meta.dir, "../../..");
const migrationsDirectory = join(backend, "migrations");
const noFilters = { externalTables: [], externalEnums: [] };

export interface Migration {
  /** The folder's name: "20261121000000_init". */
  name: string;
  sql: string;
  /** All schema files in one text, as they were when the migration was written. */
  schema: string;
}

/**
 * Runs the migrations that are not applied yet and records them in `_prisma_migrations`, with Prisma's schema
 * engine from its WebAssembly package: the CLI would download a native one on first use, which a machine
 * without internet cannot.
 *
 * @returns the names of those it applied
 * @see https://www.npmjs.com/package/@prisma/schema-engine-wasm
 */
export async function applyMigrations(connectionString: string, migrations: readonly Migration[]): Promise<string[]> {
  return withEngine(connectionString, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsDirectory,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
        shadowDbInitScript: "",
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      filters: noFilters,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from one schema to another, or from nothing; empty when there is no difference.
 *
 * @param connectionString any server: the engine only asks it for its version
 */
export async function diffSchemas(connectionString: string, from: string | null, to: string): Promise<string> {
  return withEngine(connectionString, async (engine) => {
    const { stdout } = await engine.diff({
      from:
        from === null ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: "from.prisma", content: from }] },
      to: { tag: "schemaDatamodel", files: [{ path: "to.prisma", content: to }] },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    const sql = stdout ?? "";
    return /^\s*(--[^\n]*\s*)*$/.test(sql) ? "" : sql;
  });
}

/** Every `.prisma` file below `src`, the same set that `prisma generate` reads, in one text. */
export async function readSchema(): Promise<string> {
  const paths = await Array.fromAsync(new Bun.Glob("src/**/*.prisma").scan({ cwd: backend }));
  const files = await Promise.all(paths.sort().map((path) => Bun.file(join(backend, path)).text()));
  return files
    .map((file) => file.trim())
    .join("\n\n")
    .concat("\n");
}

/** The committed migrations in the order they apply. */
export async function readMigrations(): Promise<Migration[]> {
  const paths = await Array.fromAsync(new Bun.Glob("*/migration.sql").scan({ cwd: migrationsDirectory }));
  const names = paths.map((path) => path.slice(0, -"/migration.sql".length)).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      sql: await Bun.file(join(migrationsDirectory, name, "migration.sql")).text(),
      schema: await Bun.file(join(migrationsDirectory, name, "schema.prisma")).text(),
    })),
  );
}

/** Writes the migration that leads from the newest one to the schema of today. @returns its name, or null when nothing changed */
export async function writeMigration(connectionString: string, name: string, now = new Date()): Promise<string | null> {
  const schema = await readSchema();
  const latest = (await readMigrations()).at(-1);
  const sql = await diffSchemas(connectionString, latest?.schema ?? null, schema);
  if (!sql) return null;
  const folder = `${now.toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  await Bun.write(join(migrationsDirectory, folder, "migration.sql"), sql);
  await Bun.write(join(migrationsDirectory, folder, "schema.prisma"), schema);
  return folder;
}

async function withEngine<T>(connectionString: string, use: (engine: bindings.SchemaEngine) => Promise<T>): Promise<T> {
  await instantiate();
  const pool = new Pool({ connectionString, max: 1 });
  const factory = new PrismaPg(pool);
  const connect = async () => {
    const adapter = await factory.connect();
    // The adapter's own cuts a script at every semicolon, also inside a function's body. Sent whole, PostgreSQL
    // parses it and runs it as one transaction.
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  try {
    const { provider, adapterName } = factory;
    const adapter = bindMigrationAwareSqlAdapterFactory({ provider, adapterName, connect, connectToShadowDb: connect });
    return await use(await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter));
  } finally {
    await pool.end();
  }
}

let instantiated: Promise<void> | undefined;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const path = Bun.resolveSync("@prisma/schema-engine-wasm/schema_engine_bg", import.meta.dir).replace(
      /\.js$/,
      ".wasm",
    );
    const module = await WebAssembly.compile(await Bun.file(path).arrayBuffer());
    const instance = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": { ...bindings } });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return instantiated;
}
