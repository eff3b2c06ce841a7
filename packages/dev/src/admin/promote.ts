import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeAdministrator } from "../../../../backend/src/core/account/administrators";
import { createAccountRepository } from "../../../../backend/src/core/account/repository";
import { createAuditRepository } from "../../../../backend/src/core/audit/repository";
import { createDatabase } from "../../../../backend/src/core/db/client";
import { openDataFolder } from "../../../../backend/src/core/db/data-folder";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "../../../../backend/src/core/db/embedded-postgres";
import { readEnv } from "../../../../backend/src/env";

/**
 * Makes an account of this machine's platform an administrator's, whether the platform runs or not.
 *
 * @returns what has happened, for people
 * @throws Error, for people, when there is no such account or no platform
 */
export async function promote(email: string): Promise<string> {
  const { DATABASE_URL, LUMIKU_DATA_DIR } = readEnv();
  const { connectionString, close } = DATABASE_URL
    ? { connectionString: DATABASE_URL, close: async () => {} }
    : await openEmbedded(LUMIKU_DATA_DIR);
  const database = createDatabase(connectionString, { poolSize: 2 });
  try {
    const dependencies = {
      database,
      repository: createAccountRepository(database),
      audit: createAuditRepository(database),
    };
    const isNew = await makeAdministrator(dependencies, email);
    return isNew
      ? `${email} is an administrator now. A platform that is running shows it within half a minute.`
      : `${email} is an administrator already.`;
  } catch (error) {
    throw hasNoTables(error)
      ? new Error("The database does not have this version's tables yet. Start the platform once.", { cause: error })
      : error;
  } finally {
    await database.close();
    await close();
  }
}

/** The database of a running platform, or the one in its folder, started for this. */
async function openEmbedded(directory: string): Promise<{ connectionString: string; close: () => Promise<void> }> {
  const path = resolve(directory);
  if (!existsSync(join(path, "secrets.json"))) {
    throw new Error(
      `There is no platform in ${path}. Start one and sign up first; or set LUMIKU_DATA_DIR or DATABASE_URL to where it is.`,
    );
  }
  const { secrets } = await openDataFolder(path, { isShared: true });
  const server = { directory: path, password: secrets.databasePassword };
  const running = await findEmbeddedPostgres(server);
  if (running) return { connectionString: running, close: async () => {} };

  const folder = await openDataFolder(path);
  try {
    const postgres = await startEmbeddedPostgres(server);
    const close = () => postgres.stop().finally(() => folder.release());
    return { connectionString: postgres.connectionString, close };
  } catch (error) {
    await folder.release();
    throw error;
  }
}

/** Prisma's codes for a table and for a column that is not there. */
function hasNoTables(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "P2021" || error.code === "P2022");
}
