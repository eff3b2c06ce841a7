import { type Generation, isTerminal } from "@lumiku/app-sdk";
import type { AssetsService } from "../assets/service";
import type { GenerationsRepository, GenerationWithOutputs } from "./repository";

export interface Snapshots {
  of(row: GenerationWithOutputs): Promise<Generation>;
  /** Median seconds of a model's recent work, at most ten seconds old. */
  typicalSeconds(model: string): Promise<number | null>;
}

const MEDIAN_AGE_MS = 10_000;

/** Turns rows into what people and screens are told. */
export function createSnapshots(repository: GenerationsRepository, assets: AssetsService): Snapshots {
  const medians = new Map<string, { at: number; seconds: Promise<number | null> }>();

  const typicalSeconds = (model: string) => {
    const known = medians.get(model);
    if (known && Date.now() - known.at < MEDIAN_AGE_MS) return known.seconds;
    const seconds = repository.medianSeconds(model);
    medians.set(model, { at: Date.now(), seconds });
    seconds.catch(() => medians.delete(model));
    return seconds;
  };

  const estimate = async (row: GenerationWithOutputs) => {
    if (isTerminal(row.status)) return { queuePosition: null, etaSeconds: null };
    const typical = await typicalSeconds(row.model);
    if (row.status === "processing") {
      return {
        queuePosition: null,
        etaSeconds: typical === null ? null : Math.ceil(typical * (1 - row.progress / 100)),
      };
    }
    const ahead = await repository.countPendingBefore(row.createdAt);
    return { queuePosition: ahead + 1, etaSeconds: typical === null ? null : Math.ceil(typical * (ahead + 1)) };
  };

  return {
    typicalSeconds,

    async of(row) {
      const { queuePosition, etaSeconds } = await estimate(row);
      return {
        id: row.id,
        appId: row.appId,
        action: row.action,
        status: row.status,
        progress: row.progress,
        step: row.step,
        queuePosition,
        etaSeconds,
        model: row.model,
        provider: row.provider,
        params: row.params as Record<string, unknown>,
        count: row.count,
        seed: row.seed,
        outputs: row.outputs.map((output) => ({
          index: output.index,
          status: output.status,
          seed: output.seed,
          asset: output.asset && output.asset.deletedAt === null ? assets.snapshot(output.asset) : null,
          error: failureOf(output),
          notes: output.notes,
        })),
        cost: { unit: "credits", reserved: row.reserved, charged: row.charged },
        error: failureOf(row),
        attempts: row.attempts,
        parentId: row.parentId,
        fromCache: row.fromCache,
        version: row.version,
        createdAt: row.createdAt.toISOString(),
        startedAt: row.startedAt?.toISOString() ?? null,
        finishedAt: row.finishedAt?.toISOString() ?? null,
      };
    },
  };
}

function failureOf({ errorCode, errorMessage }: { errorCode: string | null; errorMessage: string | null }) {
  return errorCode === null ? null : { code: errorCode, message: errorMessage ?? "Something went wrong." };
}
