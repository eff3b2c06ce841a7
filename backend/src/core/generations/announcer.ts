import type { Generation } from "@lumiku/app-sdk";
import type { CreditsService } from "../credits/service";
import type { EventBus } from "../events/event-bus";
import type { PlatformLogger } from "../observability/logger";
import type { GenerationsRepository } from "./repository";
import type { Snapshots } from "./snapshots";

/** Tells a person's screens about their work and their balance. */
export interface Announcer {
  /** Publishes the generation as it stands now. @returns the snapshot, or null when there is none any more */
  generation(id: string): Promise<Generation | null>;
  credits(userId: string): Promise<void>;
  removed(userId: string, id: string): Promise<void>;
}

export interface AnnouncerDependencies {
  repository: GenerationsRepository;
  snapshots: Snapshots;
  credits: CreditsService;
  events: EventBus;
  logger: PlatformLogger;
}

export function createAnnouncer({ repository, snapshots, credits, events, logger }: AnnouncerDependencies): Announcer {
  // PostgreSQL is the truth and events are a faster copy: work never fails because telling of it did.
  const publish = async (userId: string, type: string, data: unknown) => {
    try {
      await events.publish(userId, type, data);
    } catch (error) {
      logger.warn({ err: error, type }, "an event could not be published");
    }
  };

  return {
    async generation(id) {
      const row = await repository.find(id);
      if (!row) return null;
      const snapshot = await snapshots.of(row);
      await publish(row.userId, "generation.updated", snapshot);
      return snapshot;
    },

    async credits(userId) {
      try {
        await publish(userId, "credits.updated", await credits.balance(userId));
      } catch (error) {
        logger.warn({ err: error }, "a balance could not be told");
      }
    },

    removed: (userId, id) => publish(userId, "generation.removed", { id }),
  };
}
