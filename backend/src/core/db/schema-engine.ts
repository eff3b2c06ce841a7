import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool, type QueryResult } from "pg";

const backend = join(import.meta.dir, "../../..");
const noFilters = { externalTables: [], externalEnums: [] };

export interface MigrationFile {
  /** The folder's name: "20261121000000_init". */
  name: string;
  sql: string;
}

/**
 * Runs the migrations that are not applied yet and records them in `_prisma_migrations`, with Prisma's schema
 * engine from its WebAssembly package: the CLI would download a native one on first use, which a machine
 * without internet cannot.
 *
 * @returns the names of those it applied
 * @see https://www.npmjs.com/package/@prisma/schema-engine-wasm
 */
export async function applyMigrations(connectionString: string, migrations: readonly MigrationFile[]): Promise<string[]> {
  const { engine } = await openEngine(new PrismaPg({ connectionString }));
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: toList(migrations), filters: noFilters });
  return appliedMigrationNames;
}

/**
 * The SQL that leads from what the migrations build to what the schema files say; empty when they agree.
 * Functions, triggers and checks written by hand in a migration are no difference.
 *
 * @param scratchUrl an empty database, in which the migrations are run
 */
export async function diffMigrations(scratchUrl: string, migrations: readonly MigrationFile[]): Promise<string> {
  const pool = new CatalogPool({ connectionString: scratchUrl, max: 1 });
  try {
    const factory = new PrismaPg(pool);
    const { engine, schema } = await openEngine({
      provider: factory.provider,
      adapterName: factory.adapterName,
      connect: () => factory.connect(),
      connectToShadowDb: () => factory.connect(),
    });
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...toList(migrations) },
      to: { tag: "schemaDatamodel", files: schema },
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    const sql = stdout ?? "";
    return /^\s*(--[^\n]*\s*)*$/.test(sql) ? "" : sql;
  } finally {
    await pool.end();
  }
}

const CHAR_OID = 18;
const TEXT_OID = 25;

/** The adapter does not know PostgreSQL's internal "char", which the catalogues are full of; as text it does. */
class CatalogPool extends Pool {
  override query(...args: unknown[]): never {
    const result = (super.query as (...args: unknown[]) => Promise<QueryResult>)(...args);
    return result.then(({ fields, ...rest }) => ({
      ...rest,
      fields: fields.map((field) => (field.dataTypeID === CHAR_OID ? { ...field, dataTypeID: TEXT_OID } : field)),
    })) as never;
  }
}

async function openEngine(adapter: SqlMigrationAwareDriverAdapterFactory) {
  await instantiate();
  const schema = await readSchemaFiles();
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content]);
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
  return { engine, schema };
}

function toList(migrations: readonly MigrationFile[]) {
  return {
    baseDir: join(backend, "migrations"),
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
}

/** Every `.prisma` file below `src`, the same set that `prisma generate` reads. */
export async function readSchemaFiles(): Promise<{ path: string; content: string }[]> {
  const paths = await Array.fromAsync(new Bun.Glob("src/**/*.prisma").scan({ cwd: backend }));
  return Promise.all(paths.sort().map(async (path) => ({ path, content: await Bun.file(join(backend, path)).text() })));
}

/** The committed migrations in the order they apply. */
export async function readMigrations(): Promise<MigrationFile[]> {
  const paths = await Array.fromAsync(new Bun.Glob("*/migration.sql").scan({ cwd: join(backend, "migrations") }));
  return Promise.all(
    paths.sort().map(async (path) => ({
      name: path.split("/")[0] ?? path,
      sql: await Bun.file(join(backend, "migrations", path)).text(),
    })),
  );
}

let instantiated: Promise<void> | undefined;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const path = Bun.resolveSync("@prisma/schema-engine-wasm/schema_engine_bg", import.meta.dir).replace(/\.js$/, ".wasm");
    const module = await WebAssembly.compile(await Bun.file(path).arrayBuffer());
    const instance = await WebAssembly.instantiate(module, {
      "./schema_engine_bg.js": { ...bindings },
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return instantiated;
}
