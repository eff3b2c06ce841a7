import { AppError, type Failure, platformError } from "@lumiku/app-sdk";
import type { Produced } from "@lumiku/app-sdk/server";
import type { Registry } from "../apps/registry";
import type { AssetsService } from "../assets/service";
import type { Database } from "../db/client";
import type { Moderation } from "../moderation/moderation";
import { TakenOver } from "./interruptions";
import type { GenerationRow } from "./repository";
import { type Outcome, type SettlementDependencies, settle } from "./settlement";

export interface Delivery {
  /**
   * Records one output, once: the row, its file, and what the app makes of it, or none of them. With `outcome`
   * the generation ends in the same transaction.
   *
   * @returns why there is no picture, or null when there is one
   * @throws TakenOver when another attempt holds the generation
   */
  deliver(
    row: GenerationRow,
    produced: Produced,
    outcome?: (failure: Failure | null) => Outcome,
  ): Promise<Failure | null>;
}

export interface DeliveryDependencies extends SettlementDependencies {
  assets: AssetsService;
  moderation: Pick<Moderation, "checkImage">;
  registry: () => Registry;
  database: Pick<Database, "transaction" | "afterCommit">;
}

export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { repository, assets, moderation, registry, database } = dependencies;

  /** Bytes that are no picture, or not one for this platform, become an output without one. */
  const inspect = async (row: GenerationRow, produced: Produced) => {
    if (!produced.bytes) return { produced, stored: null };
    const withoutPicture = (error: AppError) => ({
      produced: {
        index: produced.index,
        seed: produced.seed,
        error: { code: error.code, message: error.message },
      } as Produced,
      stored: null,
    });
    const isDrawnHere = registry().get(row.appId).contract.models[row.model]?.builtin;
    try {
      const verdict = isDrawnHere ? null : await moderation.checkImage(produced.bytes);
      if (verdict && !verdict.isAllowed) {
        const message = `${verdict.message} It was not kept and not charged.`;
        return withoutPicture(platformError("CONTENT_BLOCKED", { message }));
      }
      const name = `${row.id}-${produced.index}-${row.attempts}`;
      const { userId, appId, id: generationId } = row;
      return { produced, stored: await assets.store({ userId, appId, generationId, name, bytes: produced.bytes }) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "UNSUPPORTED_MEDIA_TYPE") throw error;
      const message = "What the model returned is not a picture we can read. It was not charged.";
      return withoutPicture(new AppError({ code: "BAD_RESULT", status: 502, message, cause: error }));
    }
  };

  return {
    async deliver(row, made, outcome) {
      const { produced, stored } = await inspect(row, made);
      const failure = produced.error ?? null;
      await database.transaction(async () => {
        const current = await repository.lockRunning(row.id, row.attempts);
        if (!current) throw new TakenOver();
        if (stored) await assets.record(stored);
        const isFirst = await repository.addOutput({
          generationId: row.id,
          index: produced.index,
          status: stored ? "completed" : "failed",
          seed: produced.seed,
          assetId: stored?.id ?? null,
          notes: [...(produced.notes ?? [])],
          errorCode: failure?.code ?? null,
          errorMessage: failure?.message ?? null,
        });
        if (!isFirst) throw new Error(`Output ${produced.index} of generation ${row.id} was delivered before`);
        if (stored) {
          const { id: generationId, userId, model, params } = row;
          const { index, seed } = produced;
          const action = registry().get(row.appId).actions[row.action];
          await action?.onOutput?.({ generationId, userId, model, params, index, seed, assetId: stored.id });
        }
        if (outcome) await settle(current, outcome(failure), dependencies);
      });
      return failure;
    },
  };
}
