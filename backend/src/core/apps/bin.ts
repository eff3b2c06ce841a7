import type { AppHooks } from "@lumiku/app-sdk/server";
import type { Database } from "../db/client";
import type { PlatformLogger } from "../observability/logger";
import type { Registry } from "./registry";

export interface BinDependencies {
  registry: Pick<Registry, "list">;
  database: Pick<Database, "transaction">;
  logger: Pick<PlatformLogger, "error">;
}

type BinHooks = Required<Pick<AppHooks, "assets.purged" | "bin.emptied">>;

/** Has every app forget what can no longer be brought back. One that fails is logged, and does not hinder the others. */
export async function tellApps<Name extends keyof BinHooks>(
  { registry, database, logger }: BinDependencies,
  name: Name,
  forgotten: Parameters<BinHooks[Name]>[0],
): Promise<void> {
  for (const { contract, hooks } of registry.list()) {
    const forget = hooks[name] as ((forgotten: Parameters<BinHooks[Name]>[0]) => Promise<void>) | undefined;
    if (!forget) continue;
    try {
      await database.transaction(() => forget(forgotten));
    } catch (error) {
      logger.error({ err: error, app: contract.id }, `an app failed at ${name}`);
    }
  }
}
