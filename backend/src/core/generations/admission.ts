import { createHash } from "node:crypto";
import { AppError, type Generation, MAX_SEED, platformError } from "@lumiku/app-sdk";
import type { Actor, StartRequest } from "@lumiku/app-sdk/server";
import type { Quote, QuoteRequest } from "@lumiku/contracts/apps";
import type { Lane } from "@lumiku/contracts/queue";
import type { z } from "zod";
import type { AccountsService } from "../accounts/service";
import { type CatalogueEntry, findInCatalogue, type Registry } from "../apps/registry";
import type { AssetsRepository } from "../assets/repository";
import type { Database } from "../db/client";
import type { ModelAccess } from "../models/access";
import type { Moderation } from "../moderation/moderation";
import type { PlatformLogger } from "../observability/logger";
import type { Tracing } from "../observability/tracing";
import type { Announcer } from "./announcer";
import { IdempotencyKeyTaken } from "./changes";
import { type Funding, inCredits, type Reservation } from "./funding";
import type { Dispatcher } from "./line/dispatcher";
import type { LineRepository } from "./line/repository";
import { shareOf } from "./line/share";
import type { GenerationsRepository, GenerationWithOutputs, NewGeneration } from "./repository";
import type { Snapshots } from "./snapshots";
import { searchTextOf } from "./texts";

/** The way in: what may begin, what it costs, and its beginning. */
export interface Admission {
  quote(actor: Actor, request: z.output<typeof QuoteRequest>): Promise<Quote>;
  /**
   * Accepts work: reserves its price and lines it up, or does neither. The same Idempotency-Key is accepted once.
   *
   * @param parentId the work that is tried again
   */
  admit(actor: Actor, appId: string, request: StartRequest, parentId: string | null): Promise<Generation>;
}

export interface AdmissionDependencies {
  repository: GenerationsRepository;
  assets: AssetsRepository;
  snapshots: Snapshots;
  announcer: Announcer;
  funding: Funding;
  accounts: Pick<AccountsService, "tierOf" | "hasRoom">;
  access: ModelAccess;
  moderation: Pick<Moderation, "checkTexts">;
  line: LineRepository;
  dispatcher: Dispatcher;
  registry: () => Registry;
  database: Pick<Database, "transaction">;
  tracing: Pick<Tracing, "currentTraceparent">;
  logger: PlatformLogger;
  now: () => Date;
}

type Accepted = NewGeneration & { inputAssetIds: readonly string[] };
/** A generation before it is known how it is paid. */
type Draft = Omit<Accepted, keyof Reservation | "turn">;

