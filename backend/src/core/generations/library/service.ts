import { type Download, type Generation, isTerminal, platformError } from "@lumiku/app-sdk";
import { type Actor, decodeCursor, toPage } from "@lumiku/app-sdk/server";
import type { GenerationQuery } from "@lumiku/contracts/generations";
import type { z } from "zod";
import type { AccountsService } from "../../accounts/service";
import type { Database } from "../../db/client";
import type { Announcer } from "../announcer";
import type { GenerationsRepository } from "../repository";
import type { Snapshots } from "../snapshots";
import { searchPatterns } from "../texts";
import { type ArchiveDependencies, createArchiver } from "./archive";
import type { LibraryRepository } from "./repository";

/** How long what was removed can be brought back; its files are kept as long. */
const RETENTION_MS = 30 * 24 * 3_600_000;
const SCRUB_BATCH = 1_000;

/** Work as its owner keeps it. */
export interface LibraryService {
  /** The newest first; of what was removed, what can still be brought back. */
  list(
    actor: Actor,
    query: z.output<typeof GenerationQuery>,
  ): Promise<{ items: Generation[]; nextCursor: string | null }>;
  /** Removes one. @throws AppError NOT_FOUND, CONFLICT while it runs */
  remove(actor: Actor, id: string): Promise<void>;
  /** Removes those that are finished, with their files, all in one step. @returns their ids */
  removeMany(actor: Actor, ids: readonly string[]): Promise<string[]>;
  /**
   * Brings back what was removed in the last 30 days, with the files that went with it: all of it or, where the storage
   * has no room for them, nothing.
   *
   * @throws AppError STORAGE_FULL
   */
  restore(actor: Actor, ids: readonly string[]): Promise<Generation[]>;
  archive(actor: Actor, ids: string, signal: AbortSignal): Promise<Download>;
  /** Forgets what was written in work that can no longer be brought back. @returns how many */
  emptyBin(): Promise<number>;
}

export interface LibraryDependencies extends ArchiveDependencies {
  repository: LibraryRepository;
  generations: Pick<GenerationsRepository, "findOwned">;
  accounts: Pick<AccountsService, "bringBack">;
  snapshots: Snapshots;
  announcer: Pick<Announcer, "removed" | "restored">;
  database: Pick<Database, "transaction">;
}

export function createLibraryService(dependencies: LibraryDependencies): LibraryService {
  const { repository, generations, accounts, snapshots, announcer, database, now } = dependencies;
  const archive = createArchiver(dependencies);
  const restorableSince = () => new Date(now().getTime() - RETENTION_MS);

  const removeMany = async (userId: string, ids: readonly string[]) => {
    const removed = await database.transaction(async () => {
      await repository.lock(userId, ids);
      return repository.remove(userId, ids, now());
    });
    if (removed.length > 0) await announcer.removed(userId, removed);
    return removed;
  };

  return {
    async list({ userId }, { q, from, to, removed, cursor, ...filter }) {
      const rows = await repository.list(userId, {
        ...filter,
        patterns: searchPatterns(q ?? ""),
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        removedSince: removed ? restorableSince() : undefined,
        after: decodeCursor(cursor),
      });
      const page = toPage(rows, filter.limit, (row) => ({ at: row.createdAt, id: row.id }));
      return { items: await snapshots.ofAll(page.items), nextCursor: page.nextCursor };
    },

    async remove({ userId }, id) {
      const row = await generations.findOwned(userId, id);
      if (!row) throw platformError("NOT_FOUND", { message: "That work no longer exists." });
      if (!isTerminal(row.status)) throw platformError("CONFLICT", { message: "Stop it first, then remove it." });
      await removeMany(userId, [id]);
    },

    removeMany: ({ userId }, ids) => removeMany(userId, ids),

    async restore({ userId }, ids) {
      const rows = await accounts.bringBack(userId, async () => {
        await repository.lock(userId, ids);
        const restored = await repository.restore(userId, ids, restorableSince());
        return repository.listByIds(userId, restored);
      });
      const items = await snapshots.ofAll(rows);
      if (items.length > 0) await announcer.restored(userId, items);
      return items;
    },

    archive: ({ userId }, ids, signal) => archive(userId, ids, signal),

    async emptyBin() {
      let count = 0;
      for (let scrubbed = SCRUB_BATCH; scrubbed === SCRUB_BATCH; count += scrubbed) {
        scrubbed = await repository.scrub(restorableSince(), SCRUB_BATCH);
      }
      return count;
    },
  };
}
