import type { ActionContract, AppContract, ModelContract } from "@lumiku/app-sdk";
import { platformError } from "@lumiku/app-sdk";
import type {
  Action,
  AppContext,
  AppHooks,
  BuiltinModel,
  RouteExample,
  RouteInput,
  ServerApp,
} from "@lumiku/app-sdk/server";
import type { PlatformLogger } from "../observability/logger";
import type { FoundApp } from "./discovery";

export interface LoadedApp {
  contract: AppContract;
  handlers: Record<string, (input: RouteInput) => Promise<unknown>>;
  actions: Record<string, Action>;
  models: Record<string, BuiltinModel>;
  hooks: AppHooks;
  examples: Readonly<Record<string, RouteExample>>;
  seed: (() => Promise<void>) | undefined;
}

export interface AppStatus {
  id: string;
  status: "loaded" | "quarantined";
  error?: string;
}

/** The apps of this process, by id. The API and the workers boot the same one. */
export interface Registry {
  list(): LoadedApp[];
  find(appId: string): LoadedApp | undefined;
  /** @throws AppError NOT_FOUND */
  get(appId: string): LoadedApp;
  statuses(): AppStatus[];
}

export interface CatalogueEntry {
  app: LoadedApp;
  action: ActionContract;
  model: ModelContract;
}

/**
 * Wires the apps that were found. One that fails to load or to start is quarantined: the platform runs
 * without it and says so.
 */
export function createRegistry(
  found: readonly FoundApp[],
  wire: (app: ServerApp) => { context: AppContext; database: unknown },
  logger: PlatformLogger,
): Registry {
  const loaded = new Map<string, LoadedApp>();
  const statuses: AppStatus[] = [];

  for (const entry of found) {
    try {
      if ("error" in entry) throw entry.error;
      loaded.set(entry.id, load(entry.app, wire));
      statuses.push({ id: entry.id, status: "loaded" });
    } catch (error) {
      logger.error({ err: error, app: entry.id }, "an app failed to load; the platform starts without it");
      statuses.push({
        id: entry.id,
        status: "quarantined",
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  return {
    list: () => [...loaded.values()].sort((a, b) => a.contract.order - b.contract.order),
    find: (appId) => loaded.get(appId),
    get(appId) {
      const app = loaded.get(appId);
      if (!app) throw platformError("NOT_FOUND", { message: "There is no such app." });
      return app;
    },
    statuses: () => statuses,
  };
}

function load(app: ServerApp, wire: (app: ServerApp) => { context: AppContext; database: unknown }): LoadedApp {
  const { contract, examples } = app;
  const { context, database } = wire(app);
  const parts = app.create(context, database);
  for (const name of Object.keys(contract.routes)) {
    if (!parts.handlers[name]) throw new Error(`The route ${name} has no handler`);
  }
  for (const name of Object.keys(contract.actions)) {
    if (!parts.actions[name]) throw new Error(`The action ${name} has no implementation`);
  }
  for (const [key, model] of Object.entries(contract.models)) {
    if (model.builtin && !parts.models[key]) throw new Error(`The built-in model ${key} has no implementation`);
  }
  return { contract, examples, ...parts };
}

/** Looks an action and one of its models up. @throws AppError NOT_FOUND, MODEL_NOT_FOUND */
export function findInCatalogue(
  registry: Registry,
  appId: string,
  actionName: string,
  modelKey: string,
): CatalogueEntry {
  const app = registry.get(appId);
  const action = app.contract.actions[actionName];
  if (!action) throw platformError("NOT_FOUND", { message: "This app has no such action." });
  const model = app.contract.models[modelKey];
  if (model?.action !== actionName) {
    throw platformError("MODEL_NOT_FOUND", {
      errors: [{ path: "/body/model", message: `There is no model "${modelKey}" here.` }],
    });
  }
  return { app, action, model };
}
