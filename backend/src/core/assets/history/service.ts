import type { AssetUse } from "@lumiku/app-sdk";
import type { LibraryRepository } from "../../generations/library/repository";
import type { Snapshots } from "../../generations/snapshots";
import type { AssetsService } from "../service";
import type { HistoryRepository } from "./repository";

export interface HistoryService {
  /** Where a picture came from, and the last times it was used and shared, the newest first. @throws AppError NOT_FOUND */
  list(userId: string, assetId: string): Promise<AssetUse[]>;
}

export interface HistoryDependencies {
  repository: HistoryRepository;
  assets: Pick<AssetsService, "get">;
  work: Pick<LibraryRepository, "listByIds">;
  snapshots: Pick<Snapshots, "withoutEstimate">;
}

/** Of each kind. */
const MAX_USES = 100;

export function createHistoryService({ repository, assets, work, snapshots }: HistoryDependencies): HistoryService {
  return {
    async list(userId, assetId) {
      const { generationId, createdAt } = await assets.get(userId, assetId);
      const [used, shared] = await Promise.all([
        repository.listWork(assetId, MAX_USES),
        repository.listShares(assetId, MAX_USES),
      ]);
      const ids = used.map((use) => use.generationId);
      const rows = await work.listByIds(userId, generationId === null ? ids : [...ids, generationId]);
      const generations = new Map(rows.map((row) => [row.id, snapshots.withoutEstimate(row)]));
      const generationOf = (id: string | null) => (id === null ? undefined : generations.get(id)) ?? null;

      const origin: AssetUse = {
        kind: generationId === null ? "uploaded" : "made",
        at: createdAt,
        generation: generationOf(generationId),
      };
      const later: AssetUse[] = [
        ...used.map((use) => ({
          kind: "used" as const,
          at: use.at.toISOString(),
          generation: generationOf(use.generationId),
        })),
        ...shared.map((at) => ({ kind: "shared" as const, at: at.toISOString(), generation: null })),
      ];
      return [...later.sort((a, b) => b.at.localeCompare(a.at)), origin];
    },
  };
}
