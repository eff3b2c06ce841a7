import { AppError, type Failure, platformError } from "@lumiku/app-sdk";
import type { Produced } from "@lumiku/app-sdk/server";
import type { AccountsService } from "../accounts/service";
import type { Registry } from "../apps/registry";
import type { NewAsset } from "../assets/repository";
import type { AssetsService } from "../assets/service";
import type { Database } from "../db/client";
import type { Moderation } from "../moderation/moderation";
import { TakenOver } from "./interruptions";
import type { GenerationRow, OutputRow } from "./repository";
import { type Outcome, type Settled, type SettlementDependencies, settle } from "./settlement";

export interface Delivered {
  output: OutputRow;
  /** Why there is no picture, or null when there is one. */
  failure: Failure | null;
  /** How the generation ended, when this was its last output. */
  settled: Settled | null;
}

export interface Delivery {
  /**
   * Records one output, once: the row, its file, and what the app makes of it, or none of them. The last output
   * ends the generation in the same transaction.
   *
   * @throws TakenOver when another attempt holds the generation
   */
  deliver(row: GenerationRow, produced: Produced, ending: Ending | null): Promise<Delivered>;
}

const FULL = "Your storage is full: there was no room for this picture. It was not charged.";

/** @param delivered outputs with a picture, of all */
export type Ending = (delivered: number, failure: Failure | null) => Outcome;

export interface DeliveryDependencies extends SettlementDependencies {
  assets: AssetsService;
  accounts: Pick<AccountsService, "hasRoom">;
  moderation: Pick<Moderation, "checkImage">;
  registry: () => Registry;
  database: Pick<Database, "transaction" | "afterCommit">;
}

export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { repository, assets, accounts, moderation, registry, database } = dependencies;

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
      if (!(await accounts.hasRoom(row.userId, produced.bytes.byteLength))) {
        return withoutPicture(platformError("STORAGE_FULL", { message: FULL }));
      }
      const name = `${row.id}-${produced.index}-${row.attempts}`;
      const { userId, appId, id: generationId } = row;
      const { bytes, source } = produced;
      return { produced, stored: await assets.store({ userId, appId, generationId, name, bytes, source }) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "UNSUPPORTED_MEDIA_TYPE") throw error;
      const message = "What the model returned is not a picture we can read. It was not charged.";
      return withoutPicture(new AppError({ code: "BAD_RESULT", status: 502, message, cause: error }));
    }
  };

  const tellApp = async (row: GenerationRow, { index, seed, notes = [], data }: Produced, stored: NewAsset) => {
    const { id: generationId, userId, model, params } = row;
    const action = registry().get(row.appId).actions[row.action];
    await action?.onOutput?.({
      generationId,
      userId,
      model,
      params,
      index,
      seed,
      notes,
      data,
      asset: assets.snapshot(stored),
    });
  };

  return {
    async deliver(row, made, ending) {
      const { produced, stored } = await inspect(row, made);
      const failure = produced.error ?? null;
      const output = {
        generationId: row.id,
        index: produced.index,
        status: stored ? ("completed" as const) : ("failed" as const),
        seed: produced.seed,
        assetId: stored?.id ?? null,
        notes: [...(produced.notes ?? [])],
        errorCode: failure?.code ?? null,
        errorMessage: failure?.message ?? null,
      };
      const settled = await database.transaction(async () => {
        const current = await repository.lockRunning(row.id, row.attempts);
        if (!current) throw new TakenOver();
        if (stored) await assets.record(stored);
        const delivered = await repository.addOutput(output);
        if (delivered === null) throw new Error(`Output ${output.index} of generation ${row.id} was delivered before`);
        if (stored) await tellApp(row, produced, stored);
        return ending && settle(current, { ...ending(delivered, failure), delivered }, dependencies);
      });
      return { output: { ...output, asset: stored }, failure, settled };
    },
  };
}
