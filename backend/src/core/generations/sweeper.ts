import type { PlatformLogger } from "../observability/logger";
import type { JobQueue } from "../queue/queue";
import type { GenerationsRepository } from "./repository";

/** What was given to the queue is claimed soon after, or was lost on the way. Giving it again is harmless. */
const QUEUED_MS = 10_000;
/** Six heartbeats. */
const SILENT_MS = 30_000;
const BATCH = 500;

/** Queues again what was forgotten: lost on the way to a worker, or running on one that has gone. @returns how many */
export async function sweep({
  repository,
  queue,
  logger,
  now,
}: {
  repository: GenerationsRepository;
  queue: JobQueue;
  logger: PlatformLogger;
  now: () => Date;
}): Promise<number> {
  const at = now().getTime();
  const ids = await repository.listForgotten(new Date(at - QUEUED_MS), new Date(at - SILENT_MS), BATCH);
  if (ids.length > 0) await queue.addMany(ids.map((id) => ({ id })));
  if (ids.length > 0) logger.debug({ count: ids.length }, "made sure that old work is queued");
  return ids.length;
}