export function createAdmission(dependencies: AdmissionDependencies): Admission {
  const { repository, assets, snapshots, announcer, funding, accounts, database, now } = dependencies;
  const { access, moderation, line, dispatcher, registry } = dependencies;

  const findEarlier = async (userId: string, key: string, requestHash: string) => {
    const earlier = await repository.findByIdempotencyKey(userId, key);
    if (!earlier) return null;
    if (earlier.requestHash !== requestHash) throw platformError("IDEMPOTENCY_CONFLICT");
    return snapshots.of(earlier);
  };

  /** @throws AppError VALIDATION_FAILED when something that goes into it is not in the person's library */
  const create = async ({ inputAssetIds, ...generation }: Accepted) => {
    const row = await repository.create(generation);
    if (inputAssetIds.length === 0) return row;
    const found = await repository.addInputs(row.id, row.userId, inputAssetIds);
    if (found === inputAssetIds.length) return row;
    throw platformError("VALIDATION_FAILED", { message: "A picture for this is no longer in your library." });
  };

  /** The same recipe with the same seed gives the same pictures: they are handed out again, free. */
  const reuse = async (earlier: GenerationWithOutputs, draft: Draft, unitCost: number): Promise<Generation | null> => {
    const { id, userId, appId, action, model, params } = draft;
    const at = now();
    await database.transaction(async () => {
      await create({
        ...{ ...draft, ...inCredits(unitCost, 0), turn: 0 },
        ...{ status: "completed", step: "Complete", progress: 100, fromCache: true },
        ...{ provider: earlier.provider, startedAt: at, finishedAt: at },
      });
      for (const output of earlier.outputs) {
        if (!output.asset) continue;
        const assetId = Bun.randomUUIDv7();
        await assets.create({ ...output.asset, id: assetId, appId, generationId: id });
        const { index, status, seed, notes, errorCode, errorMessage } = output;
        await repository.addOutput({ generationId: id, index, status, seed, assetId, notes, errorCode, errorMessage });
        const snapshot = snapshots.asset({ ...output.asset, id: assetId });
        const delivered = { generationId: id, userId, model, params, index, seed, notes, asset: snapshot };
        await registry().get(appId).actions[action]?.onOutput?.(delivered);
      }
    });
    return announcer.generation(id);
  };

  const begin = async (draft: Draft, { app, model: price }: CatalogueEntry, share: number): Promise<Generation> => {
    const { id: generationId, userId, count, lane } = draft;
    const note = `${app.contract.name}: ${price.name}, ${count} ${count === 1 ? "picture" : "pictures"}`;
    const { row, balance } = await database.transaction(async () => {
      const { reservation, balance } = await funding.reserve({ userId, generationId, count, price, note });
      const turn = await line.takeTurn(userId, lane as Lane, share);
      return { row: { ...(await create({ ...draft, ...reservation, turn })), outputs: [] }, balance };
    });
    // Told before it can begin: what is told of its end comes after this. It is accepted, whether that is told or not.
    try {
      return await announcer.began(row, balance);
    } catch (error) {
      dependencies.logger.warn({ err: error, generationId }, "a beginning could not be told");
      return snapshots.withoutEstimate(row);
    } finally {
      dispatcher.kick();
    }
  };

  return {
    async quote({ userId, role }, { appId, action, model, count }) {
      const entry = findInCatalogue(registry(), appId, action, model);
      const tier = await accounts.tierOf(userId);
      const [closed, { refusal: unpaid, ...forecast }] = await Promise.all([
        access.findRefusal(model, entry.model, { tier, role }),
        funding.foresee(userId, entry.model, count),
      ]);
      const refusal = findCountRefusal(entry, count) ?? closed ?? unpaid;
      return {
        ...{ ...forecast, count, isAffordable: unpaid === null },
        refusal: refusal && { code: refusal.code, message: refusal.message },
      };
    },

    async admit({ userId, role }, appId, request, parentId) {
      const { action, model, params, count, lane = "interactive" } = request;
      const entry = findInCatalogue(registry(), appId, action, model);
      const tooMany = findCountRefusal(entry, count);
      if (tooMany) throw tooMany;
      const inputAssetIds = [...new Set(request.inputAssetIds)].sort();
      const inputs = inputAssetIds.length > 0 ? { inputAssetIds } : {};
      const requestHash = hashOf({ appId, action, model, params, count, seed: request.seed, ...inputs });
      const key = request.idempotencyKey ?? null;
      const earlier = key && (await findEarlier(userId, key, requestHash));
      if (earlier) return earlier;

      const recipeHash = request.seed === undefined || parentId ? null : requestHash;
      const [tier, hasRoom, twin] = await Promise.all([
        accounts.tierOf(userId),
        accounts.hasRoom(userId, 1),
        recipeHash === null ? null : repository.findByRecipe(userId, recipeHash),
      ]);
      const refusal = await access.findRefusal(model, entry.model, { tier, role });
      if (refusal) throw refusal;
      if (!hasRoom) throw platformError("STORAGE_FULL");
      moderation.checkTexts(params);

      const draft: Draft = {
        ...{ id: Bun.randomUUIDv7(), userId, appId, action, model, count, params, parentId, lane, requestHash },
        ...{ inputAssetIds, searchText: searchTextOf(params, entry.model.name) },
        seed: request.seed ?? Math.floor(Math.random() * MAX_SEED),
        step: "Waiting in queue",
        idempotencyKey: key,
        recipeHash,
        provider: entry.model.builtin ? "builtin" : null,
        traceparent: dependencies.tracing.currentTraceparent(),
      };
      try {
        const reused = twin && (await reuse(twin, draft, entry.model.costCredits));
        return reused ?? (await begin(draft, entry, shareOf(count, tier)));
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (!(error instanceof IdempotencyKeyTaken) || !key) throw uncertain(key, error);
        const other = await findEarlier(userId, key, requestHash);
        if (!other) throw error;
        return other;
      }
    },
  };
}

function findCountRefusal({ action }: CatalogueEntry, count: number): AppError | null {
  if (Number.isInteger(count) && count >= 1 && count <= action.maxOutputs) return null;
  const message = `Between 1 and ${action.maxOutputs} at a time.`;
  return platformError("VALIDATION_FAILED", { message, errors: [{ path: "/body/count", message }] });
}

/** Whether a commit whose answer was lost took place is not known here. */
function uncertain(key: string | null, cause: unknown): AppError {
  const advice = key
    ? "Send it again with the same Idempotency-Key: it is started and charged once."
    : "Look into your work before you start it again.";
  const message = `Something went wrong on our side, and it is not certain whether this was started. ${advice}`;
  return platformError("INTERNAL", { message, cause });
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
