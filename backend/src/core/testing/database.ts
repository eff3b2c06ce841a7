import { createHash } from "node:crypto";
import { Client } from "pg";
import { createDatabase, type Database } from "../db/client";
import { migrate } from "../db/migrate";
import { readMigrations } from "../db/schema-engine";
import { requirePostgres } from "./servers";

const TEMPLATE_LOCK = 7_305_012_022;

export interface TestDatabase {
  connectionString: string;
  database: Database;
  drop(): Promise<void>;
}

/** A migrated database of its own, cloned from a template that is made once per set of migrations. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = requirePostgres();
  const name = `lumiku_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await withClient(server, async (client) => {
    const template = await ensureTemplate(server, client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const connectionString = urlOf(server, name);
  const database = createDatabase(connectionString, { poolSize: 10 });
  return {
    connectionString,
    database,
    async drop() {
      await database.close();
      await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** An empty database, for tests of migrations themselves. */
export async function createEmptyDatabase(): Promise<{ connectionString: string; drop(): Promise<void> }> {
  const server = requirePostgres();
  const name = `lumiku_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    connectionString: urlOf(server, name),
    drop: async () => {
      await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function ensureTemplate(server: string, client: Client): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify(await readMigrations()))
    .digest("hex");
  const template = `lumiku_template_${hash.slice(0, 16)}`;
  await client.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", [template]);
  if (rowCount === 0) {
    await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template}`);
    await migrate(urlOf(server, template));
    await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
  }
  return template;
}

async function withClient<T>(connectionString: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
