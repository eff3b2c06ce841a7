import type { Storage } from "../../storage/storage";

const BATCH = 500;
/** Clocks of buckets may be ahead of ours. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * Deletes everything below a person's folders, files that were stored and never recorded included. Whatever a crash
 * leaves of it belongs to no row, and goes with the next sweep of orphans. @returns how many files
 */
export async function removeFiles(
  storage: Pick<Storage, "listKeys" | "remove">,
  { userId, appIds, now }: { userId: string; appIds: Iterable<string>; now: () => Date },
): Promise<number> {
  const modifiedBefore = new Date(now().getTime() + AHEAD_MS);
  let count = 0;
  for (const appId of appIds) {
    const folder = `${appId}/${userId}/`;
    let keys: string[];
    do {
      const page = await storage.listKeys({ modifiedBefore, limit: BATCH, after: folder });
      keys = page.filter((key) => key.startsWith(folder));
      for (const key of keys) await storage.remove(key);
      count += keys.length;
    } while (keys.length === BATCH);
  }
  return count;
}
