import { createHash } from "node:crypto";
import { type Generation, isTerminal, MAX_SEED, platformError, type Tier } from "@lumiku/app-sdk";
import { type Actor, decodeCursor, type StartRequest, toPage } from "@lumiku/app-sdk/server";
import type { Quote, QuoteRequest } from "@lumiku/contracts/apps";
import type { Lane } from "@lumiku/contracts/queue";
import type { z } from "zod";
import type { AccountsService } from "../accounts/service";
import { findInCatalogue, type Registry } from "../apps/registry";
import type { AssetsRepository } from "../assets/repository";
import type { CreditsService } from "../credits/service";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { ModelAccess } from "../models/access";
import type { Moderation } from "../moderation/moderation";
import type { PlatformLogger } from "../observability/logger";
import type { Metrics } from "../observability/metrics";
import type { Tracing } from "../observability/tracing";
import type { JobQueue } from "../queue/queue";
import type { Announcer } from "./announcer";
import { IdempotencyKeyTaken } from "./changes";
import type { Dispatcher } from "./line/dispatcher";
import type { LineRepository } from "./line/repository";
import type { GenerationsRepository, GenerationWithOutputs, NewGeneration } from "./repository";
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
  /** Starts ended work again: a new generation that names the old one. @throws AppError CONFLICT, and what a start throws */
  retry(actor: Actor, id: string, idempotencyKey: string | undefined): Promise<Generation>;
  remove(actor: Actor, id: string): Promise<void>;
}

export interface GenerationsDependencies {
  repository: GenerationsRepository;
  assets: AssetsRepository;
  snapshots: Snapshots;
  announcer: Announcer;
  credits: CreditsService;
  accounts: Pick<AccountsService, "tierOf">;
  access: ModelAccess;
  moderation: Pick<Moderation, "checkTexts">;
  line: LineRepository;
  dispatcher: Dispatcher;
  registry: () => Registry;
  queue: JobQueue;
  events: EventBus;
  database: Pick<Database, "transaction" | "afterCommit">;
  tracing: Pick<Tracing, "currentTraceparent">;
  record: Metrics["generationFinished"];
  logger: PlatformLogger;
  now: () => Date;
}

