import { type Generation, isTerminal, platformError } from "@lumiku/app-sdk";
import type { Actor, StartRequest } from "@lumiku/app-sdk/server";
import type { Quote, QuoteRequest } from "@lumiku/contracts/apps";
import type { Lane } from "@lumiku/contracts/queue";
import type { z } from "zod";
import type { AccountsService } from "../accounts/service";
import type { Database } from "../db/client";
import type { EventBus } from "../events/event-bus";
import type { PlatformLogger } from "../observability/logger";
import type { JobQueue } from "../queue/queue";
import type { Admission } from "./admission";
import type { Announcer } from "./announcer";
import type { Dispatcher } from "./line/dispatcher";
import type { LineRepository } from "./line/repository";
import { shareOf } from "./line/share";
import type { GenerationsRepository, GenerationWithOutputs } from "./repository";
import { type SettlementDependencies, settle } from "./settlement";
import type { Snapshots } from "./snapshots";

/** Carries a generation's id to the worker that runs it. */
export const STOP_SIGNAL = "generation.stop";

export interface GenerationsService {
  quote(actor: Actor, request: z.output<typeof QuoteRequest>): Promise<Quote>;
  start(actor: Actor, appId: string, request: StartRequest): Promise<Generation>;
  get(actor: Actor, id: string): Promise<Generation>;
  cancel(actor: Actor, id: string): Promise<Generation>;
  /** Starts ended work again: a new generation that names the old one. @throws AppError CONFLICT, and what a start throws */
  retry(actor: Actor, id: string, idempotencyKey: string | undefined): Promise<Generation>;
}

export interface GenerationsDependencies extends SettlementDependencies {
  repository: GenerationsRepository;
  admission: Admission;
  snapshots: Snapshots;
  announcer: Announcer;
  accounts: Pick<AccountsService, "tierOf">;
  line: Pick<LineRepository, "returnTurn">;
  dispatcher: Pick<Dispatcher, "kick">;
  queue: Pick<JobQueue, "remove">;
  events: Pick<EventBus, "signal">;
  database: Pick<Database, "transaction" | "afterCommit">;
  logger: PlatformLogger;
}

export function createGenerationsService(dependencies: GenerationsDependencies): GenerationsService {
  const { repository, admission, snapshots, announcer, accounts, queue, events, database } = dependencies;
  const { line, dispatcher, logger, now } = dependencies;

  const missing = () => platformError("NOT_FOUND", { message: "That work no longer exists." });

  const getOwned = async (userId: string, id: string): Promise<GenerationWithOutputs> => {
    const row = await repository.findOwned(userId, id);
    if (!row) throw missing();
    return row;
  };

  return {
    quote: admission.quote,

    start: (actor, appId, request) => admission.admit(actor, appId, request, null),

    async retry(actor, id, idempotencyKey) {
      const row = await getOwned(actor.userId, id);
      if (row.status !== "failed" && row.status !== "cancelled")
        throw platformError("CONFLICT", { message: "Only work that failed or was stopped can be tried again." });
      const { appId, action, model, count, seed, lane } = row;
      const params = row.params as Record<string, unknown>;
      const inputAssetIds = await repository.listInputs(id);
      const request = { action, model, count, seed, params, inputAssetIds, lane: lane as Lane, idempotencyKey };
      return admission.admit(actor, appId, request, id);
    },

    get: async (actor, id) => snapshots.of(await getOwned(actor.userId, id)),

    async cancel(actor, id) {
      const { before, settled } = await database.transaction(async () => {
        const row = await repository.lockOwned(actor.userId, id);
        if (!row) throw missing();
        if (row.status === "processing" && !row.cancelRequestedAt) await repository.requestCancel(id, now());
        if (row.status !== "pending") return { before: row, settled: null };
        // In the order in which a start takes both, so that neither waits for the other.
        const settled = await settle(row, { status: "cancelled" }, dependencies);
        await line.returnTurn(row.userId, row.lane as Lane, shareOf(row.count, await accounts.tierOf(row.userId)));
        return { before: row, settled };
      });
      if (isTerminal(before.status)) return snapshots.of(await getOwned(actor.userId, id));
      if (settled) {
        dispatcher.kick();
        await announcer.funds(settled.row, settled.balance);
        if (before.queuedAt) await queue.remove(id).catch(() => {});
      } else {
        // A worker that misses the signal reads the request with its next heartbeat.
        await events
          .signal(STOP_SIGNAL, id)
          .catch((error) => logger.warn({ err: error }, "a stop signal was not sent"));
      }
      return (await announcer.generation(id)) ?? snapshots.of(await getOwned(actor.userId, id));
    },
  };
}
