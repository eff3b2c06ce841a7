import type { Storage } from "../storage/storage";
import type { AssetsRepository } from "./repository";

/** Longer than any work takes from storing a file to recording it. */
const MIN_AGE_MS = 24 * 3_600_000;
const BATCH = 500;

/**
 * What the platform names its files: below the app and the user, by a UUID. Anything else in a bucket is not ours, or is
 * an app's own (`<app>/public/<name>`).
 */
const OUR_KEY = /^[\w-]+\/(?!public\/)[\w-]+\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[\w.-]*\.\w+$/;

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
    const page = await storage.listKeys({ modifiedBefore, limit: BATCH, ...(after !== undefined && { after }) });
    const keys = page.filter((key) => OUR_KEY.test(key));
    const orphans = keys.length > 0 ? await repository.listUnknownKeys(keys) : [];
    for (const key of orphans) await storage.remove(key);
    count += orphans.length;
    if (page.length < BATCH) return count;
    after = page.at(-1);
  }
}
