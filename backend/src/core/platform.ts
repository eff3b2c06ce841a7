import { platformError } from "@lumiku/app-sdk";
import type { AppContext, ServerApp } from "@lumiku/app-sdk/server";
import { createAccountsRepository } from "./accounts/repository";
import { type AccountsService, createAccountsService } from "./accounts/service";
import type { FoundApp } from "./apps/discovery";
import { createRegistry, type Registry } from "./apps/registry";
import { createAssetsRepository } from "./assets/repository";
import { type AssetsService, createAssetsService } from "./assets/service";
import { createFileSigner } from "./assets/signing";
import { createCreditsRepository } from "./credits/repository";
import { type CreditsService, createCreditsService } from "./credits/service";
import { type Database, scopeTables } from "./db/client";
import type { EventBus } from "./events/event-bus";
import { createAnnouncer } from "./generations/announcer";
import { createGenerationsRepository } from "./generations/repository";
import { createRunner, type Runner } from "./generations/runner";
import { createGenerationsService, type GenerationsService } from "./generations/service";
import { createSnapshots, type Snapshots } from "./generations/snapshots";
import { sweep } from "./generations/sweeper";
import type { PlatformLogger } from "./observability/logger";
import type { QueueBackend } from "./queue/queue";
import type { Storage } from "./storage/storage";

/** The adapters a platform stands on. */
export interface PlatformPorts {
  database: Database;
  queue: QueueBackend;
  events: EventBus;
  storage: Storage;
  signingSecret: string;
  apps: readonly FoundApp[];
  logger: PlatformLogger;
  now: () => Date;
}

/** Everything the API and the workers have in common, wired once. */
export interface Platform extends PlatformPorts {
  registry: Registry;
  accounts: AccountsService;
  assets: AssetsService;
  credits: CreditsService;
  generations: GenerationsService;
  snapshots: Snapshots;
  runner: Runner;
  /** Queues forgotten work. @returns how much */
  sweep(): Promise<number>;
}

export function createPlatform(ports: PlatformPorts): Platform {
  const { database, queue, events, storage, signingSecret, apps, logger, now } = ports;
  const credits = createCreditsService({ repository: createCreditsRepository(database) });
  const assetsRepository = createAssetsRepository(database);
  const signer = createFileSigner(signingSecret);
  const assets = createAssetsService({ repository: assetsRepository, storage, signer, now });
  const accounts = createAccountsService({ repository: createAccountsRepository(database), credits, assets });
  const repository = createGenerationsRepository(database);
  const snapshots = createSnapshots(repository, assets);
  const announcer = createAnnouncer({ repository, snapshots, credits, events, logger });
  const registry = (): Registry => platform.registry;
  const shared = { repository, announcer, credits, accounts, registry, database, logger, now };
  const generations = createGenerationsService({
    ...shared,
    assets: assetsRepository,
    snapshots,
    queue: queue.queue,
    events,
  });
  const runner = createRunner({ ...shared, assets });

  const wire = ({ contract, tables }: ServerApp) => ({
    database: scopeTables(database.client, tables),
    context: {
      generations: {
        start: (actor, request) => generations.start(actor, contract.id, request),
        async get(actor, id) {
          const generation = await generations.get(actor, id);
          if (generation.appId !== contract.id) throw platformError("NOT_FOUND");
          return generation;
        },
      },
      assets: { list: (userId, ids) => assets.listByIds(userId, ids) },
      async publish(userId, event, payload) {
        const schema = contract.events[event];
        const parsed = schema?.safeParse(payload);
        if (!parsed?.success) throw new TypeError(`${contract.id} does not declare ${event} with this payload`);
        database.afterCommit(() => events.publish(userId, `${contract.id}/${event}`, parsed.data));
      },
      transaction: database.transaction,
      logger: logger.child({ app: contract.id }),
      now,
    } satisfies AppContext,
  });

  const platform: Platform = {
    ...ports,
    ...{ accounts, assets, credits, generations, snapshots, runner },
    registry: createRegistry(apps, wire, logger),
    sweep: () => sweep({ repository, queue: queue.queue, logger, now }),
  };
  return platform;
}
