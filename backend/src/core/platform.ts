import { platformError } from "@lumiku/app-sdk";
import type { AppContext, ServerApp } from "@lumiku/app-sdk/server";
import { createDeletionRepository } from "./account/deletion/repository";
import { createDeletionService, type DeletionService } from "./account/deletion/service";
import { createExportRepository } from "./account/export/repository";
import { createExportService, type ExportService } from "./account/export/service";
import { type AccountsRepository, createAccountsRepository } from "./accounts/repository";
import { type AccountsService, createAccountsService } from "./accounts/service";
import type { ProviderCatalogue } from "./ai/catalogue";
import { createCircuits } from "./ai/circuits";
import type { Pace } from "./ai/complete";
import { createProvidersRepository } from "./ai/repository";
import { createRouter } from "./ai/router";
import { tellApps } from "./apps/bin";
import type { FoundApp } from "./apps/discovery";
import { createPublicFiles } from "./apps/public-files";
import { createRegistry, type Registry } from "./apps/registry";
import { createPictures, type Pictures } from "./assets/pictures";
import { createAssetsRepository } from "./assets/repository";
import { type AssetsService, createAssetsService } from "./assets/service";
import { createFileSigner } from "./assets/signing";
import { type AuditRepository, createAuditRepository } from "./audit/repository";
import { type Billing, type BillingOptions, createBilling } from "./billing/billing";
import type { Catalogue } from "./billing/catalogue";
import type { Cache } from "./cache/cache";
import { createCreditsRepository } from "./credits/repository";
import { type CreditsService, createCreditsService } from "./credits/service";
import { type Database, scopeTables } from "./db/client";
import type { EventBus } from "./events/event-bus";
import { createAdmission } from "./generations/admission";
import { createAnnouncer } from "./generations/announcer";
import { createDelivery } from "./generations/delivery";
import { createFunding } from "./generations/funding";
import { createLibraryRepository } from "./generations/library/repository";
import { createLibraryService, type LibraryService } from "./generations/library/service";
import { createDispatcher, type Dispatcher } from "./generations/line/dispatcher";
import { createLineRepository, type LineRepository } from "./generations/line/repository";
import { createLineService, type LineService } from "./generations/line/service";
import { createGenerationsRepository, type GenerationsRepository } from "./generations/repository";
import { createRunner, type Runner } from "./generations/runner";
import { createGenerationsService, type GenerationsService } from "./generations/service";
import { createSnapshots, type Snapshots } from "./generations/snapshots";
import { sweep } from "./generations/sweeper";
import { createMailRepository } from "./mail/repository";
import { createMailService, type MailService } from "./mail/service";
import type { MailTransport } from "./mail/transport";
import { createModelAccess, type ModelAccess } from "./models/access";
import type { Moderation } from "./moderation/moderation";
import type { Network } from "./network/download";
import { createNotificationsRepository } from "./notifications/repository";
import { createNotificationsService, type NotificationsService } from "./notifications/service";
import type { PlatformLogger } from "./observability/logger";
import type { Metrics } from "./observability/metrics";
import type { Tracing } from "./observability/tracing";
import type { QueueBackend } from "./queue/queue";
import { createQuotaRepository } from "./quota/repository";
import { createQuotaService, type QuotaService } from "./quota/service";
import { createStatsRepository } from "./stats/repository";
import { createStatsService, type StatsService } from "./stats/service";
import type { Storage } from "./storage/storage";

/** The adapters a platform stands on. */
export interface PlatformPorts {
  database: Database;
  queue: QueueBackend;
  events: EventBus;
  storage: Storage;
  /** Where pictures are read from that somebody gave the address of. */
  network: Network;
  mailTransport: MailTransport;
  providers: ProviderCatalogue;
  moderation: Moderation;
  tracing: Tracing;
  cache: Cache;
  metrics: Metrics;
  signingSecret: string;
  catalogue: Catalogue;
  billingOptions: BillingOptions;
  apps: readonly FoundApp[];
  limits: PlatformLimits;
  logger: PlatformLogger;
  now: () => Date;
}

export interface PlatformLimits {
  /** Generations of one person that run at once, over all workers. */
  userConcurrency: number;
  /** How long a generation may take from its first moment with a worker. */
  deadlineMs: number;
  /** Wait before the second try of work that failed for a reason that may pass; twice as long before the third. */
  backoffMs: number;
  /** How often providers are asked how far they are; their adapters' default when left out. */
  pace?: Pace | undefined;
}

/** Everything the API and the workers have in common, wired once. */
export interface Platform extends PlatformPorts, Pictures {
  registry: Registry;
  accounts: AccountsService;
  accountsRepository: AccountsRepository;
  deletions: DeletionService;
  exports: ExportService;
  quota: QuotaService;
  audit: AuditRepository;
  mail: MailService;
  notifications: NotificationsService;
  billing: Billing;
  assets: AssetsService;
  credits: CreditsService;
  access: ModelAccess;
  generations: GenerationsService;
  generationsRepository: GenerationsRepository;
  library: LibraryService;
  snapshots: Snapshots;
  line: LineService;
  lineRepository: LineRepository;
  dispatcher: Dispatcher;
  stats: StatsService;
  runner: Runner;
  /** Queues forgotten work, and stops calls nobody waits for. @returns how much */
  sweep(): Promise<number>;
  /** Takes away for good what was removed 30 days ago, here and in every app. */
  emptyBin(): Promise<void>;
}

