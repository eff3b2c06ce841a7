import type { Lane } from "@lumiku/contracts/queue";
import type { PlatformLogger } from "../../observability/logger";
import type { JobQueue } from "../../queue/queue";
import { WORKER_SEEN_WITHIN_MS } from "../../queue/worker-presence";
import type { LineRepository } from "./repository";

/**
 * Feeds the queue from the table: only as much as the workers run at once, and a little ahead, so that the
 * choice who goes next is made at the last moment and nobody's long list stands in front of another's portrait.
 */
export interface Dispatcher {
  /** There may be room, or work: looks once more, after the look in progress has ended. */
  kick(): void;
  /** Takes back what was handed out from a lane and has not begun. */
  withdraw(lane: Lane): Promise<void>;
  /** Resolves when no look is in progress. */
  idle(): Promise<void>;
}

export interface DispatcherDependencies {
  repository: LineRepository;
  queue: JobQueue;
  userLimit: number;
  modelLimits: () => Readonly<Record<string, number>>;
  logger: PlatformLogger;
  now: () => Date;
}

export function createDispatcher(dependencies: DispatcherDependencies): Dispatcher {
  const { repository, queue, userLimit, modelLimits, logger, now } = dependencies;
  let running: Promise<void> | undefined;
  let isStale = false;

  const dispatch = async () => {
    const at = now();
    const seenAfter = new Date(at.getTime() - WORKER_SEEN_WITHIN_MS);
    const ids = await repository.dispatch({ at, seenAfter, userLimit, modelLimits: modelLimits() });
    // What is marked and not queued, because the queue does not answer, the sweeper queues.
    if (ids.length > 0) await queue.addMany(ids.map((id) => ({ id })));
  };

  const run = async () => {
    while (isStale) {
      isStale = false;
      try {
        await dispatch();
      } catch (error) {
        logger.warn({ err: error }, "work could not be handed to the queue; it is tried again");
      }
    }
    running = undefined;
  };

  const kick = () => {
    isStale = true;
    running ??= run();
  };

  return {
    kick,

    async withdraw(lane) {
      await running;
      const ids = await repository.withdraw(lane);
      const removals = await Promise.allSettled(ids.map((id) => queue.remove(id)));
      const failed = removals.find(({ status }) => status === "rejected");
      if (failed) logger.warn({ lane, err: failed }, "work of a paused lane may still begin");
      kick();
    },

    async idle() {
      await running;
    },
  };
}