export function createGenerationsService(dependencies: GenerationsDependencies): GenerationsService {
  const { repository, assets, snapshots, announcer, credits, accounts, queue, events, database, logger, now } =
    dependencies;
  const { access, moderation, line, dispatcher } = dependencies;

  const missing = () => platformError("NOT_FOUND", { message: "That work no longer exists." });

  const getOwned = async (userId: string, id: string): Promise<GenerationWithOutputs> => {
    const row = await repository.findOwned(userId, id);
    if (!row) throw missing();
    return row;
  };

  const findEarlier = async (userId: string, key: string, requestHash: string) => {
    const earlier = await repository.findByIdempotencyKey(userId, key);
    if (!earlier) return null;
    if (earlier.requestHash !== requestHash) throw platformError("IDEMPOTENCY_CONFLICT");
    return snapshots.of(earlier);
  };

  /** The same recipe with the same seed gives the same pictures: they are handed out again, free. */
  const reuse = async (actor: Actor, generation: NewGeneration): Promise<Generation | null> => {
    const { recipeHash } = generation;
    const earlier = recipeHash && (await repository.findByRecipe(actor.userId, recipeHash));
    if (!earlier) return null;
    const at = now();
    const { id, userId, appId, action, model, params } = generation;
    await database.transaction(async () => {
      await repository.create({
        ...generation,
        ...{ status: "completed", step: "Complete", progress: 100, fromCache: true, reserved: 0 },
        ...{ provider: earlier.provider, startedAt: at, finishedAt: at },
      });
      for (const output of earlier.outputs) {
        if (!output.asset) continue;
        const assetId = Bun.randomUUIDv7();
        await assets.create({ ...output.asset, id: assetId, appId, generationId: id });
        const { index, status, seed, notes, errorCode, errorMessage } = output;
        await repository.addOutput({ generationId: id, index, status, seed, assetId, notes, errorCode, errorMessage });
        const snapshot = snapshots.asset({ ...output.asset, id: assetId });
        const delivered = { generationId: id, userId, model, params, index, seed, asset: snapshot };
        await dependencies.registry().get(appId).actions[action]?.onOutput?.(delivered);
      }
    });
    return announcer.generation(id);
  };

  const begin = async (
    actor: Actor,
    appId: string,
    request: StartRequest,
    parentId: string | null,
  ): Promise<Generation> => {
    const { userId } = actor;
    const { action, model, params, count, lane = "interactive" } = request;
    const entry = findInCatalogue(dependencies.registry(), appId, action, model);
    if (!Number.isInteger(count) || count < 1 || count > entry.action.maxOutputs) {
      const message = `Between 1 and ${entry.action.maxOutputs} at a time.`;
      throw platformError("VALIDATION_FAILED", { errors: [{ path: "/body/count", message }] });
    }
    const recipe = { appId, action, model, params, count, seed: request.seed };
    const requestHash = hashOf(recipe);
    const key = request.idempotencyKey ?? null;
    const earlier = key && (await findEarlier(userId, key, requestHash));
    if (earlier) return earlier;

    const tier = await accounts.tierOf(userId);
    const refusal = await access.findRefusal(model, entry.model, tier);
    if (refusal) throw refusal;
    moderation.checkTexts(params);

    const id = Bun.randomUUIDv7();
    const reserved = entry.model.costCredits * count;
    const generation: NewGeneration = {
      ...{ id, userId, appId, action, model, count, params, reserved, parentId, lane, requestHash },
      seed: request.seed ?? Math.floor(Math.random() * MAX_SEED),
      unitCost: entry.model.costCredits,
      step: "Waiting in queue",
      idempotencyKey: key,
      recipeHash: request.seed === undefined || parentId ? null : requestHash,
      turn: 0,
      traceparent: dependencies.tracing.currentTraceparent(),
    };
    try {
      const reused = await reuse(actor, generation);
      if (reused) return reused;
      const { row, balance } = await database.transaction(async () => {
        const pictures = `${count} ${count === 1 ? "picture" : "pictures"}`;
        const note = `${entry.app.contract.name}: ${entry.model.name}, ${pictures}`;
        const balance = await credits.hold({ userId, generationId: id, amountCredits: reserved, note });
        const turn = await line.takeTurn(userId, lane, shareOf(count, tier));
        return { row: await repository.create({ ...generation, turn }), balance };
      });
      // Told before it can begin: what is told of its end comes after this.
      const [snapshot] = await Promise.all([
        announcer.tell({ ...row, outputs: [] }),
        announcer.credits(userId, balance),
      ]).finally(() => dispatcher.kick());
      return snapshot;
    } catch (error) {
      if (!(error instanceof IdempotencyKeyTaken) || !key) throw error;
      const other = await findEarlier(userId, key, requestHash);
      if (!other) throw error;
      return other;
    }
  };

  return {
    async quote(actor, { appId, action, model, count }) {
      const entry = findInCatalogue(dependencies.registry(), appId, action, model);
      const total = entry.model.costCredits * count;
      const { available } = await credits.balance(actor.userId);
      return { unit: "credits", perOutput: entry.model.costCredits, count, total, isAffordable: available >= total };
    },

    start: (actor, appId, request) => begin(actor, appId, request, null),

    async retry(actor, id, idempotencyKey) {
      const row = await getOwned(actor.userId, id);
      if (row.status !== "failed" && row.status !== "cancelled")
        throw platformError("CONFLICT", { message: "Only work that failed or was stopped can be tried again." });
      const { appId, action, model, count, seed, lane } = row;
      const params = row.params as Record<string, unknown>;
      return begin(actor, appId, { action, model, count, seed, params, lane: lane as Lane, idempotencyKey }, id);
    },

    get: async (actor, id) => snapshots.of(await getOwned(actor.userId, id)),

    async list(actor, { cursor, ...filter }) {
      const rows = await repository.list(actor.userId, { ...filter, after: decodeCursor(cursor) });
      const page = toPage(rows, filter.limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: await Promise.all(page.items.map(snapshots.of)), nextCursor: page.nextCursor };
    },

    async cancel(actor, id) {
      const { before, settled } = await database.transaction(async () => {
        const row = await repository.lockOwned(actor.userId, id);
        if (!row) throw missing();
        if (row.status === "processing" && !row.cancelRequestedAt) await repository.requestCancel(id, now());
        if (row.status !== "pending") return { before: row, settled: null };
        await line.returnTurn(row.userId, row.lane as Lane, shareOf(row.count, await accounts.tierOf(row.userId)));
        return { before: row, settled: await settle(row, { status: "cancelled" }, dependencies) };
      });
      if (isTerminal(before.status)) return snapshots.of(await getOwned(actor.userId, id));
      if (settled) {
        dispatcher.kick();
        await announcer.credits(actor.userId, settled.balance);
        if (before.queuedAt) await queue.remove(id).catch(() => {});
      } else {
        // A worker that misses the signal reads the request with its next heartbeat.
        await events
          .signal(STOP_SIGNAL, id)
          .catch((error) => logger.warn({ err: error }, "a stop signal was not sent"));
      }
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

/** How often a subscriber's turn comes for one of everybody's: more, never always. */
const weights: Record<Tier, number> = { free: 1, basic: 2, pro: 3, enterprise: 4 };

/** How much of the line a generation takes up. */
function shareOf(count: number, tier: Tier): number {
  return count / weights[tier];
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
