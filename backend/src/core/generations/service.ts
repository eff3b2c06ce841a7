import { createHash } from "node:crypto";
import { type Generation, isTerminal, MAX_SEED, platformError } from "@lumiku/app-sdk";
import { type Actor, decodeCursor, type StartRequest, toPage } from "@lumiku/app-sdk/server";
import type { Quote, QuoteRequest } from "@lumiku/contracts/apps";
import type { z } from "zod";
import type { AccountsService } from "../accounts/service";
import { findInCatalogue, type Registry } from "../apps/registry";
import type { AssetsRepository } from "../assets/repository";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import { findRefusal } from "../models/access";
import type { PlatformLogger } from "../observability/logger";
import type { JobQueue } from "../queue/queue";
import type { Announcer } from "./announcer";
import { type GenerationsRepository, type GenerationWithOutputs, IdempotencyKeyTaken } from "./repository";
import { settle } from "./settlement";
import type { Snapshots } from "./snapshots";

/** Carries a generation's id to the worker that runs it. */
export const STOP_SIGNAL = "generation.stop";

export interface ListRequest {
  appId?: string | undefined;
  status?: Generation["status"] | undefined;
  cursor?: string | undefined;
  limit: number;
}

export interface GenerationsService {
  quote(actor: Actor, request: z.output<typeof QuoteRequest>): Promise<Quote>;
  start(actor: Actor, appId: string, request: StartRequest): Promise<Generation>;
  get(actor: Actor, id: string): Promise<Generation>;
  list(actor: Actor, request: ListRequest): Promise<{ items: Generation[]; nextCursor: string | null }>;
  cancel(actor: Actor, id: string): Promise<Generation>;
  remove(actor: Actor, id: string): Promise<void>;
}

export interface GenerationsDependencies {
  repository: GenerationsRepository;
  assets: AssetsRepository;
  snapshots: Snapshots;
  announcer: Announcer;
  credits: CreditsService;
  accounts: Pick<AccountsService, "tierOf">;
  registry: () => Registry;
  queue: JobQueue;
  events: EventBus;
  database: Pick<Database, "transaction" | "afterCommit">;
  logger: PlatformLogger;
  now: () => Date;
}

export function createGenerationsService(dependencies: GenerationsDependencies): GenerationsService {
  const { repository, assets, snapshots, announcer, credits, accounts, queue, events, database, logger, now } =
    dependencies;

  const missing = () => platformError("NOT_FOUND", { message: "That work no longer exists." });

  const getOwned = async (userId: string, id: string): Promise<GenerationWithOutputs> => {
    const row = await repository.findOwned(userId, id);
    if (!row) throw missing();
    return row;
  };

  const enqueue = async (id: string) => {
    try {
      await queue.add({ id });
    } catch (error) {
      // The row is the outbox: the sweeper queues what is committed and not queued.
      logger.warn({ err: error, generationId: id }, "a generation could not be queued yet");
    }
  };

  const findEarlier = async (userId: string, key: string, requestHash: string) => {
    const earlier = await repository.findByIdempotencyKey(userId, key);
    if (!earlier) return null;
    if (earlier.requestHash !== requestHash) throw platformError("IDEMPOTENCY_CONFLICT");
    return snapshots.of(earlier);
  };

  return {
    async quote(actor, { appId, action, model, count }) {
      const entry = findInCatalogue(dependencies.registry(), appId, action, model);
      const total = entry.model.costCredits * count;
      const { available } = await credits.balance(actor.userId);
      return { unit: "credits", perOutput: entry.model.costCredits, count, total, isAffordable: available >= total };
    },

    async start(actor, appId, request) {
      const { action, model, params, count } = request;
      const entry = findInCatalogue(dependencies.registry(), appId, action, model);
      if (!Number.isInteger(count) || count < 1 || count > entry.action.maxOutputs) {
        const message = `Between 1 and ${entry.action.maxOutputs} at a time.`;
        throw platformError("VALIDATION_FAILED", { errors: [{ path: "/body/count", message }] });
      }
      const refusal = findRefusal(model, entry.model, await accounts.tierOf(actor.userId));
      if (refusal) throw refusal;

      const requestHash = hashOf({ appId, action, model, params, count, seed: request.seed });
      const key = request.idempotencyKey ?? null;
      const earlier = key && (await findEarlier(actor.userId, key, requestHash));
      if (earlier) return earlier;

      const id = Bun.randomUUIDv7();
      const amountCredits = entry.model.costCredits * count;
      const seed = request.seed ?? Math.floor(Math.random() * MAX_SEED);
      try {
        await database.transaction(async () => {
          await credits.hold({
            userId: actor.userId,
            generationId: id,
            amountCredits,
            note: `${entry.app.contract.name}: ${entry.model.name}, ${count} ${count === 1 ? "picture" : "pictures"}`,
          });
          await repository.create({
            id,
            userId: actor.userId,
            appId,
            action,
            model,
            count,
            seed,
            params,
            unitCost: entry.model.costCredits,
            reserved: amountCredits,
            step: "Waiting in queue",
            idempotencyKey: key,
            requestHash,
          });
        });
      } catch (error) {
        if (!(error instanceof IdempotencyKeyTaken) || !key) throw error;
        const other = await findEarlier(actor.userId, key, requestHash);
        if (!other) throw error;
        return other;
      }
      const [snapshot] = await Promise.all([announcer.generation(id), enqueue(id), announcer.credits(actor.userId)]);
      if (!snapshot) throw missing();
      return snapshot;
    },

    get: async (actor, id) => snapshots.of(await getOwned(actor.userId, id)),

    async list(actor, { cursor, ...filter }) {
      const rows = await repository.list(actor.userId, { ...filter, after: decodeCursor(cursor) });
      const page = toPage(rows, filter.limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: await Promise.all(page.items.map(snapshots.of)), nextCursor: page.nextCursor };
    },

    async cancel(actor, id) {
      const before = await database.transaction(async () => {
        const row = await repository.lockOwned(actor.userId, id);
        if (!row) throw missing();
        if (row.status === "pending") await settle(row, { status: "cancelled" }, { repository, credits, now });
        else if (row.status === "processing" && !row.cancelRequestedAt) await repository.requestCancel(id, now());
        return row.status;
      });
      if (isTerminal(before)) return snapshots.of(await getOwned(actor.userId, id));
      if (before === "pending") await Promise.all([queue.remove(id).catch(() => {}), announcer.credits(actor.userId)]);
      // A worker that misses the signal reads the request with its next heartbeat.
      else
        await events
          .signal(STOP_SIGNAL, id)
          .catch((error) => logger.warn({ err: error }, "a stop signal was not sent"));
      return (await announcer.generation(id)) ?? snapshots.of(await getOwned(actor.userId, id));
    },

    async remove(actor, id) {
      const row = await getOwned(actor.userId, id);
      if (!isTerminal(row.status)) throw platformError("CONFLICT", { message: "Stop it first, then remove it." });
      await database.transaction(async () => {
        if (await repository.remove(actor.userId, id, now())) await assets.removeByGeneration(actor.userId, id, now());
      });
      await announcer.removed(actor.userId, id);
    },
  };
}

/** Property order does not matter: the same request gives the same hash. */
function hashOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash("sha256").update(sorted).digest("hex");
}