export function createPlatform(ports: PlatformPorts): Platform {
  const { database, queue, events, storage, moderation, metrics, cache, signingSecret, apps, limits, logger, now } =
    ports;
  const registry = (): Registry => platform.registry;
  const credits = createCreditsService({ repository: createCreditsRepository(database) });
  const assetsRepository = createAssetsRepository(database);
  const signer = createFileSigner(signingSecret);
  const assets = createAssetsService({ repository: assetsRepository, storage, signer, now });
  const accountsRepository = createAccountsRepository(database);
  const notifications = createNotificationsService({
    ...{ repository: createNotificationsRepository(database), database, events, logger, now },
  });
  const quota = createQuotaService({
    repository: createQuotaRepository(database),
    findSettings: accountsRepository.findSettings,
    ...{ notifications, now },
  });
  const accounts = createAccountsService({
    ...{ repository: accountsRepository, credits, quota, assets, notifications, cache, database },
  });
  const audit = createAuditRepository(database);
  const mail = createMailService({
    ...{ database, logger, now },
    repository: createMailRepository(database),
    transport: ports.mailTransport,
  });
  const billing = createBilling({
    ...{ accounts, accountsRepository, credits, audit, mail, notifications, events, database, signingSecret },
    ...{ logger, now },
    catalogue: ports.catalogue,
    options: ports.billingOptions,
  });

  const providers = createProvidersRepository(database);
  const circuits = createCircuits({ repository: providers, logger, now });
  const access = createModelAccess({ catalogue: ports.providers, circuits });
  const router = createRouter({
    ...{ catalogue: ports.providers, repository: providers, circuits, logger, pace: limits.pace },
    tracing: ports.tracing,
    record: metrics.providerCall,
  });

  const generationsRepository = createGenerationsRepository(database);
  const lineRepository = createLineRepository(database);
  const snapshots = createSnapshots({ repository: generationsRepository, line: lineRepository, assets, now });
  const announcer = createAnnouncer({
    repository: generationsRepository,
    snapshots,
    credits,
    quota,
    accounts,
    events,
    logger,
  });
  const funding = createFunding({ quota, credits });
  const dispatcher = createDispatcher({
    ...{ repository: lineRepository, queue: queue.queue, userLimit: limits.userConcurrency, logger, now },
    modelLimits: () => listModelLimits(registry(), ports.providers),
  });
  const line = createLineService({ repository: lineRepository, snapshots, dispatcher, now });
  const shared = {
    ...{ repository: generationsRepository, announcer, dispatcher, funding, accounts, registry, database, logger, now },
    ...{ notifications, tracing: ports.tracing, record: metrics.generationFinished },
  };
  const entrance = { ...shared, snapshots, assets: assetsRepository, line: lineRepository };
  const admission = createAdmission({ ...entrance, access, moderation });
  const generations = createGenerationsService({ ...entrance, admission, events, queue: queue.queue });
  const library = createLibraryService({
    ...{ accounts, snapshots, announcer, database, storage, now, generations: generationsRepository },
    repository: createLibraryRepository(database),
  });
  const pictures = createPictures({
    ...{ assets, assetsRepository, accounts, snapshots, moderation, database, storage, signingSecret, now },
    ...{ network: ports.network, webUrl: ports.billingOptions.webUrl },
  });
  const delivery = createDelivery({ ...shared, assets, moderation });
  const runner = createRunner({ ...shared, providers, router, delivery, limits });

  const personal = { database, audit, registry, storage, logger, now };
  const exports = createExportService({ ...personal, repository: createExportRepository(database) });
  const deletions = createDeletionService({
    ...{ ...personal, accounts, generations },
    repository: createDeletionRepository(database),
    abandonPayment: billing.desk.abandon,
    endSubscription: billing.subscriptions.endForDeletion,
  });

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
      assets: {
        list: (userId, ids) => assets.listByIds(userId, ids),
        listIds: (userId, ids) => assets.filterIds(userId, ids),
        read: (userId, assetId) => assets.read(userId, assetId),
        readSource: (userId, assetId) => assets.readSource(userId, assetId),
        upload: (userId, file, record, rules) =>
          pictures.uploads.upload({ userId, appId: contract.id, file, rules }, record),
        uploadFrom: (userId, url, record, rules) =>
          pictures.uploads.uploadFrom({ userId, appId: contract.id, url, rules }, record),
        listUses: (userId, assetId) => pictures.history.list(userId, assetId),
      },
      files: createPublicFiles(contract.id, storage),
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
    ...pictures,
    ...{ accounts, accountsRepository, deletions, exports, quota, audit, mail, notifications, billing },
    ...{ assets, credits, access, generations, generationsRepository, library, snapshots, line, lineRepository },
    ...{ dispatcher, runner },
    stats: createStatsService({ repository: createStatsRepository(database), now }),
    registry: createRegistry(apps, wire, logger),
    async sweep() {
      const [queued, stopped] = await Promise.all([
        sweep({ repository: generationsRepository, queue: queue.queue, logger, now }),
        router.stopAbandoned(),
      ]);
      dispatcher.kick();
      return queued + stopped;
    },
    async emptyBin() {
      const told = { registry: registry(), database, logger };
      await assets.emptyBin((ids) => tellApps(told, "assets.purged", ids));
      await library.emptyBin();
      await tellApps(told, "bin.emptied", assets.binEnd());
    },
  };
  return platform;
}

/** Outputs in flight at once, by model: as many as its providers take together. Built-in models have no such limit. */
function listModelLimits(registry: Registry, catalogue: ProviderCatalogue): Record<string, number> {
  const limits: Record<string, number> = {};
  for (const { contract } of registry.list()) {
    for (const [key, model] of Object.entries(contract.models)) {
      if (model.builtin) continue;
      limits[key] = catalogue.routes(key, model).reduce((sum, { provider }) => sum + catalogue.limitOf(provider.id), 0);
    }
  }
  return limits;
}
