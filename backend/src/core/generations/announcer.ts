import type { Generation } from "@lumiku/app-sdk";
import type { AccountsService } from "../accounts/service";
import type { Balance } from "../credits/repository";
import type { CreditsService } from "../credits/service";
import type { EventBus } from "../events/event-bus";
import type { PlatformLogger } from "../observability/logger";
import type { GenerationsRepository, GenerationWithOutputs } from "./repository";
import type { Snapshots } from "./snapshots";

/** Tells a person's screens about their work and their balance. */
export interface Announcer {
  /** Publishes a generation as it stands in this row. @returns the snapshot */
  tell(row: GenerationWithOutputs): Promise<Generation>;
  /** Reads a generation and publishes it. @returns the snapshot, or null when there is none any more */
  generation(id: string): Promise<Generation | null>;
  /**
   * Publishes how a generation ended, and the balance after it: the one given, or as it stands now.
   *
   * @throws when it could not be told: nobody else will
   */
  ended(row: GenerationWithOutputs, balance?: Balance): Promise<void>;
  /** Publishes a balance: the one given, or as it stands now. */
  credits(userId: string, balance?: Balance): Promise<void>;
  removed(userId: string, id: string): Promise<void>;
}

export interface AnnouncerDependencies {
  repository: GenerationsRepository;
  snapshots: Snapshots;
  credits: CreditsService;
  accounts: Pick<AccountsService, "changed">;
  events: EventBus;
  logger: PlatformLogger;
}

export function createAnnouncer(dependencies: AnnouncerDependencies): Announcer {
  const { repository, snapshots, credits, accounts, events, logger } = dependencies;
  // PostgreSQL is the truth and events are a faster copy: work never fails because telling of it did.
  const publish = async (userId: string, type: string, data: unknown) => {
    try {
      await events.publish(userId, type, data);
    } catch (error) {
      logger.warn({ err: error, type }, "an event could not be published");
    }
  };

  const tell = async (row: GenerationWithOutputs) => {
    const snapshot = await snapshots.of(row);
    await publish(row.userId, "generation.updated", snapshot);
    return snapshot;
  };

  return {
    tell,

    async generation(id) {
      const row = await repository.find(id);
      return row && tell(row);
    },

    async ended(row, balance) {
      const { userId } = row;
      // Whoever reads the balance because of the end must not find the old one.
      await accounts.changed(userId);
      const [snapshot, current] = await Promise.all([snapshots.of(row), balance ?? credits.balance(userId)]);
      await Promise.all([
        events.publish(userId, "credits.updated", current),
        events.publish(userId, "generation.updated", snapshot),
      ]);
    },

    async credits(userId, balance) {
      try {
        await accounts.changed(userId);
        await publish(userId, "credits.updated", balance ?? (await credits.balance(userId)));
      } catch (error) {
        logger.warn({ err: error }, "a balance could not be told");
      }
    },

    async removed(userId, id) {
      await accounts.changed(userId);
      await publish(userId, "generation.removed", { id });
    },
  };
}
