import { platformError } from "@lumiku/app-sdk";
import type { AccountsService } from "../../accounts/service";
import type { Registry } from "../../apps/registry";
import { LIBRARY } from "../../assets/uploads";
import type { AuditRepository } from "../../audit/repository";
import type { Database } from "../../db/client";
import type { GenerationsService } from "../../generations/service";
import type { PlatformLogger } from "../../observability/logger";
import type { Storage } from "../../storage/storage";
import { removeFiles } from "./files";
import type { DeletionRepository } from "./repository";

/**
 * Removes accounts in two steps: one that shuts the account at once, and one that waits for its work to end and then
 * takes everything away. The second is repeated until it is done, by any process, after any crash.
 */
export interface DeletionService {
  /**
   * Shuts an account for good. The caller ends what it knows of its sessions, and calls {@link DeletionService.kick}.
   *
   * @throws AppError CONFLICT for the last administrator
   */
  close(userId: string, address: string | undefined): Promise<void>;
  /** Removes the closed accounts whose work has ended, and asks the others' to stop. @returns how many are gone */
  finish(): Promise<number>;
  /** Begins to finish, in the background; once more after a pass in progress. */
  kick(): void;
  /** Resolves when no pass is in progress. */
  idle(): Promise<void>;
}

export interface DeletionDependencies {
  repository: DeletionRepository;
  database: Pick<Database, "transaction">;
  audit: Pick<AuditRepository, "add">;
  accounts: Pick<AccountsService, "changed">;
  generations: Pick<GenerationsService, "cancel">;
  /** Sees to it that nobody can pay it any more. */
  abandonPayment(userId: string, paymentId: string): Promise<unknown>;
  /** Ends a plan at its gateway and here. Harmless without one, and when it is repeated. */
  endSubscription(userId: string): Promise<void>;
  registry: () => Registry;
  storage: Pick<Storage, "listKeys" | "remove">;
  logger: PlatformLogger;
  now: () => Date;
}

export function createDeletionService(dependencies: DeletionDependencies): DeletionService {
  const { repository, database, audit, accounts, generations, registry, storage, logger, now } = dependencies;
  let running: Promise<void> | undefined;
  let isStale = false;

  /** @returns whether none is left that has not ended */
  const stopWork = async (userId: string): Promise<boolean> => {
    for (const id of await repository.listOpenWork(userId)) await generations.cancel({ userId, role: "user" }, id);
    return (await repository.listOpenWork(userId)).length === 0;
  };

  /** @returns false when somebody else was first, or work has slipped in since */
  const removeRows = (userId: string): Promise<boolean> =>
    database.transaction(async () => {
      if (!(await repository.lockClosed(userId))) return false;
      if ((await repository.listOpenWork(userId)).length > 0) return false;
      for (const { hooks } of registry().list()) await hooks["user.deleted"]?.(userId);
      await repository.remove(userId);
      return true;
    });

  const remove = async (userId: string): Promise<boolean> => {
    await repository.endAccess(userId);
    if (!(await stopWork(userId))) return false;
    for (const id of await repository.listPendingPayments(userId)) await dependencies.abandonPayment(userId, id);
    await dependencies.endSubscription(userId);
    const appIds = new Set([
      LIBRARY,
      ...(await repository.listAppIds(userId)),
      ...registry()
        .list()
        .map(({ contract }) => contract.id),
    ]);
    if (!(await removeRows(userId))) return false;
    await accounts.changed(userId);
    try {
      const files = await removeFiles(storage, { userId, appIds, now });
      logger.info({ userId, files }, "an account was removed");
    } catch (error) {
      logger.warn({ err: error, userId }, "an account was removed; the sweep of orphans takes the files that are left");
    }
    return true;
  };

  const finish = async (): Promise<number> => {
    const closed = await repository.listClosed();
    const absent = registry()
      .statuses()
      .find(({ status }) => status === "quarantined");
    if (absent && closed.length > 0) {
      // Its rows would stay behind.
      logger.warn({ app: absent.id, accounts: closed.length }, "accounts are removed once this app loads again");
      return 0;
    }
    await repository.forgetLateEvents();
    let count = 0;
    for (const userId of closed) {
      try {
        if (await remove(userId)) count++;
      } catch (error) {
        logger.warn({ err: error, userId }, "an account could not be removed yet; it is tried again");
      }
    }
    return count;
  };

  const run = async () => {
    while (isStale) {
      isStale = false;
      await finish().catch((error) => logger.warn({ err: error }, "accounts could not be removed; it is tried again"));
    }
    running = undefined;
  };

  return {
    finish,

    async close(userId, address) {
      await database.transaction(async () => {
        const closing = await repository.close(userId, now());
        if (closing === "last administrator") {
          throw platformError("CONFLICT", {
            message:
              "You are the only administrator here. Make someone else one first; then this account can be removed.",
          });
        }
        if (closing === "closed") {
          await audit.add({ actorKind: "user", actorId: userId, action: "account.removed", userId, address });
        }
      });
    },

    kick() {
      isStale = true;
      running ??= run();
    },

    async idle() {
      await running;
    },
  };
}
