import type { Storage } from "../storage/storage";
import type { AssetsRepository } from "./repository";

/** Longer than any work takes from storing a file to recording it. */
const MIN_AGE_MS = 24 * 3_600_000;
const BATCH = 500;

/**
 * Deletes files that no row knows: their worker died between storing and recording them, or the bucket took a
 * file after it had said no. What is younger than a day may still be recorded. @returns how many files
 */
export async function sweepOrphans({
  repository,
  storage,
  now,
}: {
  repository: Pick<AssetsRepository, "listUnknownKeys">;
  storage: Pick<Storage, "listKeys" | "remove">;
  now: () => Date;
}): Promise<number> {
  const modifiedBefore = new Date(now().getTime() - MIN_AGE_MS);
  let count = 0;
  for (let after: string | undefined; ; ) {
    const keys = await storage.listKeys({ modifiedBefore, limit: BATCH, ...(after !== undefined && { after }) });
    const orphans = keys.length > 0 ? await repository.listUnknownKeys(keys) : [];
    for (const key of orphans) await storage.remove(key);
    count += orphans.length;
    if (keys.length < BATCH) return count;
    after = keys.at(-1);
  }
}
